"""Changing services: what may happen to a plan year that is already running."""

from collections.abc import Iterator

from plans.domain.plan import ChangeType, EndReason, EnteredBy, PlanOrigin
from plans.domain.proposal import ONCE_AUTHORIZED, Proposal, ProposedLine, plain
from plans.domain.sources import CHANGING_SERVICES, reference, update
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

WITHIN_THE_PLAN = frozenset(
    {ChangeType.ADDENDUM, ChangeType.INCREASE, ChangeType.DECREASE, ChangeType.END, ChangeType.TRANSFER}
)
REASONS = [reason.value for reason in EndReason]
ONCE_IT_IS_AUTHORIZED = (
    "Once a service is authorized on a plan, the CM should not make changes to the service code, provider, amount of "
    "units, etc."
)
NO_NEW_PLAN = "Adding an entirely new plan is not part of this process"


@rule(
    id="CS-01",
    stage=(Stage.EDIT, Stage.SUBMIT),
    severity=Severity.ERROR,
    message="{code} {start} to {end} is outside the plan year {plan_start} to {plan_end}. "
    "Enter this change in the plan that covers it.",
    citation=update(
        CHANGING_SERVICES,
        "the CM should ensure the change (adding service(s) and/or ending service(s)) is within the existing plan year",
    ),
)
def a_change_lies_within_the_plan_year(proposal: Proposal) -> Iterator[Violation]:
    plan = proposal.plan
    if proposal.changes.isdisjoint(WITHIN_THE_PLAN) or proposal.span is None:
        return
    for judged in proposal.lines:
        if not (judged.is_requested or judged.is_ended):
            continue
        start, end = judged.line.start, judged.line.end
        if judged.span is not None and proposal.span.covers(judged.span):
            continue
        values = {
            "code": judged.line.key,
            "start": start or "(no start)",
            "end": end or "(no end)",
            "plan_start": plan.start,
            "plan_end": plan.end,
        }
        if start is not None and start < plan.start:
            yield Violation(f"{judged.pointer}/start", plan.start.isoformat(), start.isoformat(), values)
        elif start is not None and start > plan.end:
            yield Violation(f"{judged.pointer}/start", plan.end.isoformat(), start.isoformat(), values)
        elif end is not None and end > plan.end:
            yield Violation(f"{judged.pointer}/end", plan.end.isoformat(), end.isoformat(), values)


@rule(
    id="CS-02",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="Do not add a plan for a change in services. "
    "Open the plan {plan_start} to {plan_end} and enter the change there.",
    citation=update(CHANGING_SERVICES, NO_NEW_PLAN),
)
def a_change_adds_no_plan(proposal: Proposal) -> Iterator[Violation | Missing]:
    if proposal.current is not None or proposal.is_initial or proposal.is_reassessment:
        return
    yield from covering_plans(proposal)


def covering_plans(proposal: Proposal) -> Iterator[Violation | Missing]:
    """Other plans of the member that share a day with the proposed one."""
    if proposal.other_plans is None:
        yield Missing(("other_plans",))
        return
    span = proposal.span
    for other in proposal.other_plans:
        if span and (taken := other.span) and span.overlaps(taken):
            yield Violation(
                "/proposed",
                [taken.start.isoformat(), taken.end.isoformat()],
                [span.start.isoformat(), span.end.isoformat()],
                {"plan_start": taken.start, "plan_end": taken.end},
            )


@rule(
    id="CS-03",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="The {field} of authorized {code} cannot be changed. End-date this line and add a new one.",
    citation=update(CHANGING_SERVICES, ONCE_IT_IS_AUTHORIZED),
)
def an_authorized_line_keeps_all_but_its_end(proposal: Proposal) -> Iterator[Violation | Missing]:
    for judged in proposal.lines:
        if judged.before is not None and judged.was_authorized:
            yield from _changes(proposal, judged)
    for index, line in proposal.removed:
        if line.status in ONCE_AUTHORIZED:
            yield Violation(
                f"/current/lines/{index}",
                line.ref,
                None,
                {"code": line.key},
                message="Authorized {code} is missing from the proposed plan. Keep the line; "
                "to stop the service, end-date it with the reason end.",
            )


def _changes(proposal: Proposal, judged: ProposedLine) -> Iterator[Violation | Missing]:
    """What was changed in a stored line beyond its end, unless the exceptions for more units or a new plan allow it."""
    before = judged.before
    fields = judged.changed_fields
    if before is None or not fields:
        return
    is_open = proposal.is_open_to_initial_work(judged)
    if is_open:
        return
    if is_open is None:
        yield Missing((f"{judged.member}/entered_by",))
        return
    for name in fields:
        if name == "units" and asks_more_case_management(proposal, judged):
            continue
        yield Violation(
            f"{judged.pointer}/{name}",
            plain(getattr(before, name)),
            plain(getattr(judged.line, name)),
            {"field": name.replace("_", " "), "code": before.key},
        )


