"""`/plans/v1/service-plans/{id}/history/diff`."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from plans.api.service_plans import READERS
from plans.domain.difference import difference
from plans.domain.errors import PartNotFound, PlanNotFound
from plans.persistence import plan_queries
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.wire import Instant, Wire

queries = APIRouter(prefix="/plans/v1/service-plans/{plan_id}/history", tags=["service plans"], route_class=QueryRoute)


class FieldChangeRead(Wire):
    field: str
    before: Any
    after: Any


class PartChangeRead(Wire):
    """`what` is the service by code, or the type of the note or document."""

    id: UUID
    change: Literal["added", "removed", "ended", "changed"]
    what: str
    fields: list[FieldChangeRead]


class ComparedVersionRead(Wire):
    version: int
    recorded_at: Instant
    action: str
    actor: str


class DifferenceRead(Wire):
    """What is in `to` and was not in `from`; `plan` are members of the plan itself."""

    from_version: ComparedVersionRead
    to_version: ComparedVersionRead
    plan: list[FieldChangeRead]
    lines: list[PartChangeRead]
    notes: list[PartChangeRead]
    documents: list[PartChangeRead]


@queries.get(
    "/diff",
    summary="What changed between two versions of a plan, part by part and field by field",
    operation_id="compare_service_plan_versions",
    response_model=DifferenceRead,
    responses=problems(403, 404),
)
async def get_difference(
    plan_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    older: Annotated[int, Query(alias="from", ge=1, le=1_000_000, description="a version of the history")],
    newer: Annotated[int, Query(alias="to", ge=1, le=1_000_000, description="the version to compare with")],
) -> Response:
    rows = {row["version"]: row for row in await plan_queries.two_versions(reading, plan_id, older, newer)}
    if not rows:
        raise PlanNotFound
    if older not in rows or newer not in rows:
        raise PartNotFound("version")
    found = difference(rows[older]["snapshot"], rows[newer]["snapshot"])
    return json_answer(
        {
            "from_version": _version(rows[older]),
            "to_version": _version(rows[newer]),
            "plan": found.plan,
            "lines": found.lines,
            "notes": found.notes,
            "documents": found.documents,
        }
    )


def _version(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in ("version", "recorded_at", "action", "actor")}
