"""`/authorization/v1/requests/workload` and `/reassignments`: the queue as those who lead the unit see it."""

from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import ConfigDict, Field, model_validator
from starlette.responses import Response

from authorization.domain.lifecycle import Desk
from authorization.persistence.workload_repository import workload
from authorization.use_cases.reassign_requests import MOST, reassign_requests
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Instant, Wire

PREFIX = "/authorization/v1/requests"
LEADERS = (Role.MEDICAL_DIRECTOR, Role.OPS)
commands = APIRouter(prefix=PREFIX, tags=["workload"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["workload"], route_class=QueryRoute)
Subject = Annotated[str, Field(min_length=1, max_length=200)]
WORKLOAD: dict[str, Any] = {
    "holder": "spa1",
    "desk": "spa_review",
    "open": 12,
    "pended": 2,
    "amber": 3,
    "red": 1,
    "priority": 1,
    "oldest_received_at": "2018-10-24T15:00:00Z",
    "next_due_at": "2018-10-31T15:00:00Z",
    "greatest_age": 604800,
}


class WorkloadRead(Wire):
    """What one reviewer holds of a desk; `holder` is null for what waits there. `greatest_age` is in seconds."""

    model_config = ConfigDict(json_schema_extra={"example": WORKLOAD})

    holder: str | None
    desk: Desk
    open: int
    pended: int
    amber: int
    red: int
    priority: int
    oldest_received_at: Instant
    next_due_at: Instant
    greatest_age: int


class ReassignmentCreate(Wire):
    """Name requests, or the reviewer `from` whom all are taken; without `to` they go back to their desks."""

    model_config = ConfigDict(json_schema_extra={"example": {"from": "spa1", "to": "spa2"}}, populate_by_name=True)

    request_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=MOST)
    holder: Subject | None = Field(default=None, alias="from")
    to: Subject | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        if (self.request_ids is None) == (self.holder is None):
            raise ValueError("name either request_ids or from")
        return self


class ReassignmentRead(Wire):
    model_config = ConfigDict(
        json_schema_extra={"example": {"to": "spa2", "request_ids": ["0199a1b2-0000-7000-8000-00000000000a"]}}
    )

    to: str | None
    request_ids: list[UUID]


@queries.get(
    "/workload",
    summary="The open queue by reviewer and desk: how much, how old, how soon due",
    operation_id="read_workload",
    response_model=Page[WorkloadRead],
    responses=problems(403),
)
async def get_workload(reading: Annotated[Reading, permit(*LEADERS)]) -> Response:
    """One grouped query over what is not decided. The requests themselves: `GET /requests?assignee=`."""
    return json_answer({"items": await workload(reading), "next": None})


@commands.post(
    "/reassignments",
    summary="Move requests to another reviewer, or back to their desks",
    operation_id="reassign_requests",
    response_model=ReassignmentRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_reassignment(body: ReassignmentCreate, work: Annotated[Work, permit(*LEADERS)]) -> Response:
    """All of them or none. Places in the queue and clocks stay; the answer names what changed hands."""
    moved = await reassign_requests(work, body.request_ids, body.holder, body.to)
    return json_answer({"to": body.to, "request_ids": moved})
