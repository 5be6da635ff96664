"""`/authorization/v1/requests`: receipt, the queue, and one request."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request
from starlette.responses import Response

from authorization.api.examples import SUBMISSIONS
from authorization.api.neighbours import LetterSender, PlansNeighbour
from authorization.api.request_schema import RequestQueued, RequestRead
from authorization.domain.clock import ClockKind
from authorization.domain.errors import NotYours
from authorization.domain.lifecycle import Desk, RequestStatus
from authorization.domain.priority import QUEUE_RANKS
from authorization.domain.request import PriorityStatus
from authorization.persistence.queue_queries import QueueFilter, queue
from authorization.use_cases.read_request import read_request, show_request
from authorization.use_cases.receive_request import receive_request
from shared.kernel.errors import InvalidMember
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import OFFICE_ROLES, Caller, Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.authorization import RequestCreate
from shared.schema.pages import Page

PREFIX = "/authorization/v1/requests"
READERS = (
    Role.SPA_REVIEWER,
    Role.CLINICAL_REVIEWER,
    Role.MEDICAL_DIRECTOR,
    Role.CASE_MANAGER,
    Role.CM_SUPERVISOR,
    Role.CARE_NURSE,
    Role.CARE_SUPERVISOR,
    Role.DISEASE_NURSE,
    Role.PARTNER,
    Role.SERVICE,
    Role.OPS,
)

commands = APIRouter(prefix=PREFIX, tags=["requests"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["requests"], route_class=QueryRoute)


@commands.post(
    "",
    status_code=201,
    summary="Receive a submitted plan version or a partner's request",
    operation_id="receive_request",
    response_model=RequestRead,
    responses={
        200: {"model": RequestRead, "description": "This submission was received before"},
        **problems(400, 403, 409, 413),
    },
)
async def post_request(
    body: Annotated[RequestCreate, Body(openapi_examples=SUBMISSIONS)],
    work: Annotated[Work, permit(Role.SERVICE, Role.PARTNER)],
    plans: PlansNeighbour,
    sender: LetterSender,
) -> Response:
    """Idempotent by `submission_id`. The clock starts now and never again; priority is judged at once, line by line."""
    request_id, new = await receive_request(work, plans, sender, work.new_id(), body)
    request, version = await show_request(work, request_id)
    return json_answer(request, 201 if new else 200, version=version, location=f"{PREFIX}/{request_id}")


@queries.get(
    "/{request_id}",
    summary="Read a request",
    operation_id="read_request",
    response_model=RequestRead,
    responses=problems(403, 404),
)
async def get_request(request_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    request, version = await read_request(reading, request_id)
    return json_answer(request, version=version)


@queries.get(
    "",
    summary="The work queue: priority above, then the oldest receipt first",
    operation_id="list_requests",
    response_model=Page[RequestQueued],
    responses=problems(403),
)
async def get_requests(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    status: Annotated[RequestStatus | None, Query(description="without it, all that are not decided")] = None,
    clock: Annotated[ClockKind | None, Query(description="the clock that is due first")] = None,
    priority: Annotated[bool | None, Query(description="whether priority is accepted or under review")] = None,
    priority_status: PriorityStatus | None = None,
    assignee: Annotated[
        str | None, Query(max_length=200, description="who holds it: a subject, `me`, or `none`")
    ] = None,
    due_before: Annotated[datetime | None, Query(description="an instant with its offset")] = None,
    desk: Desk | None = None,
    plan_id: UUID | None = None,
    member_id: UUID | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    wanted = QueueFilter(
        status=status,
        clock=clock,
        priority=priority,
        priority_status=priority_status,
        assignee=_assignee(assignee, reading.caller),
        unassigned=assignee == "none",
        due_before=instant_asked(due_before, "/query/due_before"),
        desk=desk,
        plan_id=plan_id,
        member_id=member_id,
    )
    rank, received_at, last_id = key_of(cursor, _rank, instant_of_key, UUID)
    rows = await queue(reading, wanted, (rank, received_at, last_id), limit)
    return page_answer(request, rows, limit, ("queue_rank", "received_at", "id"))


def _assignee(assignee: str | None, caller: Caller) -> str | None:
    """The subject to look for. Raises `NotYours` for callers who do not learn who reviews."""
    if assignee in (None, "none"):
        return None
    if not caller.has(*OFFICE_ROLES):
        raise NotYours("Who reviews a request is shown to reviewers only.")
    return caller.subject if assignee == "me" else assignee


def _rank(value: Any) -> int:
    if value not in QUEUE_RANKS.values():
        raise ValueError("not a rank of the queue")
    return int(value)


def instant_asked(at: datetime | None, pointer: str) -> datetime | None:
    """Raises `InvalidMember` for one without an offset, or of another time than ours."""
    if at is not None and (at.tzinfo is None or not 1900 < at.year < 2200):
        raise InvalidMember(pointer, "instant", "Send an instant of our time with its offset from UTC.")
    return at


def instant_of_key(value: Any) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError("not an instant")
    return at
