"""Eligibility: the member is covered, at the level of care and old enough, on every day that is asked for."""

from collections.abc import Iterable, Iterator
from datetime import date

from plans.domain.circumstances import MemberFacts
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.sources import reference
from plans.domain.spans import joined
from plans.domain.stage import Stage
from shared.kernel.calendar import Span
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

COVERAGE = "The member's eligibility"
LEVEL_OF_CARE = "The level of care"


@rule(
    id="EL-01",
    stage=(Stage.SUBMIT, Stage.DECIDE),
    severity=Severity.ERROR,
    message="{what} is not active on {day}. Ask the eligibility worker to renew it, "
    "and submit when it is recorded with the member.",
    citation=reference(
        "§4.3, EL-01 [1,14,17]",
        "Waiver services need active eligibility and level of care, a waiver slot, and a member of the age it serves.",
    ),
)
def the_member_is_eligible(proposal: Proposal) -> Iterator[Violation | Missing]:
    member = proposal.member
    if member is None or not any(judged.is_requested for judged in proposal.lines):
        return
    day = decisive_day(proposal)
    if member.coverage is None:
        yield Missing(("member/coverage",))
    elif not _active(_coverage(member), day):
        yield Violation("/member/coverage", day.isoformat(), None, {"what": COVERAGE, "day": day})
    if member.level_of_care is None:
        yield Missing(("member/level_of_care",))
    elif not _active((member.level_of_care.span,), day):
        yield Violation("/member/level_of_care", day.isoformat(), None, {"what": LEVEL_OF_CARE, "day": day})
    yield from _person(proposal, member, day)


def _person(proposal: Proposal, member: MemberFacts, day: date) -> Iterator[Violation]:
    if member.slot_held is False:
        message = "The member holds no waiver slot. Ask the eligibility unit for one before the plan is submitted."
        yield Violation("/member/slot_held", True, False, message=message)
    if member.deceased_on is not None and member.deceased_on < day:
        message = "The member died on {died}. Do not ask for services after that day; close the plan."
        yield Violation(
            "/member/deceased_on", None, member.deceased_on.isoformat(), {"died": member.deceased_on}, message=message
        )
    born, least = member.birth_date, proposal.policy.minimum_age
    if born is not None:
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if age < least:
            message = "The member is {age} on {day}; the waiver serves people from {least}. Check the date of birth."
            yield Violation("/member/birth_date", least, age, {"age": age, "day": day, "least": least}, message=message)


def decisive_day(proposal: Proposal) -> date:
    """The day of the request, within the plan: its first day where that is later, its last where that is over."""
    start, end = proposal.plan.start, proposal.plan.end
    return min(max(proposal.as_of, start), max(start, end))


def _coverage(member: MemberFacts) -> list[Span]:
    return joined(period.span for period in member.coverage or ())


def _active(spans: Iterable[Span], day: date) -> bool:
    return any(span.start <= day <= span.end for span in spans)


@rule(
    id="DT-08",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} {start} to {end} is not within {what}, {limit}. "
    "Change the dates of the line, or have {what} extended first.",
    citation=reference(
        "§4.3, DT-08",
        "A line begins no earlier and ends no later than eligibility, level of care and the provider's certification.",
    ),
)
def lines_stay_within_eligibility_and_certification(proposal: Proposal) -> Iterator[Violation]:
    member = proposal.member
    limits: list[tuple[str, Iterable[Span]]] = []
    if member is not None:
        day = decisive_day(proposal)
        coverage = _coverage(member)
        if _active(coverage, day):
            limits.append((COVERAGE.lower(), coverage))
        care = member.level_of_care
        if care is not None and _active((care.span,), day):
            limits.append((LEVEL_OF_CARE.lower(), (care.span,)))
    if not limits and proposal.providers is None:
        return
    for judged in proposal.lines:
        if not judged.is_requested or judged.span is None:
            continue
        for what, spans in limits:
            yield from _beyond(judged, judged.span, what, spans)
        certified = certified_spans(proposal, judged)
        if any(span.overlaps(judged.span) for span in certified):
            yield from _beyond(judged, judged.span, "the provider's certification", certified)


def _beyond(judged: ProposedLine, span: Span, what: str, limits: Iterable[Span]) -> Iterator[Violation]:
    """One finding where no single limit holds the whole line; it points at the first day or the last that is out."""
    near = [limit for limit in limits if limit.overlaps(span)]
    if any(limit.covers(span) for limit in near) or not near:
        return
    limit = near[0]
    values = {
        "code": judged.line.key,
        "start": span.start,
        "end": span.end,
        "what": what,
        "limit": f"from {limit.start} on" if limit.end == date.max else f"{limit.start} to {limit.end}",
    }
    if span.start < limit.start:
        yield Violation(f"{judged.pointer}/start", limit.start.isoformat(), span.start.isoformat(), values)
    else:
        yield Violation(f"{judged.pointer}/end", limit.end.isoformat(), span.end.isoformat(), values)


def certified_spans(proposal: Proposal, judged: ProposedLine) -> list[Span]:
    """The days for which the line's provider is certified for its code in the member's county, as far as is known."""
    provider = (proposal.providers or {}).get(judged.line.provider or "")
    if provider is None or provider.certifications is None:
        return []
    county = proposal.member.county if proposal.member else None
    return joined(
        held.span
        for held in provider.certifications
        if held.service_code in (judged.line.service_code, judged.line.key)
        and (not held.counties or county is None or county.casefold() in {name.casefold() for name in held.counties})
    )
