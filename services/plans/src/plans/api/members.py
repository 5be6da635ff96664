"""`/plans/v1/members`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from plans.api.member_schema import MemberChange, MemberCreate, MemberRead
from plans.domain.errors import MemberNotFound
from plans.persistence import member_queries
from plans.use_cases.change_member import change_member
from plans.use_cases.register_member import register_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Day

WRITERS = (Role.CASE_MANAGER, Role.CM_SUPERVISOR, Role.SPA_REVIEWER, Role.PARTNER, Role.SERVICE, Role.OPS)
READERS = (
    *WRITERS,
    Role.CLINICAL_REVIEWER,
    Role.MEDICAL_DIRECTOR,
    Role.CARE_NURSE,
    Role.CARE_SUPERVISOR,
    Role.DISEASE_NURSE,
)

commands = APIRouter(prefix="/plans/v1/members", tags=["members"], route_class=CommandRoute)
queries = APIRouter(prefix="/plans/v1/members", tags=["members"], route_class=QueryRoute)


@commands.post(
    "",
    status_code=201,
    summary="Register a member",
    operation_id="register_member",
    response_model=MemberRead,
    responses=problems(403, 409),
)
async def post_member(request: Request, body: MemberCreate, work: Annotated[Work, permit(*WRITERS)]) -> Response:
    neighbours = request.app.state.settings.neighbours
    member = await register_member(work, work.new_id(), body.model_dump(mode="json"), neighbours)
    return json_answer(member, 201, version=1, location=f"/plans/v1/members/{member['id']}")


@commands.patch(
    "/{member_id}",
    summary="Change what is known of a member",
    operation_id="change_member",
    response_model=MemberRead,
    responses=problems(403, 404, 412, 428),
)
async def patch_member(
    request: Request, member_id: UUID, body: MemberChange, work: Annotated[Work, permit(*WRITERS)]
) -> Response:
    neighbours = request.app.state.settings.neighbours
    # Not exclude_unset: what a span of coverage leaves out is stored with its default.
    changes = body.model_dump(mode="json", include=body.model_fields_set)
    member = await change_member(work, member_id, changes, neighbours)
    return json_answer(member, version=member["version"])


@queries.get(
    "/{member_id}",
    summary="Read a member",
    operation_id="read_member",
    response_model=MemberRead,
    responses=problems(403, 404),
)
async def get_member(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    row = await member_queries.member(reading, member_id)
    if row is None:
        raise MemberNotFound
    return json_answer(row["body"].encode(), version=row["version"])


@queries.get(
    "",
    summary="Search members",
    operation_id="search_members",
    response_model=Page[MemberRead],
    responses=problems(403),
)
async def get_members(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    medicaid_id: Annotated[str | None, Query(max_length=32)] = None,
    name: Annotated[str | None, Query(max_length=100, description="beginning of the family or given name")] = None,
    birth_date: Day | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await member_queries.members(
        reading, medicaid_id=medicaid_id, name=name, birth_date=birth_date, before=before, limit=limit
    )
    return page_answer(request, rows, limit, ("id",))
