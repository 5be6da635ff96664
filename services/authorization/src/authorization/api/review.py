"""`/authorization/v1/requests/{id}/…`: claim, release, priority review, questions and routing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from starlette.responses import Response

from authorization.api.neighbours import LetterSender, PlansNeighbour
from authorization.api.request_schema import RequestRead
from authorization.api.review_schema import (
    ExtensionCreate,
    InformationRequestCreate,
    InformationResponseCreate,
    PriorityReviewCreate,
    RoutingCreate,
)
from authorization.use_cases.answer_information_request import answer_information_request
from authorization.use_cases.claim_request import claim_request
from authorization.use_cases.extend_clock import extend_clock
from authorization.use_cases.read_request import show_request
from authorization.use_cases.release_request import release_request
from authorization.use_cases.request_information import request_information
from authorization.use_cases.review_priority import review_priority
from authorization.use_cases.route_request import route_request
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit

REVIEWERS = (Role.SPA_REVIEWER, Role.CLINICAL_REVIEWER, Role.MEDICAL_DIRECTOR)
ANSWERERS = (Role.CASE_MANAGER, Role.CM_SUPERVISOR, Role.PARTNER)
REFUSALS = problems(400, 403, 404, 409, 412, 413)

commands = APIRouter(prefix="/authorization/v1/requests", tags=["review"], route_class=CommandRoute)


async def request_answer(work: Work, request_id: UUID, status: int = 200) -> Response:
    request, version = await show_request(work, request_id)
    return json_answer(request, status, version=version)


@commands.post(
    "/{request_id}/assignment",
    summary="Claim a request",
    operation_id="claim_request",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_assignment(request_id: UUID, work: Annotated[Work, permit(*REVIEWERS)]) -> Response:
    """Two reviewers cannot hold one request: the second is told that it is held, not by whom."""
    await claim_request(work, request_id)
    return await request_answer(work, request_id)


@commands.delete(
    "/{request_id}/assignment",
    summary="Release a request",
    operation_id="release_request",
    response_model=RequestRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def delete_assignment(
    request_id: UUID,
    work: Annotated[Work, permit(*REVIEWERS, Role.OPS)],
    if_match: Annotated[str | None, Header(description="the ETag that was read; needed")] = None,
) -> Response:
    """By its holder, or by operations."""
    await release_request(work, request_id)
    return await request_answer(work, request_id)


@commands.post(
    "/{request_id}/priority-review",
    summary="Judge a priority against the criteria",
    operation_id="review_priority",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_priority_review(
    request_id: UUID,
    body: PriorityReviewCreate,
    work: Annotated[Work, permit(*REVIEWERS)],
    plans: PlansNeighbour,
    sender: LetterSender,
) -> Response:
    """All lines under review together. An acceptance starts the priority clock; a rejection changes no clock."""
    await review_priority(work, plans, sender, request_id, body.outcome, body.reason)
    return await request_answer(work, request_id)


@commands.post(
    "/{request_id}/information-requests",
    status_code=201,
    summary="Pend a request for more information",
    operation_id="request_information",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_information_request(
    request_id: UUID, body: InformationRequestCreate, work: Annotated[Work, permit(*REVIEWERS)]
) -> Response:
    """One question is open at a time. The clocks go on."""
    await request_information(work, request_id, body.text, body.line_ids, body.documents)
    return await request_answer(work, request_id, 201)


@commands.post(
    "/{request_id}/information-requests/{information_request_id}/response",
    summary="Answer what the reviewer asked",
    operation_id="answer_information_request",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_information_response(
    request_id: UUID,
    information_request_id: UUID,
    body: InformationResponseCreate,
    work: Annotated[Work, permit(*ANSWERERS)],
) -> Response:
    """By the agency that asked for the services, or the partner that sent the request."""
    await answer_information_request(work, request_id, information_request_id, body.model_dump(mode="json"))
    return await request_answer(work, request_id)


@commands.post(
    "/{request_id}/routing",
    summary="Route a request to another desk",
    operation_id="route_request",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_routing(
    request_id: UUID, body: RoutingCreate, work: Annotated[Work, permit(*REVIEWERS)], plans: PlansNeighbour
) -> Response:
    """To clinical review, the medical director, or back to the SPA desk. It keeps its place and its clocks."""
    await route_request(work, plans, request_id, body.to, body.reason)
    return await request_answer(work, request_id)


@commands.post(
    "/{request_id}/extension",
    status_code=201,
    summary="Take more time to decide, with a notice to the member",
    operation_id="extend_clock",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_extension(
    request_id: UUID, body: ExtensionCreate, work: Annotated[Work, permit(*REVIEWERS)], sender: LetterSender
) -> Response:
    """By its holder, once, before the time runs out. The decision clock grows; a priority clock does not."""
    await extend_clock(work, sender, request_id, body.days, body.reason, body.text)
    return await request_answer(work, request_id, 201)
