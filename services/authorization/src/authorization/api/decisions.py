"""`/authorization/v1/requests/{id}/decision`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from authorization.api.neighbours import LetterSender, PlansNeighbour
from authorization.api.request_schema import RequestRead
from authorization.api.review import REFUSALS, REVIEWERS, request_answer
from authorization.api.review_schema import DecisionCreate
from authorization.use_cases.decide_request import decide_request
from shared.runtime.work import CommandRoute, Work, permit

commands = APIRouter(prefix="/authorization/v1/requests", tags=["decisions"], route_class=CommandRoute)


@commands.post(
    "/{request_id}/decision",
    summary="Decide a request, line by line",
    operation_id="decide_request",
    response_model=RequestRead,
    responses=REFUSALS,
)
async def post_decision(
    request_id: UUID,
    body: DecisionCreate,
    work: Annotated[Work, permit(*REVIEWERS)],
    plans: PlansNeighbour,
    sender: LetterSender,
) -> Response:
    """Every line at once, by the holder. Issues the authorizations, writes the notices of action and tells plans.

    A running service is reduced or ended 10 days after its notice at the earliest (DN-02), or by a stated exception.
    """
    await decide_request(work, plans, sender, request_id, tuple(line.to_domain() for line in body.lines))
    return await request_answer(work, request_id)
