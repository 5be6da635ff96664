"""`/plans/v1/rate-changes`: a new rate splits every running line of its service."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from plans.api import examples
from plans.api.plan_schema import Code, Modifier
from plans.domain.errors import RateChangeNotFound
from plans.persistence import rate_changes
from plans.use_cases.change_rates import start_rate_change
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Day, Instant, Wire

commands = APIRouter(prefix="/plans/v1/rate-changes", tags=["rates"], route_class=CommandRoute)
queries = APIRouter(prefix="/plans/v1/rate-changes", tags=["rates"], route_class=QueryRoute)

Outcome = Literal["split", "would_split", "waiting"]


class RateChangeCreate(Wire, json_schema_extra=examples.RATE_CHANGE):
    """`effective` is the first day of the new rate. A dry run lists what would be split and changes nothing."""

    service_code: Code
    modifiers: list[Modifier] = Field(default_factory=list, max_length=4)
    effective: Day
    dry_run: bool = True


class RateChangeRead(Wire):
    """`total` and `done` count lines; `outcomes` says how many came to which outcome so far."""

    id: UUID
    service_key: str
    effective: Day
    dry_run: bool
    status: Literal["running", "finished"]
    done: int
    total: int
    outcomes: dict[Outcome, int]
    started_at: Instant
    finished_at: Instant | None
    error: str | None


class PartRead(Wire):
    """`line_id` is null for a line that a dry run did not make."""

    line_id: UUID | None
    start: Day
    end: Day
    total: int | None
    cost: str | None


class RateChangeLineRead(Wire):
    """`parts` sum to `total`. A line that waits has none, and `reason` says for what."""

    line_id: UUID
    plan_id: UUID
    outcome: Outcome
    total: int | None
    cost: str | None
    parts: list[PartRead]
    reason: str | None


@commands.post(
    "",
    status_code=202,
    summary="Split every running line of a service at the first day of a new rate",
    description="A job. Each line ends the day before and goes on under the same authorization number, as a line that "
    "supersedes it; their units sum to what was authorized (UN-05), and each is priced at the catalogue's rate of its "
    "days. A line with a change under way waits: run the job again later, nothing is split twice.",
    operation_id="start_rate_change",
    response_model=RateChangeRead,
    responses=problems(403),
)
async def post_rate_change(body: RateChangeCreate, work: Annotated[Work, permit(Role.OPS)]) -> Response:
    job = await start_rate_change(work, body.service_code, tuple(body.modifiers), body.effective, dry_run=body.dry_run)
    return json_answer(job, 202, location=f"/plans/v1/rate-changes/{job['id']}")


@queries.get(
    "/{rate_change_id}",
    summary="How far a rate change is",
    operation_id="read_rate_change",
    response_model=RateChangeRead,
    responses=problems(403, 404),
)
async def get_rate_change(rate_change_id: UUID, reading: Annotated[Reading, permit(Role.OPS)]) -> Response:
    return json_answer((await _job(reading, rate_change_id)).encode())


@queries.get(
    "/{rate_change_id}/lines",
    summary="What became of each line",
    operation_id="list_rate_change_lines",
    response_model=Page[RateChangeLineRead],
    responses=problems(403, 404),
)
async def get_lines(
    request: Request,
    rate_change_id: UUID,
    reading: Annotated[Reading, permit(Role.OPS)],
    outcome: Outcome | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (after,) = key_of(cursor, UUID)
    rows = await rate_changes.lines_of(reading, rate_change_id, outcome, after, limit)
    if not rows:
        await _job(reading, rate_change_id)
    return page_answer(request, rows, limit, ("line_id",))


async def _job(reading: Reading, rate_change_id: UUID) -> str:
    job = await rate_changes.job(reading, rate_change_id)
    if job is None:
        raise RateChangeNotFound
    return job
