"""`/authorization/v1/plans/{id}/closure`: what plans tells of a plan that was closed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import ConfigDict
from starlette.responses import Response

from authorization.use_cases.end_with_plan import end_authorizations_of_plan
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit
from shared.schema.authorization import PlanClosure
from shared.schema.wire import Wire

commands = APIRouter(prefix="/authorization/v1/plans", tags=["authorizations"], route_class=CommandRoute)


class EndedWithPlan(Wire):
    """Numbers of the authorizations that ended by this message."""

    model_config = ConfigDict(json_schema_extra={"example": {"ended": ["2500000019"]}})

    ended: list[str]


@commands.put(
    "/{plan_id}/closure",
    summary="End the authorizations of a plan that was closed",
    operation_id="receive_plan_closure",
    response_model=EndedWithPlan,
    responses=problems(403, 404),
)
async def put_plan_closure(plan_id: UUID, body: PlanClosure, work: Annotated[Work, permit(Role.SERVICE)]) -> Response:
    """Idempotent: what has ended by that day stays as it is. The claims system is told of every end."""
    return json_answer({"ended": await end_authorizations_of_plan(work, plan_id, body)})
