"""`/plans/v1/reassessments`: the work list of plans that run out."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from plans.api.service_plans import AUTHORS
from plans.domain.lifecycle import PlanStatus
from plans.domain.policies import policy_on
from plans.persistence.reassessment_queries import reassessments_due
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.pages import Page
from shared.schema.wire import Day, Wire

queries = APIRouter(prefix="/plans/v1/reassessments", tags=["service plans"], route_class=QueryRoute)


class NextPlanRead(Wire):
    id: UUID
    status: PlanStatus
    start: Day


class ReassessmentRead(Wire):
    """`standing` by DT-09: open 60 days before the end, overdue at 40, late at 30, lapsed after it (policy data).

    `opened_on` and `standing_since` are of the work item that the daily look keeps; null until it has seen the plan.
    `next_plan` is what was opened for the time after, not authorized yet.
    """

    plan_id: UUID
    member_id: UUID
    agency: str | None
    case_manager: str | None
    start: Day
    end: Day
    days_left: int
    standing: Literal["open", "overdue", "late", "lapsed"]
    severity: Literal["info", "warning", "error"]
    opened_on: Day | None
    standing_since: Day | None
    next_plan: NextPlanRead | None


@queries.get(
    "",
    summary="List plans that run out and are not followed by an authorized one, the first to end first",
    operation_id="list_reassessments",
    response_model=Page[ReassessmentRead],
    responses=problems(403),
)
async def get_reassessments(
    request: Request,
    reading: Annotated[Reading, permit(*AUTHORS)],
    due_before: Annotated[
        Day | None, Query(description="plans that end before this day; else the whole window")
    ] = None,
    case_manager: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    end, plan_id = key_of(cursor, date.fromisoformat, UUID)
    policy = policy_on(reading.today)
    window = reading.today + timedelta(days=policy.reassessment_days.opens)
    ends_by = window if due_before is None else min(window, due_before - timedelta(days=1))
    rows = await reassessments_due(
        reading, policy, ends_by=ends_by, case_manager=case_manager, after=(end, plan_id), limit=limit
    )
    return page_answer(request, rows, limit, ("end", "id"))