def asks_more_case_management(proposal: Proposal, judged: ProposedLine) -> bool:
    """Whether the units of this line are for CS-09 to judge."""
    stored = judged.before or judged.line
    return (
        ChangeType.ADDITIONAL_CM_UNITS in proposal.changes
        and stored.service_code == proposal.policy.case_management_code
    )


@rule(
    id="CS-04",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="The end of authorized {code} moves from {was} to {end} without a reason. "
    "Give one: transfer, increase, decrease or end.",
    citation=update(CHANGING_SERVICES, "In those cases, only, the End Date would require revision."),
)
def the_end_moves_for_a_reason(proposal: Proposal) -> Iterator[Violation | Missing]:
    for judged in proposal.lines:
        before = judged.before
        if before is None or not judged.is_ended or judged.line.reason is not None:
            continue
        is_open = proposal.is_open_to_initial_work(judged)
        if is_open is None:
            yield Missing((f"{judged.member}/entered_by",))
        elif not is_open:
            values = {"code": before.key, "was": before.end or "no date", "end": judged.line.end or "no date"}
            yield Violation(f"{judged.pointer}/reason", REASONS, None, values)


@rule(
    id="CS-08",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} cannot end on {end}, which is before {as_of}. Choose {as_of} or a later day.",
    citation=reference("§4.2, CS-08", "A new end date is not in the past and not before the last day of service."),
)
def a_new_end_is_not_in_the_past(proposal: Proposal) -> Iterator[Violation]:
    for judged in proposal.lines:
        end = judged.line.end
        if end is None or not judged.is_ended:
            continue
        delivered = judged.line.delivered_through or (judged.before.delivered_through if judged.before else None)
        values = {"code": judged.line.key, "end": end, "as_of": proposal.as_of, "delivered": delivered}
        if delivered is not None and end < delivered:
            yield Violation(
                judged.asked_end,
                max(delivered, proposal.as_of).isoformat(),
                end.isoformat(),
                values,
                message="{code} was delivered through {delivered}, so it cannot end on {end}. "
                "Choose a day on or after {delivered}.",
            )
        elif end < proposal.as_of:
            yield Violation(judged.asked_end, proposal.as_of.isoformat(), end.isoformat(), values)


@rule(
    id="CS-09",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="Additional {code} units need a complete plan note that names {code}. Add the note.",
    citation=update(CHANGING_SERVICES, "Excluding requests for additional CM units and new plans."),
)
def more_case_management_is_explained_and_never_less(proposal: Proposal) -> Iterator[Violation]:
    if ChangeType.ADDITIONAL_CM_UNITS not in proposal.changes:
        return
    code = proposal.policy.case_management_code
    for judged in proposal.lines:
        before = judged.before
        if before is None or before.units is None or judged.line.units is None or not judged.was_authorized:
            continue
        if asks_more_case_management(proposal, judged) and judged.line.units < before.units:
            yield Violation(
                f"{judged.pointer}/units",
                f"more than {before.units}",
                judged.line.units,
                {"code": before.key, "was": before.units, "now": judged.line.units},
                message="Authorized {code} units can only be raised in place, not lowered from {was} to {now}. "
                "To lower them, end-date the line as a decrease and add a new one.",
            )
    if not proposal.has_plan_note_about(code):
        yield Violation("/proposed/notes", f"a complete plan note that names {code}", None, {"code": code})
    wanted = proposal.policy.additional_units_document
    if all(document.type is not wanted for document in proposal.plan.documents):
        yield Violation(
            "/proposed/documents",
            wanted.value,
            None,
            {"code": code},
            message="Additional {code} units need the request document. Link the additional units request.",
        )


@rule(
    id="CS-10",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="{code} came over on the conversion: only its end date may change, not the {field}. "
    "End-date this line and add a new one.",
    citation=update(
        CHANGING_SERVICES,
        "the only changes that should ever be made to plans or planned services that came over on the conversion would "
        "be if they are a transfer, a service increase, service decrease or request to end service",
    ),
)
def a_converted_line_keeps_all_but_its_end(proposal: Proposal) -> Iterator[Violation | Missing]:
    if proposal.current is None or proposal.current.origin is not PlanOrigin.CONVERSION:
        return
    for judged in proposal.lines:
        if judged.before is not None and _is_converted(judged):
            yield from _changes(proposal, judged)


def _is_converted(judged: ProposedLine) -> bool:
    """Said so, or authorized in a converted plan without a trace of later work."""
    before = judged.before
    if before is None:
        return False
    if before.entered_by is not None:
        return before.entered_by is EnteredBy.CONVERSION
    return before.supersedes is None and before.status in ONCE_AUTHORIZED
