"""Hand a plan from the case manager to her supervisor."""

from dataclasses import dataclass, replace
from uuid import UUID

from plans.domain.errors import NothingAsked
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.plan import ChangeType, LineStatus
from plans.domain.stage import Stage
from plans.domain.stored_plan import StoredPlan
from plans.domain.surroundings import Surroundings
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.judge_plan import Judgement, judge
from plans.use_cases.keep_plan import keep_plan
from plans.use_cases.read_version import check_read_version
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Submitted:
    """The plan with its supervisor, and what would stop it at the next step: nobody should learn that a day later."""

    plan: StoredPlan
    outlook: Judgement


async def submit_plan(work: Work, plan_id: UUID, *, priority: bool) -> Submitted:
    """Raises `PlanNotFound`, `ActionNotAllowed`, `NothingAsked`, `PlanNotReady`."""
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=False)
    outlook = submitted(work, loaded.plan, loaded.around, priority=priority)
    kept = await keep_plan(work, loaded.plan, outlook.plan, "submitted", rule_ids=outlook.rule_ids)
    return Submitted(kept, outlook)


def submitted(
    work: Work,
    plan: StoredPlan,
    around: Surroundings,
    *,
    priority: bool,
    as_new: ChangeType | None = None,
) -> Judgement:
    """The plan as submitted, judged as it will be when it is forwarded. Errors of this stage refuse."""
    status = PLAN_LIFECYCLE.after(plan.status, PlanAction.SUBMIT)
    if not plan.asks_for_something:
        raise NothingAsked
    handed_over = replace(
        plan,
        status=status,
        priority=priority,
        submission_id=work.new_id(),
        submitted_at=work.now,
        submitted_by=work.caller.subject,
        case_manager=plan.case_manager or work.caller.subject,
        review=None,
        lines=tuple(
            replace(line, status=LineStatus.REQUESTED) if line.status is LineStatus.DRAFT else line
            for line in plan.lines
        ),
    )
    outlook = judge(handed_over, around, Stage.DECIDE, work.today, as_new=as_new)
    outlook.refuse(Stage.SUBMIT)
    return outlook
