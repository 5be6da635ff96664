"""Open next year's plan: it starts the day after this one ends and carries the continuing lines as drafts."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction, PlanStatus
from plans.domain.plan import ChangeType, EnteredBy, Frequency, LineStatus, OtherPlan, PlanOrigin, PlanType
from plans.domain.stage import Stage
from plans.domain.stored_plan import StoredLine, StoredPlan
from plans.domain.units import plan_year_end
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.edit_plan import Edited
from plans.use_cases.judge_plan import judge
from plans.use_cases.keep_plan import keep_plan
from shared.kernel.calendar import ONE_DAY
from shared.runtime.work import Work


async def open_reassessment(work: Work, plan_id: UUID) -> Edited:
    """The new plan, a draft. Raises `ActionNotAllowed`, `PlanNotReady` when next year is open already."""
    loaded = await plan_for_update(work, plan_id)
    old = loaded.plan
    PLAN_LIFECYCLE.after(old.status, PlanAction.REASSESS)
    start = old.end + ONE_DAY
    continuing = tuple(
        _carried(work, line, start)
        for line in old.lines
        if line.status is LineStatus.AUTHORIZED and line.end == old.end and line.frequency is not Frequency.ONE_TIME
    )
    new = StoredPlan(
        id=work.new_id(),
        version=1,
        member_id=old.member_id,
        agency=old.agency,
        type=PlanType.REASSESSMENT,
        origin=PlanOrigin.CASE_MANAGER,
        status=PlanStatus.DRAFT,
        start=start,
        end=plan_year_end(start),
        case_manager=old.case_manager,
        created_at=work.now,
        updated_at=work.now,
        lines=continuing,
    )
    around = replace(loaded.around, other_plans=(*loaded.around.other_plans, _as_other(old)))
    judgement = judge(new, around, Stage.EDIT, work.today, as_new=ChangeType.REASSESSMENT)
    judgement.refuse(Stage.EDIT)
    kept = await keep_plan(
        work, None, judgement.plan, "reassessment_opened", rule_ids=judgement.rule_ids, detail={"follows": old.id}
    )
    return Edited(kept, replace(judgement, plan=kept))


def _carried(work: Work, line: StoredLine, start: date) -> StoredLine:
    return StoredLine(
        id=work.new_id(),
        service_code=line.service_code,
        modifiers=line.modifiers,
        provider_id=line.provider_id,
        units=line.units,
        frequency=line.frequency,
        start=start,
        end=plan_year_end(start),
        entered_by=EnteredBy.CASE_MANAGER,
        changed_on=work.today,
    )


def _as_other(plan: StoredPlan) -> OtherPlan:
    proposed = plan.as_proposed()
    return OtherPlan(type=plan.type, origin=plan.origin, start=plan.start, end=plan.end, lines=proposed.lines)
