"""A running plan, looked at from time to time: next year's plan, used units, reviews and months without a service."""

from collections.abc import Iterator
from datetime import date, timedelta

from plans.domain.plan import LineStatus
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.rules.units import used_units
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.calendar import ONE_DAY, Span
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="DT-09",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="The plan ends on {end}, in {left} days, and next year's plan is overdue. "
    "Finish the reassessment and submit the new plan.",
    citation=reference(
        "§4.3, DT-09 [18]",
        "The reassessment is written 40 to 60 days before the plan ends and is with the office 30 days before.",
    ),
)
def next_years_plan_is_made_in_time(proposal: Proposal) -> Iterator[Violation | Missing]:
    end, days = proposal.plan.end, proposal.policy.reassessment_days
    left = (end - proposal.as_of).days
    if left > days.opens:
        return
    if proposal.other_plans is None:
        yield Missing(("other_plans",))
        return
    if any(other.start == end + ONE_DAY for other in proposal.other_plans):
        return
    values = {"end": end, "left": left}
    severity, message = Severity.WARNING, None
    if left < 0:
        severity = Severity.ERROR
        message = "The plan ended on {end} and nothing follows it: the member's services have lapsed. "
        message += "Open the reassessment now, and say why it is late."
    elif left <= days.late:
        severity = Severity.ERROR
        message = "The plan ends on {end}, in {left} days: next year's plan is late. Submit it today."
    elif left > days.overdue:
        severity = Severity.INFO
        message = "The plan ends on {end}, in {left} days. Open the reassessment and make next year's plan."
    yield Violation("/proposed/end", (end + ONE_DAY).isoformat(), None, values, severity=severity, message=message)


@rule(
    id="UN-06",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="{used} of {total} units of {code} are used; {expected} would be expected by now. {what}.",
    citation=reference(
        "§4.3, UN-06", "Use above 110 % or below 50 % of what is expected, little left, or none in 30 days is noticed."
    ),
)
def units_are_used_as_planned(proposal: Proposal) -> Iterator[Violation | Missing]:
    for judged in proposal.lines:
        span = judged.span
        if judged.line.status is not LineStatus.AUTHORIZED or span is None or span.start > proposal.as_of:
            continue
        used = used_units(judged)
        if used is None:
            yield Missing((f"{judged.member}/used_units",))
        elif judged.total:
            yield from _burn(proposal, judged, span, used, judged.total)


def _burn(proposal: Proposal, judged: ProposedLine, span: Span, used: int, total: int) -> Iterator[Violation]:
    limits = proposal.policy.burn_rate
    gone = (min(proposal.as_of, span.end) - span.start).days + 1
    expected = total * gone / span.days
    what = None
    if used == 0:
        if gone > limits.unused_days:
            what = f"Nothing was delivered in {gone} days: ask the provider, and end the line if it is not needed"
    elif used * 100 > expected * limits.high:
        what = "At this rate they run out early: ask the provider why, and ask for an increase if the need grew"
    elif gone > limits.unused_days and used * 100 < expected * limits.low:
        what = "Ask the member and the provider why so little is delivered"
    elif (total - used) * 100 <= total * limits.little_left and (
        span.days - gone
    ) * 100 > span.days * limits.little_left:
        what = "Few units are left for the rest of the line: plan what follows"
    if what is not None:
        values = {"code": judged.line.key, "used": used, "total": total, "expected": round(expected), "what": what}
        yield Violation(f"{judged.pointer}/used_units", round(expected), used, values)


@rule(
    id="EL-02",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="No waiver service was delivered from {first} to {last}. "
    "Ask the member and the providers; a member who needs no service in a month may lose the waiver.",
    citation=reference("§4.3, EL-02 [1]", "A member of the waiver needs at least one waiver service a month."),
)
def every_month_has_a_service(proposal: Proposal) -> Iterator[Violation | Missing]:
    last = proposal.as_of.replace(day=1) - ONE_DAY
    month = Span(last.replace(day=1), last)
    running = [judged for judged in proposal.lines if judged.was_authorized and _covers(judged, month)]
    if not running:
        return
    delivered = [judged.line.delivered_through for judged in proposal.lines if judged.line.delivered_through]
    if any(day >= month.start for day in delivered):
        return
    unknown = tuple(f"{judged.member}/delivered_through" for judged in running if not judged.line.delivered_through)
    if unknown:
        yield Missing(unknown)
        return
    latest: date = max(delivered)
    values = {"first": month.start, "last": month.end}
    yield Violation("/proposed/lines", month.start.isoformat(), latest.isoformat(), values)


def _covers(judged: ProposedLine, month: Span) -> bool:
    return judged.span is not None and judged.span.covers(month)


@rule(
    id="PC-03",
    stage=Stage.PERIODIC,
    severity=Severity.ERROR,
    message="The plan was last reviewed on {day}, more than {most} days ago. "
    "Review it with the member now and record the day.",
    citation=reference(
        "§4.3, PC-03 [29]", "A plan is reviewed at least every 12 months, and the member is contacted in between."
    ),
)
def the_plan_is_kept_under_review(proposal: Proposal) -> Iterator[Violation | Missing]:
    plan, policy = proposal.plan, proposal.policy
    oldest = proposal.as_of - timedelta(days=policy.review_after_days)
    if plan.reviewed_on is None:
        if plan.start < oldest:
            yield Missing(("proposed/reviewed_on",))
    elif plan.reviewed_on < oldest:
        values = {"day": plan.reviewed_on, "most": policy.review_after_days}
        yield Violation("/proposed/reviewed_on", oldest.isoformat(), plan.reviewed_on.isoformat(), values)
    due = proposal.as_of - timedelta(days=policy.contact_after_days)
    if plan.contacted_on is None:
        yield Missing(("proposed/contacted_on",))
    elif plan.contacted_on < due:
        yield Violation(
            "/proposed/contacted_on",
            due.isoformat(),
            plan.contacted_on.isoformat(),
            {"day": plan.contacted_on, "most": policy.contact_after_days},
            severity=Severity.WARNING,
            message="The member was last contacted on {day}, more than {most} days ago. Contact the member this week.",
        )
