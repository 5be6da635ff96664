"""EL-01: services go to a living member who is eligible, as far as plans told us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from authorization.domain.member import Member, Period
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import ELIGIBLE_MEMBER
from shared.kernel.calendar import Span
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@dataclass(frozen=True, slots=True)
class WantedService:
    """A service that is to be authorized; `pointer` leads to its line."""

    pointer: str
    named: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityFacts:
    member: Member | None
    services: tuple[WantedService, ...]
    today: date


@rule(
    id="EL-01",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{line}: no {what} is recorded on {day}. Refuse the line, or ask the eligibility worker to record the "
    "renewal and decide then.",
    citation=ELIGIBLE_MEMBER,
)
def services_go_to_a_living_member_who_is_eligible(facts: EligibilityFacts) -> Iterator[Violation | Missing]:
    member = facts.member
    if member is None or not member.coverage:
        yield Missing(("member/coverage",))
    if member is None or member.level_of_care is None:
        yield Missing(("member/level_of_care",))
    if member is None:
        return
    care = (member.level_of_care,) if member.level_of_care else ()
    for service in facts.services:
        died = member.deceased_on
        if died is not None and service.span.end > died:
            message = "{line}: the member died on {died}. Authorize nothing after that day."
            values = {"line": service.named, "died": died}
            yield Violation(f"{service.pointer}/end", str(died), str(service.span.end), values, message=message)
            continue
        for what, periods in (("coverage", member.coverage), ("level of care", care)):
            if periods:
                yield from _lapses(facts, service, what, periods)


def _lapses(
    facts: EligibilityFacts, service: WantedService, what: str, periods: tuple[Period, ...]
) -> Iterator[Violation]:
    """What is missing on the first day that is still to come, else a warning where it runs out before the service."""
    span = service.span
    day = min(max(span.start, facts.today), span.end)
    values = {"line": service.named, "what": what, "day": day}
    if not any(period.holds(day) for period in periods):
        yield Violation(f"{service.pointer}/start", f"{what} on {day}", None, values)
        return
    if not any(period.holds(span.end) for period in periods):
        message = "{line}: no {what} is recorded on its last day {day}. It must be renewed before then."
        values = {**values, "day": span.end}
        yield Violation(f"{service.pointer}/end", f"{what} on {span.end}", None, values, Severity.WARNING, message)
