"""`/authorization/v1/members/{id}`: what plans tells of a member."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import ConfigDict
from starlette.responses import Response

from authorization.use_cases.receive_member import receive_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit
from shared.schema.members import MemberNotice
from shared.schema.wire import Wire

commands = APIRouter(prefix="/authorization/v1/members", tags=["members"], route_class=CommandRoute)


class MemberKept(Wire):
    """The version that is kept now, which is the highest that was sent."""

    model_config = ConfigDict(json_schema_extra={"example": {"version": 3}})

    version: int


@commands.put(
    "/{member_id}",
    summary="Take over a member from plans, in the highest version sent",
    operation_id="receive_member",
    response_model=MemberKept,
    responses=problems(403, 404),
)
async def put_member(member_id: UUID, body: MemberNotice, work: Annotated[Work, permit(Role.SERVICE)]) -> Response:
    """Idempotent: the same or an older version changes nothing. Death and coverage show in the queue (EL-01).

    Letters go to the present name, language and address.
    """
    return json_answer({"version": await receive_member(work, member_id, body)})
