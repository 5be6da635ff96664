"""Let the authorizations of a plan end with the plan."""

from uuid import UUID

from authorization.persistence.decision_repository import lock_lines
from authorization.persistence.plan_closure import end_with_plan, remember_closure
from shared.runtime.work import Work
from shared.schema.authorization import PlanClosure


async def end_authorizations_of_plan(work: Work, plan_id: UUID, closure: PlanClosure) -> list[str]:
    """Numbers of the authorizations that ended by this message; none when it comes again."""
    line_origin = f"plan:{plan_id}"
    await lock_lines(work.tx, line_origin)
    await remember_closure(work.tx, line_origin, closure.effective, closure.reason, work.now)
    ended = await end_with_plan(work.tx, line_origin)
    numbers = [row["number"] for row in ended]
    if ended:
        work.record(
            "plan_closed",
            "plan",
            plan_id,
            member_id=ended[0]["member_id"],
            after={"reason": closure.reason, "effective": closure.effective, "ended": numbers},
            effective_at=closure.effective,
        )
    return numbers
