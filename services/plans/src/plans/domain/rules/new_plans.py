"""New plans: the first work in a plan that MSU opened, and next year's plan."""

from collections.abc import Iterator
from datetime import date

from plans.domain.plan import EndReason, Frequency, LineStatus, PlanOrigin, ServiceLine
from plans.domain.previous_plan import PreviousPlan
from plans.domain.proposal import Proposal, ProposedLine, plain
from plans.domain.rules.changing_services import NO_NEW_PLAN, covering_plans
from plans.domain.sources import NEW_PLANS, update
from plans.domain.stage import Stage
from plans.domain.units import plan_year_end
from shared.kernel.calendar import ONE_DAY
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

EXTEND = (
    "extend the End Date to end of plan year, amount of units and frequency for T1016 and T1002 that were entered by "
    "MSU"
)
NOT_RUNNING_ON = frozenset({LineStatus.NOT_AUTHORIZED, LineStatus.SERVICE_ENDED, LineStatus.SUPERSEDED})


@rule(
    id="NP-01",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="The member already has the plan {plan_start} to {plan_end}. Use that plan; do not add one.",
    citation=update(NEW_PLANS, NO_NEW_PLAN),
)
def initial_work_goes_into_the_plan_that_exists(proposal: Proposal) -> Iterator[Violation | Missing]:
    if proposal.current is None and proposal.is_initial:
        yield from covering_plans(proposal)


@rule(
    id="NP-02",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="MSU entered {code}: of this line only the end, the units and the frequency may change. "
    "Put the {field} back.",
    citation=update(NEW_PLANS, EXTEND),
)
def a_line_opened_by_msu_is_extended_to_the_plan_end(proposal: Proposal) -> Iterator[Violation | Missing]:
    for judged in proposal.lines:
        before, end = judged.before, judged.line.end
        if before is None:
            continue
        fixed = [name for name in judged.changed_fields if name not in ("units", "frequency")]
        end_moved = end is not None and end != before.end and end not in _plan_ends(proposal)
        if not fixed and not end_moved:
            continue
        is_open = proposal.is_open_to_initial_work(judged)
        if is_open is None:
            yield Missing((f"{judged.member}/entered_by",))
        if not is_open:
            continue
        for name in fixed:
            values = {"code": before.key, "field": name.replace("_", " ")}
            was, now = plain(getattr(before, name)), plain(getattr(judged.line, name))
            yield Violation(f"{judged.pointer}/{name}", was, now, values)
        if end_moved:
            yield Violation(
                f"{judged.pointer}/end",
                _plan_year_end(proposal).isoformat(),
                plain(end),
                {"code": before.key, "end": end, "plan_end": _plan_year_end(proposal)},
                message="{code} was moved to end on {end}. Extend it to the end of the plan year, {plan_end}.",
            )


def _plan_year_end(proposal: Proposal) -> date:
    return min(_plan_ends(proposal))


def _plan_ends(proposal: Proposal) -> tuple[date, ...]:
    """The plan's end and, where that is too late, the end of its year."""
    plan = proposal.plan
    return (plan.end, min(plan.end, plan_year_end(plan.start)))


@rule(
    id="NP-03",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} still ends on {end}. Extend it to the end of the plan year, {plan_end}.",
    citation=update(NEW_PLANS, "extend the End Date to end of plan year"),
)
def lines_opened_by_msu_reach_the_plan_end(proposal: Proposal) -> Iterator[Violation]:
    if not proposal.is_initial:
        return
    plan_end = _plan_year_end(proposal)
    starts = {(judged.line.service_code, judged.line.start) for judged in proposal.lines if judged.is_live}
    for judged in proposal.lines:
        end = judged.line.end
        if (
            judged.line.service_code in proposal.policy.msu_opened_codes
            and judged.is_live
            and end is not None
            and end < plan_end
            and not _goes_on(judged, starts)
        ):
            values = {"code": judged.line.key, "end": end, "plan_end": plan_end}
            yield Violation(f"{judged.pointer}/end", plan_end.isoformat(), end.isoformat(), values)


def _goes_on(judged: ProposedLine, starts: set[tuple[str, date | None]]) -> bool:
    """Whether another line carries the service on from the last day or the day after."""
    code, start, end = judged.line.service_code, judged.line.start, judged.line.end
    return end is not None and ((code, end + ONE_DAY) in starts or (end != start and (code, end) in starts))


