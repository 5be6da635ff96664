"""`/disease/v1/members/{id}`: what plans tells of a member."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from disease.use_cases.take_over_member import take_over_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit
from shared.schema.members import MemberNotice
from shared.schema.wire import Wire

commands = APIRouter(prefix="/disease/v1/members", tags=["members"], route_class=CommandRoute)


class MemberKept(Wire):
    """`changed` is false when this version, or a higher one, was here already."""

    member_id: UUID
    version: int
    changed: bool


@commands.put(
    "/{member_id}",
    summary="Take over what plans knows of a member; the highest version wins",
    operation_id="take_over_member",
    response_model=MemberKept,
    responses=problems(403, 404, 409),
)
async def put_member(member_id: UUID, body: MemberNotice, work: Annotated[Work, permit(Role.SERVICE)]) -> Response:
    return json_answer(await take_over_member(work, member_id, body))
