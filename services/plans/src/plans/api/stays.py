"""`/plans/v1/members/{id}/stays`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from plans.api.members import READERS, WRITERS
from plans.api.stay_schema import StayChange, StayCreate, StayRead
from plans.domain.errors import MemberNotFound, StayNotFound
from plans.persistence import member_queries, stay_repository
from plans.use_cases.record_stay import change_stay, record_stay
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

commands = APIRouter(prefix="/plans/v1/members/{member_id}/stays", tags=["members"], route_class=CommandRoute)
queries = APIRouter(prefix="/plans/v1/members/{member_id}/stays", tags=["members"], route_class=QueryRoute)

Recording = Annotated[Work, permit(*WRITERS, Role.CLINICAL_REVIEWER)]


@commands.post(
    "",
    status_code=201,
    summary="Record an admission, or a stay that is over",
    description="The running waiver services of these days pause, and resume the day after the last one; case "
    "management and respite in a nursing facility go on (OV-04). The lines stay as they are: `suspensions` of the plan "
    "names the days, in a version of its own.",
    operation_id="record_stay",
    response_model=StayRead,
    responses=problems(403, 404, 409),
)
async def post_stay(member_id: UUID, body: StayCreate, work: Recording) -> Response:
    stay = await record_stay(work, member_id, body.model_dump(mode="json"))
    return json_answer(stay, 201, version=1, location=f"/plans/v1/members/{member_id}/stays/{stay['id']}")


@commands.patch(
    "/{stay_id}",
    summary="Record the discharge, or correct a stay",
    operation_id="change_stay",
    response_model=StayRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def patch_stay(member_id: UUID, stay_id: UUID, body: StayChange, work: Recording) -> Response:
    stay = await change_stay(work, member_id, stay_id, body.model_dump(mode="json", exclude_unset=True))
    return json_answer(stay, version=stay["version"])


@queries.get(
    "/{stay_id}",
    summary="Read a stay",
    operation_id="read_stay",
    response_model=StayRead,
    responses=problems(403, 404),
)
async def get_stay(member_id: UUID, stay_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    row = await stay_repository.stay(reading, member_id, stay_id)
    if row is None:
        raise StayNotFound
    return json_answer(row["body"].encode(), version=row["version"])


@queries.get(
    "",
    summary="List the stays of a member, those recorded last at the front",
    operation_id="list_stays",
    response_model=Page[StayRead],
    responses=problems(403, 404),
)
async def get_stays(
    request: Request,
    member_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await stay_repository.stays(reading, member_id, before=before, limit=limit)
    if not rows and await member_queries.member(reading, member_id) is None:
        raise MemberNotFound
    return page_answer(request, rows, limit, ("id",))
