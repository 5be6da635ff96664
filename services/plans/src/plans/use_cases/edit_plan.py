"""What every edit of a plan has in common: status, rules of the edit, next version."""

from dataclasses import dataclass
from typing import Any

from plans.domain.errors import PlanNotReady
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.policies import policy_on
from plans.domain.rules import judge_edit
from plans.domain.rules.workflow import PlanEdit
from plans.domain.stage import Stage
from plans.domain.stored_plan import StoredPlan
from plans.persistence.plan_repository import Loaded
from plans.use_cases.judge_plan import Judgement, judge
from plans.use_cases.keep_plan import keep_plan
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Edited:
    """The plan after the edit, and what the rules say of it now."""

    plan: StoredPlan
    judgement: Judgement


async def edit_plan(work: Work, loaded: Loaded, after: StoredPlan, action: str, detail: Any) -> Edited:
    """Keep the edited plan. Raises `PlanNotReady` while it is in review (WF-02) and when another rule refuses."""
    locked = judge_edit(
        PlanEdit(status=loaded.plan.status, touched=frozenset({"lines"}), version=loaded.plan.version),
        policy_on(loaded.plan.start),
    )
    if locked.findings:
        raise PlanNotReady(locked.findings)
    PLAN_LIFECYCLE.after(loaded.plan.status, PlanAction.EDIT)
    judgement = judge(after, loaded.around, Stage.EDIT, work.today, before=loaded.plan)
    judgement.refuse(Stage.EDIT)
    kept = await keep_plan(work, loaded.plan, judgement.plan, action, rule_ids=judgement.rule_ids, detail=detail)
    return Edited(kept, judgement)
