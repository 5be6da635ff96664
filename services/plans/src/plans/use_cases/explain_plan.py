"""Say what the rules would stop or warn of now, without changing anything."""

from uuid import UUID

from plans.domain.errors import PlanNotFound
from plans.domain.stage import Stage
from plans.persistence.plan_queries import plan_to_explain
from plans.use_cases.judge_plan import Judgement, judge
from shared.runtime.work import Reading


async def explain_plan(reading: Reading, plan_id: UUID, stage: Stage) -> Judgement:
    """Raises `PlanNotFound`."""
    loaded = await plan_to_explain(reading, plan_id)
    if loaded is None:
        raise PlanNotFound
    return judge(loaded.plan, loaded.around, stage, reading.today)
