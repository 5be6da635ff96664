"""Dates: a plan year of 365 days, one after the other, and lines that fit in it."""

from collections.abc import Iterator

from plans.domain.plan import EndReason, Frequency, PlanType
from plans.domain.proposal import Proposal, plain
from plans.domain.redating import SUNDAY, sunday_on_or_after
from plans.domain.sources import reference
from plans.domain.stage import Stage
from plans.domain.units import DAYS_OF_A_PLAN_YEAR, plan_year_end
from shared.kernel.calendar import ONE_DAY
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

CHANGE_BOUNDARIES = frozenset({EndReason.INCREASE, EndReason.DECREASE, EndReason.TRANSFER})


@rule(
    id="DT-01",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="{thing} ends on {end}, before it starts on {start}. Correct one of the dates.",
    citation=reference("§4.3, DT-01", "Every plan and line has a start and an end, and starts no later than it ends."),
)
def dates_are_present_and_in_order(proposal: Proposal) -> Iterator[Violation]:
    plan = proposal.plan
    if plan.end < plan.start:
        values = {"thing": "The plan", "start": plan.start, "end": plan.end}
        yield Violation("/proposed/end", f"{plan.start} or later", plan.end.isoformat(), values)
    for index, other in enumerate(proposal.other_plans or ()):
        if other.end < other.start:
            values = {"thing": "The other plan", "start": other.start, "end": other.end}
            yield Violation(f"/other_plans/{index}/end", f"{other.start} or later", other.end.isoformat(), values)
    for judged in proposal.lines:
        start, end = judged.line.start, judged.line.end
        if judged.span is not None:
            continue
        values = {"thing": judged.line.key, "start": start, "end": end}
        for member, day in (("start", start), ("end", end)):
            if day is None:
                message = f"{{thing}} has no {member} date. Enter its {'first' if member == 'start' else 'last'} day."
                yield Violation(f"{judged.pointer}/{member}", "a date", None, values, message=message)
        if start is not None and end is not None and end < start:
            yield Violation(f"{judged.pointer}/end", f"{start} or later", end.isoformat(), values)


@rule(
    id="DT-02",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="The plan {start} to {end} has {days} days; a plan year has at most 365. End it on {proposed}. "
    "With a day too many, T1016 totals 176 and S5170 totals 366.",
    citation=reference(
        "§4.3, DT-02 [6,8]", "A plan lasts at most 365 days with both ends: its end is start + 364 days."
    ),
)
def a_plan_year_has_at_most_365_days(proposal: Proposal) -> Iterator[Violation]:
    span = proposal.span
    if span and span.days > DAYS_OF_A_PLAN_YEAR:
        end = plan_year_end(span.start)
        values = {"start": span.start, "end": span.end, "days": span.days, "proposed": end}
        yield Violation("/proposed/end", end.isoformat(), span.end.isoformat(), values)


@rule(
    id="DT-03",
    stage=Stage.EDIT,
    severity=Severity.WARNING,
    message="The plan {start} to {end} has only {days} days. "
    "End it on {proposed}, or give the reason for a short plan in short_reason.",
    citation=reference("§4.3, DT-03", "A plan shorter than 365 days states why."),
)
def a_short_plan_states_why(proposal: Proposal) -> Iterator[Violation]:
    span, reason = proposal.span, proposal.plan.short_reason
    if span and span.days < DAYS_OF_A_PLAN_YEAR and not (reason and reason.strip()):
        end = plan_year_end(span.start)
        values = {"start": span.start, "end": span.end, "days": span.days, "proposed": end}
        yield Violation("/proposed/end", end.isoformat(), span.end.isoformat(), values)


SAME_START = "The member has a plan from {other_start} to {other_end} already. Open that plan and go on in it."


@rule(
    id="DT-04",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="The plan {start} to {end} overlaps the member's plan {other_start} to {other_end}. "
    "Change the dates so that no day is in both.",
    citation=reference("§4.3, DT-04", "A day belongs to one plan of the member only."),
)
def plans_of_a_member_do_not_overlap(proposal: Proposal) -> Iterator[Violation | Missing]:
    if proposal.other_plans is None:
        yield Missing(("other_plans",))
        return
    span = proposal.span
    for index, other in enumerate(proposal.other_plans):
        taken = other.span
        if span and taken and span.overlaps(taken):
            yield Violation(
                f"/other_plans/{index}",
                "no shared day",
                [max(span.start, taken.start).isoformat(), min(span.end, taken.end).isoformat()],
                {"start": span.start, "end": span.end, "other_start": taken.start, "other_end": taken.end},
                message=SAME_START if span.start == taken.start else None,
            )


@rule(
    id="DT-05",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="There is a gap between the plan before, which ends on {previous_end}, and this one. "
    "Start this plan on {start}.",
    citation=reference("§4.3, DT-05 [6,8]", "Plans follow each other without a gap; a re-entry may have one."),
)
def plans_follow_without_a_gap(proposal: Proposal) -> Iterator[Violation | Missing]:
    plan, current, previous = proposal.plan, proposal.current, proposal.previous
    is_reassessment = proposal.is_reassessment or plan.type is PlanType.REASSESSMENT
    if not is_reassessment and plan.type is not PlanType.REENTRY:
        return
    if current is not None and current.start == plan.start:
        return
    if previous is None:
        if proposal.other_plans is None:
            yield Missing(("other_plans",))
        return
    start = previous.span.end + ONE_DAY
    if plan.start > start:
        values = {"previous_end": previous.span.end, "start": start}
        expected, actual = start.isoformat(), plan.start.isoformat()
        if is_reassessment:
            yield Violation("/proposed/start", expected, actual, values)
        else:
            yield Violation(
                "/proposed/start",
                expected,
                actual,
                values,
                severity=Severity.WARNING,
                message="The member had no plan between {previous_end} and this re-entry. "
                "Check that the start is right; without a gap it would be {start}.",
            )


@rule(
    id="DT-06",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} counts per plan year and runs for {days} days, more than one year. "
    "End it on {proposed} or earlier.",
    citation=reference("§4.3, DT-06 [6]", "A line that counts per year has one period: at most 365 days."),
)
def a_year_line_has_one_period(proposal: Proposal) -> Iterator[Violation]:
    for judged in proposal.lines:
        span = judged.span
        if span and judged.line.frequency is Frequency.YEAR and span.days > DAYS_OF_A_PLAN_YEAR:
            end = plan_year_end(span.start)
            values = {"code": judged.line.key, "days": span.days, "proposed": end}
            yield Violation(f"{judged.pointer}/end", end.isoformat(), span.end.isoformat(), values)


@rule(
    id="DT-10",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="{code} changes in the middle of a week, after {end}. "
    "Weeks run from Monday to Sunday: end the old line on {sunday} and start the new one on {monday}.",
    citation=reference("§4.3, DT-10 [3]", "Where a weekly service changes, the old line ends on a Sunday."),
)
def weekly_services_change_between_weeks(proposal: Proposal) -> Iterator[Violation]:
    for old in proposal.lines:
        end = old.line.end
        if end is None or end.weekday() == SUNDAY or not old.is_ended or old.reason not in CHANGE_BOUNDARIES:
            continue
        if old.successors and Frequency.WEEK in (old.line.frequency, old.successors[0].line.frequency):
            sunday = sunday_on_or_after(end)
            values = {"code": old.line.key, "end": end, "sunday": sunday, "monday": sunday + ONE_DAY}
            yield Violation(old.asked_end, sunday.isoformat(), plain(end), values)
