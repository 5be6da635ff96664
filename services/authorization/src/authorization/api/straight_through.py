"""Whether a request would be approved without a reviewer: as a dry run, and of a request that is there."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body
from starlette.responses import Response

from authorization.api.examples import SUBMISSIONS
from authorization.api.straight_through_schema import StraightThroughRead
from authorization.use_cases.judge_straight_through import preview_straight_through, read_straight_through
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.authorization import RequestCreate

PREFIX = "/authorization/v1/requests"
REVIEWERS = (Role.SPA_REVIEWER, Role.CLINICAL_REVIEWER, Role.MEDICAL_DIRECTOR)
commands = APIRouter(prefix=PREFIX, tags=["straight-through approval"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["straight-through approval"], route_class=QueryRoute)


@commands.post(
    "/straight-through-preview",
    summary="Dry run: would this request be approved without a reviewer?",
    operation_id="preview_straight_through",
    response_model=StraightThroughRead,
    responses=problems(400, 403, 413),
)
async def post_preview(
    body: Annotated[RequestCreate, Body(openapi_examples=SUBMISSIONS)],
    work: Annotated[Work, permit(Role.SERVICE, Role.PARTNER, Role.OPS, *REVIEWERS)],
) -> Response:
    """Stores nothing and looks nothing up: what is known of the member, or runs already, is `not_evaluated`."""
    return json_answer(preview_straight_through(work, body))


@queries.get(
    "/{request_id}/straight-through",
    summary="Would this request be approved without a reviewer, as things are now?",
    operation_id="read_straight_through",
    response_model=StraightThroughRead,
    responses=problems(403, 404),
)
async def get_straight_through(
    request_id: UUID, reading: Annotated[Reading, permit(*REVIEWERS, Role.OPS, Role.SERVICE)]
) -> Response:
    """Changes nothing. What the step itself once said stands on the request, in `straight_through`."""
    return json_answer(await read_straight_through(reading, request_id))
