"""`/casemanagement/v1/nurses`: teams and caseload limits."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import ConfigDict, Field
from starlette.responses import Response

from casemanagement.api.roles import READERS
from casemanagement.persistence.nurse_queries import nurses
from casemanagement.use_cases.place_nurse import place_nurse
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Wire

commands = APIRouter(prefix="/casemanagement/v1/nurses", tags=["nurses"], route_class=CommandRoute)
queries = APIRouter(prefix="/casemanagement/v1/nurses", tags=["nurses"], route_class=QueryRoute)
Subject = Annotated[str, Path(min_length=1, max_length=100, description="`sub` of the nurse's token")]


class NursePlace(Wire):
    """Nurses of one team see each other's cases; without a limit the policy's holds."""

    model_config = ConfigDict(json_schema_extra={"example": {"team": "north", "caseload_limit": 45}})

    team: str = Field(min_length=1, max_length=64)
    caseload_limit: int | None = Field(default=None, ge=0, le=1000)


class NurseRead(NursePlace):
    model_config = ConfigDict(
        json_schema_extra={"example": {"subject": "nurse1", "version": 1, "team": "north", "caseload": 12}}
    )

    subject: str
    version: int
    caseload: int


@commands.put(
    "/{subject}",
    summary="Put a nurse into a team and set the limit of the caseload",
    description="Whoever is in no team is in the general one. A change needs the ETag of the version before.",
    operation_id="place_nurse",
    response_model=NurseRead,
    responses=problems(403, 404, 412, 428),
)
async def put_nurse(
    subject: Subject, body: NursePlace, work: Annotated[Work, permit(Role.CARE_SUPERVISOR, Role.OPS)]
) -> Response:
    nurse = await place_nurse(work, subject, body.team, body.caseload_limit)
    return json_answer(nurse, version=nurse["version"])


@queries.get(
    "",
    summary="List nurses with their team and their open cases",
    operation_id="list_nurses",
    response_model=Page[NurseRead],
    responses=problems(403),
)
async def get_nurses(
    request: Request, reading: Annotated[Reading, permit(*READERS)], limit: Limit = 20, cursor: Cursor = None
) -> Response:
    (after,) = key_of(cursor, str)
    return page_answer(request, await nurses(reading, after, limit), limit, ("subject",))
