"""`/disease/v1/outreach/worklist`: whom the nurses call next, and who holds whom."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from disease.api.enrolment_schema import EnrolmentRead, enrolment_as_json
from disease.api.outreach_schema import WorklistEntry
from disease.api.roles import NURSES, READERS
from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from disease.persistence.enrolment_repository import enrolment_shown
from disease.persistence.outreach_queries import WorklistFilter
from disease.use_cases.assign_outreach import claim_outreach, release_outreach
from disease.use_cases.read_worklist import read_worklist
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/disease/v1/outreach"
commands = APIRouter(prefix=PREFIX, tags=["outreach"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["outreach"], route_class=QueryRoute)


def _tier(value: Any) -> str:
    return Tier(value).value


@queries.get(
    "/worklist",
    summary="Whom the nurses call next: the highest tier first, the oldest due date in it",
    operation_id="list_outreach",
    response_model=Page[WorklistEntry],
    responses=problems(403),
)
async def get_worklist(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    disease: DiseaseCode | None = None,
    tier: Tier | None = None,
    assignee: Annotated[str | None, Query(max_length=200)] = None,
    unassigned: bool = False,
    due_by: date | None = None,
    suppressed: Annotated[bool, Query(description="those whom a lead case manager calls instead")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """HIGH and VERY_HIGH, and one call to whom too little is known of. Who must not be called is left out."""
    wanted = WorklistFilter(
        disease=disease,
        tier=tier,
        assignee=assignee,
        unassigned=unassigned,
        due_by=due_by,
        suppressed=suppressed,
    )
    entries = await read_worklist(reading, wanted, key_of(cursor, _tier, date.fromisoformat, UUID), limit)
    rows = [{**entry, "item": orjson.dumps(entry, default=str).decode()} for entry in entries]
    return page_answer(request, rows, limit, ("tier", "call_due_on", "id"))


async def _answer(work: Work, enrolment_id: UUID) -> Response:
    item = enrolment_as_json(await enrolment_shown(work.tx, enrolment_id))
    return json_answer(item, version=item["version"])


@commands.post(
    "/{enrolment_id}/assignment",
    summary="Take a member from the work list",
    operation_id="claim_outreach",
    response_model=EnrolmentRead,
    responses=problems(403, 404, 409),
)
async def post_assignment(enrolment_id: UUID, work: Annotated[Work, permit(*NURSES)]) -> Response:
    """All programs of the member at once: a member talks with one nurse."""
    await claim_outreach(work, enrolment_id)
    return await _answer(work, enrolment_id)


@commands.delete(
    "/{enrolment_id}/assignment",
    summary="Put a member back on the work list",
    operation_id="release_outreach",
    response_model=EnrolmentRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def delete_assignment(
    enrolment_id: UUID,
    work: Annotated[Work, permit(*NURSES, Role.OPS)],
    if_match: Annotated[str | None, Header(description="the ETag that was read; needed")] = None,
) -> Response:
    """By the nurse who holds the member, or a supervisor."""
    await release_outreach(work, enrolment_id)
    return await _answer(work, enrolment_id)