@rule(
    id="NP-04",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="The standard for {code} is {standard} units per {period}. "
    "Explain another amount with a complete plan note that names {code} and the additional units request.",
    citation=update(NEW_PLANS, "amount of units and frequency for T1016 and T1002"),
)
def a_quantity_beside_the_standard_is_explained(proposal: Proposal) -> Iterator[Violation]:
    if not proposal.is_initial:
        return
    for judged in proposal.lines:
        line = judged.line
        standard = proposal.policy.standard_quantities.get(line.key)
        if standard is None or not judged.is_live or line.units is None or line.units < 1 or line.frequency is None:
            continue
        if (line.units, line.frequency) == standard or _is_explained(proposal, line):
            continue
        units, frequency = standard
        values = {"code": line.key, "standard": units, "period": frequency.value}
        if line.frequency is not frequency:
            yield Violation(f"{judged.pointer}/frequency", frequency.value, line.frequency.value, values)
        else:
            yield Violation(f"{judged.pointer}/units", units, line.units, values)


def _is_explained(proposal: Proposal, line: ServiceLine) -> bool:
    wanted = proposal.policy.additional_units_document
    return proposal.has_plan_note_about(line.service_code) and any(
        document.type is wanted for document in proposal.plan.documents
    )


@rule(
    id="RA-01",
    stage=(Stage.EDIT, Stage.SUBMIT),
    severity=Severity.ERROR,
    message="{code} {start} to {end} reaches past this plan's end, {plan_end}. Next year's services belong in a new "
    "plan: open the reassessment, which starts {next_start} and ends {next_end}, and enter {code} there.",
    citation=update(
        NEW_PLANS,
        "it is not appropriate to combine next years' planned services into the current years' service plan",
    ),
)
def next_years_services_stay_out_of_this_plan(proposal: Proposal) -> Iterator[Violation]:
    plan_end = proposal.plan.end
    if proposal.span is None:
        return
    for judged in proposal.lines:
        start, end = judged.line.start, judged.line.end
        late_start = start is not None and start > plan_end
        if not late_start and (end is None or end <= plan_end):
            continue
        values = {
            "code": judged.line.key,
            "start": start or "(no start)",
            "end": end or "(no end)",
            "plan_end": plan_end,
            "next_start": plan_end + ONE_DAY,
            "next_end": plan_year_end(plan_end + ONE_DAY),
        }
        member = "start" if late_start else "end"
        yield Violation(f"{judged.pointer}/{member}", plan_end.isoformat(), plain(start if late_start else end), values)


@rule(
    id="RA-02",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="The plan before this one ends on {previous_end}. Start the reassessment plan on {start}, "
    "so that the plans follow without gap or overlap.",
    citation=update(
        NEW_PLANS, "A new plan with new service plan dates should be established for the reassessment plan"
    ),
)
def a_reassessment_plan_starts_the_day_after(proposal: Proposal) -> Iterator[Violation | Missing]:
    if not proposal.is_reassessment:
        return
    previous = proposal.previous
    if previous is None:
        yield Missing(("other_plans",))
        return
    start = previous.span.end + ONE_DAY
    if proposal.plan.start != start:
        values = {"previous_end": previous.span.end, "start": start}
        yield Violation("/proposed/start", start.isoformat(), proposal.plan.start.isoformat(), values)


@rule(
    id="RA-03",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="This plan came over on the conversion: its {member} date stays {was}. "
    "For next year, open the reassessment as a new plan.",
    citation=update(NEW_PLANS, "The dates of the plan that came over on the conversion should never be changed."),
)
def dates_of_a_converted_plan_stay(proposal: Proposal) -> Iterator[Violation]:
    current, plan = proposal.current, proposal.plan
    if current is None or current.origin is not PlanOrigin.CONVERSION:
        return
    for member, was, now in (("start", current.start, plan.start), ("end", current.end, plan.end)):
        if was != now:
            yield Violation(f"/proposed/{member}", was.isoformat(), now.isoformat(), {"member": member, "was": was})


@rule(
    id="RA-04",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="{code} runs to the end of the old plan and is not in the new one. "
    "Add it, or say in a complete plan note that {code} stops.",
    citation=update(NEW_PLANS, "all new services entered into that plan"),
)
def continuing_services_are_carried_over(proposal: Proposal) -> Iterator[Violation | Missing]:
    if not proposal.is_reassessment:
        return
    previous = proposal.previous
    if previous is None:
        yield Missing(("other_plans",))
        return
    if previous.lines is None:
        yield Missing((f"{previous.pointer[1:]}/lines",))
        return
    carried = {judged.line.key for judged in proposal.lines}
    for index, line in enumerate(previous.lines):
        if line.key in carried or not _continues(line, previous) or proposal.has_plan_note_about(line.service_code):
            continue
        carried.add(line.key)
        yield Violation(f"{previous.pointer}/lines/{index}", line.key, None, {"code": line.key})


def _continues(line: ServiceLine, previous: PreviousPlan) -> bool:
    return (
        line.status not in NOT_RUNNING_ON
        and line.reason is not EndReason.END
        and line.frequency is not Frequency.ONE_TIME
        and line.end is not None
        and line.end >= previous.span.end
    )
