"""`/authorization/v1/appeals`: what members answer to a notice."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from authorization.api.appeal_schema import AppealCreate, AppealOutcomeCreate, AppealRead
from authorization.api.neighbours import PlansNeighbour
from authorization.api.requests import READERS, instant_asked, instant_of_key
from authorization.domain.appeal import AppealStatus
from authorization.domain.errors import AppealNotFound
from authorization.persistence.appeal_queries import appeal_read, appeal_shown, appeals
from authorization.use_cases.decide_appeal import decide_appeal
from authorization.use_cases.file_appeal import file_appeal
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/authorization/v1/appeals"
REVIEWERS = (Role.SPA_REVIEWER, Role.CLINICAL_REVIEWER, Role.MEDICAL_DIRECTOR)
FILERS = (*REVIEWERS, Role.CASE_MANAGER, Role.CM_SUPERVISOR, Role.PARTNER, Role.OPS)
commands = APIRouter(prefix=PREFIX, tags=["appeals"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["appeals"], route_class=QueryRoute)


def _answer(row: Any, status: int = 200, location: str | None = None) -> Response:
    if row is None:
        raise AppealNotFound
    return json_answer(row["body"], status, version=row["version"], location=location)


@commands.post(
    "",
    status_code=201,
    summary="File an appeal, and keep the service running meanwhile",
    operation_id="file_appeal",
    response_model=AppealRead,
    responses=problems(400, 403, 409, 413),
)
async def post_appeal(body: AppealCreate, work: Annotated[Work, permit(*FILERS)], plans: PlansNeighbour) -> Response:
    """In time by the notice (AP-01). A timely request to continue stops the end-dating at once (DN-04)."""
    appeal_id = await file_appeal(
        work,
        plans,
        body.notice_id,
        level=body.level,
        filed_on=body.filed_on,
        filed_by=body.filed_by,
        expedited=body.expedited,
        continuation=body.continuation,
        text=body.text,
    )
    return _answer(await appeal_shown(work, appeal_id), 201, f"{PREFIX}/{appeal_id}")


@queries.get(
    "",
    summary="Appeals, what is due first on top",
    operation_id="list_appeals",
    response_model=Page[AppealRead],
    responses=problems(403),
)
async def get_appeals(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    status: AppealStatus | None = None,
    due_before: Annotated[datetime | None, Query(description="an instant with its offset")] = None,
    request_id: UUID | None = None,
    member_id: UUID | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """The unit's work list of appeals: `status=open`. Agencies and partners see those of their own requests."""
    rows = await appeals(
        reading,
        status=status,
        due_before=instant_asked(due_before, "/query/due_before"),
        request_id=request_id,
        member_id=member_id,
        after=key_of(cursor, instant_of_key, UUID),
        limit=limit,
    )
    return page_answer(request, rows, limit, ("due_at", "id"))


@queries.get(
    "/{appeal_id}",
    summary="Read an appeal",
    operation_id="read_appeal",
    response_model=AppealRead,
    responses=problems(403, 404),
)
async def get_appeal(appeal_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    return _answer(await appeal_read(reading, appeal_id))


@commands.post(
    "/{appeal_id}/outcome",
    summary="Decide an appeal; services change accordingly",
    operation_id="decide_appeal",
    response_model=AppealRead,
    responses=problems(400, 403, 404, 409, 412, 413),
)
async def post_outcome(
    appeal_id: UUID, body: AppealOutcomeCreate, work: Annotated[Work, permit(*REVIEWERS)], plans: PlansNeighbour
) -> Response:
    """By somebody who did not make the decision (AP-02). Plans is told what the lines become."""
    await decide_appeal(work, plans, appeal_id, body.outcome, body.text)
    return _answer(await appeal_shown(work, appeal_id))
