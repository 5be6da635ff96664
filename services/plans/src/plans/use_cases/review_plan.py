"""The supervisor returns a plan to its case manager, or approves it and so forwards it to authorization."""

from dataclasses import dataclass, replace
from uuid import UUID

from plans.clients.authorization import REQUESTS, request_for
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.plan import LineStatus
from plans.domain.stage import Stage
from plans.domain.stored_plan import StoredPlan
from plans.persistence.member_repository import member_of_plan
from plans.persistence.plan_repository import Loaded, plan_for_update
from plans.use_cases.judge_plan import BLOCKING_OR_HOLDING, Judgement, judge
from plans.use_cases.keep_plan import keep_plan
from plans.use_cases.own_review import refuse_own_review
from plans.use_cases.read_version import check_read_version
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Reviewed:
    plan: StoredPlan
    judgement: Judgement | None


async def return_plan(work: Work, plan_id: UUID, text: str) -> Reviewed:
    """Give the plan back with what to do. Raises `PlanNotFound`, `ActionNotAllowed`, `NotPermitted`."""
    loaded = await _for_review(work, plan_id)
    status = PLAN_LIFECYCLE.after(loaded.plan.status, PlanAction.RETURN)
    after = replace(
        loaded.plan,
        status=status,
        review={"outcome": "returned", "text": text, "by": work.caller.subject, "at": work.now},
        lines=tuple(
            replace(line, status=LineStatus.DRAFT) if line.status is LineStatus.REQUESTED else line
            for line in loaded.plan.lines
        ),
    )
    kept = await keep_plan(work, loaded.plan, after, "returned")
    return Reviewed(kept, None)


async def approve_plan(work: Work, plan_id: UUID, text: str | None, authorization_url: str) -> Reviewed:
    """Forward the plan; the request leaves with this transaction or not at all.

    What no reviewer could authorize (UN-04, UN-05) stops here as well.
    Raises `PlanNotFound`, `ActionNotAllowed`, `NotPermitted`, `PlanNotReady` (errors and holds).
    """
    loaded = await _for_review(work, plan_id)
    status = PLAN_LIFECYCLE.after(loaded.plan.status, PlanAction.APPROVE)
    judgement = judge(loaded.plan, loaded.around, Stage.DECIDE, work.today)
    judgement.refuse(Stage.DECIDE, BLOCKING_OR_HOLDING)
    after = replace(
        judgement.plan,
        status=status,
        review={"outcome": "approved", "text": text, "by": work.caller.subject, "at": work.now},
    )
    kept = await keep_plan(work, loaded.plan, after, "approved", rule_ids=judgement.rule_ids)
    member = await member_of_plan(work.tx, kept.member_id)
    request = request_for(kept, member, judgement.findings, work.caller.subject)
    work.announce("plan_submitted", kept.id, "POST", authorization_url + REQUESTS, request)
    return Reviewed(kept, judgement)


async def _for_review(work: Work, plan_id: UUID) -> Loaded:
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=False)
    refuse_own_review(work, loaded.plan)
    return loaded
