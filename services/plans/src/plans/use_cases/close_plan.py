"""Close a plan: its lines end, what was only asked for is dropped, every version stays in the history."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from plans.clients.authorization import CLOSURE, closure_for
from plans.domain.closure import ClosureReason, closed, ending
from plans.domain.errors import PlanNotReady
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.policies import policy_on
from plans.domain.rules.changing_services import a_new_end_is_not_in_the_past
from plans.domain.stage import Stage
from plans.domain.stored_plan import StoredPlan
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.judge_plan import judge, with_suspensions, with_totals
from plans.use_cases.keep_plan import keep_plan
from plans.use_cases.read_version import check_read_version
from shared.kernel.errors import InvalidMember
from shared.runtime.work import Work


async def close_plan(
    work: Work, plan_id: UUID, reason: ClosureReason, effective: date, text: str, authorization_url: str
) -> StoredPlan:
    """Raises `PlanNotFound`, `ActionNotAllowed`, and `PlanNotReady` (CS-08) for a day before the last service.

    While the authorization unit reviews the plan it cannot be closed, so there is never an open request to call back.
    The unit is told, so that what it authorized ends with the plan.
    """
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=False)
    PLAN_LIFECYCLE.after(loaded.plan.status, PlanAction.CLOSE)
    if effective > loaded.plan.end:
        raise InvalidMember("/effective", "outside_plan", f"The plan ends by itself on {loaded.plan.end}.")
    after = ending(loaded.plan, effective)
    as_of = min(work.today, effective) if reason.is_known_later else work.today
    # Nobody asks for services late here, so the ban on backdating does not move the day.
    policy = replace(policy_on(loaded.plan.start), backdating_is_banned=False)
    judgement = judge(after, loaded.around, Stage.SUBMIT, as_of, before=loaded.plan, policy=policy)
    refusing = tuple(found for found in judgement.findings if found.rule_id == a_new_end_is_not_in_the_past.id)
    if refusing:
        raise PlanNotReady(refusing)
    review = {"outcome": "closed", "reason": reason, "effective": effective, "text": text}
    over = replace(closed(after, effective), review={**review, "by": work.caller.subject, "at": work.now})
    detail = {"reason": reason, "effective": effective}
    kept = await keep_plan(
        work, loaded.plan, with_suspensions(with_totals(over), loaded.around), "closed", detail=detail
    )
    if told := closure_for(kept):
        work.announce("plan_closed", kept.id, "PUT", authorization_url + CLOSURE.format(plan_id=kept.id), told)
    return kept
