"""`/plans/v1/service-plans`: open, read, list, judge, history."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from plans.api.plan_answers import OFFICE, allowed_actions, judged_answer, with_more
from plans.api.plan_mapping import plan_from_wire
from plans.api.plan_schema import ChangedPlanRead, FindingsRead, HistoryRead, PlanCreate, PlanRead, PlanSummary
from plans.domain.errors import PlanNotFound
from plans.domain.lifecycle import PlanStatus
from plans.domain.stage import Stage
from plans.persistence import plan_queries
from plans.use_cases.draft_plan import draft_plan
from plans.use_cases.explain_plan import explain_plan
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Day, Instant

AUTHORS = (Role.CASE_MANAGER, Role.CM_SUPERVISOR, *OFFICE)
READERS = (
    *AUTHORS,
    Role.CLINICAL_REVIEWER,
    Role.MEDICAL_DIRECTOR,
    Role.CARE_NURSE,
    Role.CARE_SUPERVISOR,
    Role.DISEASE_NURSE,
    Role.PROVIDER,
)

commands = APIRouter(prefix="/plans/v1/service-plans", tags=["service plans"], route_class=CommandRoute)
queries = APIRouter(prefix="/plans/v1/service-plans", tags=["service plans"], route_class=QueryRoute)


@commands.post(
    "",
    status_code=201,
    summary="Open a service plan, whole or in part, and submit it at once if asked",
    operation_id="open_service_plan",
    response_model=ChangedPlanRead,
    responses=problems(403, 409),
)
async def post_plan(body: PlanCreate, work: Annotated[Work, permit(*AUTHORS)]) -> Response:
    plan = plan_from_wire(body, work)
    priority = body.submission.priority if body.submission else None
    drafted = await draft_plan(work, plan, body.change.type if body.change else None, priority)
    return judged_answer(drafted.plan, work.caller, drafted.judgement, 201)


@queries.get(
    "",
    summary="List service plans, newest first",
    operation_id="list_service_plans",
    response_model=Page[PlanSummary],
    responses=problems(403),
)
async def get_plans(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    member_id: UUID | None = None,
    status: PlanStatus | None = None,
    case_manager: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await plan_queries.plans(
        reading, member_id=member_id, status=status, case_manager=case_manager, before=before, limit=limit
    )
    return page_answer(request, rows, limit, ("id",))


@queries.get(
    "/{plan_id}",
    summary="Read a service plan with its lines, notes and documents",
    operation_id="read_service_plan",
    response_model=PlanRead,
    responses=problems(403, 404),
)
async def get_plan(plan_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    row = await plan_queries.plan(reading, plan_id)
    if row is None:
        raise PlanNotFound
    actions = allowed_actions(PlanStatus(row["status"]), reading.caller)
    return json_answer(with_more(row["body"].encode(), allowed_actions=actions), version=row["version"])


@queries.get(
    "/{plan_id}/findings",
    summary="What would stop or warn now",
    operation_id="explain_service_plan",
    response_model=FindingsRead,
    responses=problems(403, 404),
)
async def get_findings(
    plan_id: UUID, reading: Annotated[Reading, permit(*READERS)], stage: Stage = Stage.SUBMIT
) -> Response:
    judgement = await explain_plan(reading, plan_id, stage)
    return json_answer(judgement.as_json(), version=judgement.plan.version)


@queries.get(
    "/{plan_id}/history",
    summary="Every version and transition, newest first; with as_of the plan as it was then",
    operation_id="read_service_plan_history",
    response_model=HistoryRead,
    responses=problems(403, 404),
)
async def get_history(
    request: Request,
    plan_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    as_of: Annotated[Day | Instant | None, Query(description="a day (its end in the office) or an instant")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, number)
    moment = _moment(as_of, request.app.state.settings.time_zone)
    rows = await plan_queries.versions(reading, plan_id, as_of=moment, before=before, limit=limit)
    if not rows and before is None:
        raise PlanNotFound
    page = page_answer(request, rows, limit, ("version",))
    if as_of is None:
        return page
    then = orjson.Fragment(rows[0]["snapshot"]) if rows else None
    return json_answer(with_more(bytes(page.body), plan=then))


def _moment(as_of: date | datetime | None, time_zone: str) -> datetime | None:
    if as_of is None:
        return None
    if isinstance(as_of, datetime):
        return as_of
    return datetime.combine(as_of + timedelta(days=1), time(), ZoneInfo(time_zone)) - timedelta(microseconds=1)
