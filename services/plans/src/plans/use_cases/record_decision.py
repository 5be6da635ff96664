"""Take over what the authorization service decided. The same decision twice is one decision."""

import hashlib
from dataclasses import replace
from uuid import UUID

from plans.domain.decision import LineOutcome, Outcome, after_appeal, decided, with_priority
from plans.domain.errors import DecisionConflict
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction, PlanStatus
from plans.domain.plan import Frequency
from plans.domain.rate_parts import newest_part
from plans.domain.stored_plan import StoredPlan
from plans.persistence.decision_repository import remember_decision
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.judge_plan import with_suspensions, with_totals
from plans.use_cases.keep_plan import keep_plan
from shared.runtime.work import Work
from shared.schema.plans import DecisionNotice, LineDecision

ROUTING = {
    "routed_to_clinical_review": PlanAction.ROUTE_TO_CLINICAL_REVIEW,
    "returned_from_clinical_review": PlanAction.RETURN_FROM_CLINICAL_REVIEW,
}


async def record_decision(work: Work, plan_id: UUID, notice: DecisionNotice) -> StoredPlan:
    """An appeal changes nothing in a plan that was closed meanwhile: its services are over.

    Raises `PlanNotFound`, `ActionNotAllowed`, `PartNotFound`, and `DecisionConflict` for an id used otherwise.
    """
    loaded = await plan_for_update(work, plan_id)
    body_hash = hashlib.sha256(notice.model_dump_json().encode()).digest()
    known = await remember_decision(work, notice.decision_id, plan_id, body_hash)
    if known is not None:
        if known != body_hash:
            raise DecisionConflict(notice.decision_id)
        return loaded.plan
    if notice.kind == "line_extended" and loaded.plan.status is PlanStatus.CLOSED:
        return loaded.plan
    if notice.kind in ROUTING:
        after = replace(loaded.plan, status=PLAN_LIFECYCLE.after(loaded.plan.status, ROUTING[notice.kind]))
    elif notice.kind == "priority_reviewed":
        reviewed = {
            newest_part(loaded.plan, line.line_id): line.model_dump(mode="json", exclude={"line_id"})
            for line in notice.priority
        }
        after = with_priority(loaded.plan, reviewed)
    elif notice.kind == "line_extended":
        extended = [_outcome(loaded.plan, line) for line in notice.lines]
        after = with_totals(after_appeal(loaded.plan, extended, notice.decided_at, notice.decision_id))
    else:
        outcomes = [_outcome(loaded.plan, line) for line in notice.lines]
        after = with_totals(decided(loaded.plan, outcomes, notice.decided_at, notice.decision_id))
    detail = {"decision_id": notice.decision_id, "request_id": notice.request_id, "decided_by": notice.decided_by}
    after = with_suspensions(after, loaded.around)
    return await keep_plan(work, loaded.plan, after, notice.kind, detail=detail)


def _outcome(plan: StoredPlan, decided_line: LineDecision) -> LineOutcome:
    """Of a line that a new rate split, the decision is about the part that runs; the parts before keep their days."""
    line, line_id = decided_line, newest_part(plan, decided_line.line_id)
    known, running = plan.line(line.line_id), plan.line(line_id)
    is_first_day = known is not None and known is not running and line.start == known.start
    return LineOutcome(
        line_id=line_id,
        outcome=Outcome(line.outcome),
        units=line.units,
        frequency=Frequency(line.frequency) if line.frequency is not None else None,
        start=None if is_first_day else line.start,
        end=line.end,
        authorization_number=line.authorization_number,
        reasons=tuple(reason.model_dump(mode="json") for reason in line.reasons),
    )
