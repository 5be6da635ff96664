"""`/casemanagement/v1/cases/{id}/care-plan` with problems, barriers, goals and interventions."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from casemanagement.api.care_part_schema import (
    BarrierChange,
    BarrierCreate,
    BarrierRead,
    GoalChange,
    GoalCreate,
    GoalRead,
    InterventionChange,
    InterventionCreate,
    InterventionRead,
    ProblemCreate,
    ProblemRead,
)
from casemanagement.api.care_plan_schema import CarePlanCreate, CarePlanRead, CarePlanText
from casemanagement.api.roles import CASE_WORKERS, READERS
from casemanagement.domain.care.errors import CarePlanNotFound
from casemanagement.domain.care.goals import count
from casemanagement.domain.care.plan import PlanStatus
from casemanagement.domain.care.sources import GOALS_MET
from casemanagement.persistence.care_plan_repository import (
    care_plan_read,
    care_plan_shown,
    goal_of,
    part_shown,
)
from casemanagement.use_cases.draft_care_plan import change_care_plan, draft_care_plan
from casemanagement.use_cases.explain_absence import absence
from casemanagement.use_cases.freeze_care_plan import lacks_of
from casemanagement.use_cases.intervene import add_intervention, change_intervention
from casemanagement.use_cases.plan_goals import add_barrier, add_goal, add_problem, change_barrier, change_goal
from shared.kernel.rule_pages import citation_as_json
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit

PREFIX = "/casemanagement/v1/cases/{case_id}"
Writing = Annotated[Work, permit(*CASE_WORKERS)]
commands = APIRouter(prefix=PREFIX, tags=["planning"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["planning"], route_class=QueryRoute)
REFUSALS = problems(403, 404, 409)
CHANGES = problems(403, 404, 409, 412, 428)


def plan_json(body: Mapping[str, Any]) -> dict[str, Any]:
    """The stored plan with its count of goals and what it lacks."""
    counted = count(goal_of(goal) for goal in body["goals"])
    lacks = lacks_of(body) if body["status"] == PlanStatus.DRAFT else ()
    return {
        **body,
        "goal_count": {
            "rule_id": "G80",
            "met": counted.met,
            "eligible": counted.eligible,
            "enough": counted.enough if counted.defined else None,
            "citation": citation_as_json(GOALS_MET),
        },
        "lacks": [{"pointer": found.pointer, "message": found.message} for found in lacks],
    }


def _plan_answer(row: Any, status: int = 200, location: str | None = None) -> Response:
    if row is None:
        raise CarePlanNotFound
    return json_answer(plan_json(row["body"]), status, version=row["version"], location=location)


async def _part_answer(work: Work, table: str, part_id: UUID, status: int = 200) -> Response:
    row = await part_shown(work.tx, table, part_id)
    return json_answer(row["body"], status, version=row["version"])


def _given(body: BaseModel) -> dict[str, Any]:
    return {name: getattr(body, name) for name in type(body).model_fields}


def _changed(body: BaseModel) -> dict[str, Any]:
    return {name: getattr(body, name) for name in body.model_fields_set}


@commands.post(
    "/care-plan",
    status_code=201,
    summary="Begin a version of the care plan",
    operation_id="draft_care_plan",
    response_model=CarePlanRead,
    responses=REFUSALS,
)
async def post_care_plan(case_id: UUID, body: CarePlanCreate, work: Writing) -> Response:
    """The first is empty; a later one takes over open problems, open barriers and every goal that was not given up."""
    plan_id = await draft_care_plan(work, case_id, _given(body))
    return _plan_answer(await care_plan_shown(work.tx, plan_id), 201, f"{PREFIX.format(case_id=case_id)}/care-plan")


@commands.patch(
    "/care-plan",
    summary="Record agreement, copy, self-management and review of the draft",
    operation_id="change_care_plan",
    response_model=CarePlanRead,
    responses=CHANGES,
)
async def patch_care_plan(case_id: UUID, body: CarePlanText, work: Writing) -> Response:
    plan_id = await change_care_plan(work, case_id, _changed(body))
    return _plan_answer(await care_plan_shown(work.tx, plan_id))


@queries.get(
    "/care-plan",
    summary="Read the care plan in work or in force, or an earlier version",
    operation_id="read_care_plan",
    response_model=CarePlanRead,
    responses=problems(403, 404),
)
async def get_care_plan(
    case_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    plan_no: Annotated[int | None, Query(ge=1, le=10_000, description="the version")] = None,
) -> Response:
    row = await care_plan_read(reading, case_id, plan_no)
    if row is None:
        raise await absence(reading, case_id, CarePlanNotFound())
    return _plan_answer(row)


@commands.post(
    "/problems",
    status_code=201,
    summary="Add a problem to the draft",
    operation_id="add_problem",
    response_model=ProblemRead,
    responses=REFUSALS,
)
async def post_problem(case_id: UUID, body: ProblemCreate, work: Writing) -> Response:
    return await _part_answer(work, "problems", await add_problem(work, case_id, _given(body)), 201)


@commands.post(
    "/barriers",
    status_code=201,
    summary="Add what stands in the member's way",
    operation_id="add_barrier",
    response_model=BarrierRead,
    responses=REFUSALS,
)
async def post_barrier(case_id: UUID, body: BarrierCreate, work: Writing) -> Response:
    return await _part_answer(work, "barriers", await add_barrier(work, case_id, _given(body)), 201)


@commands.post(
    "/barriers/{barrier_id}/status",
    summary="Say that a barrier is gone, or back",
    operation_id="change_barrier",
    response_model=BarrierRead,
    responses=REFUSALS,
)
async def post_barrier_status(case_id: UUID, barrier_id: UUID, body: BarrierChange, work: Writing) -> Response:
    await change_barrier(work, case_id, barrier_id, body.status)
    return await _part_answer(work, "barriers", barrier_id)


@commands.post(
    "/goals",
    status_code=201,
    summary="Add a goal to the draft",
    operation_id="add_goal",
    response_model=GoalRead,
    responses=REFUSALS,
)
async def post_goal(case_id: UUID, body: GoalCreate, work: Writing) -> Response:
    return await _part_answer(work, "goals", await add_goal(work, case_id, _given(body)), 201)


@commands.patch(
    "/goals/{goal_id}",
    summary="Change a goal, or say how it stands",
    operation_id="change_goal",
    response_model=GoalRead,
    responses=CHANGES,
)
async def patch_goal(case_id: UUID, goal_id: UUID, body: GoalChange, work: Writing) -> Response:
    """With every change it is judged anew whether 80 percent are met; a proposal to discharge comes and goes (R9)."""
    await change_goal(work, case_id, goal_id, _changed(body))
    return await _part_answer(work, "goals", goal_id)


@commands.post(
    "/interventions",
    status_code=201,
    summary="Add facilitation, advocacy or education; a referral gets its follow-up task",
    operation_id="add_intervention",
    response_model=InterventionRead,
    responses=REFUSALS,
)
async def post_intervention(case_id: UUID, body: InterventionCreate, work: Writing) -> Response:
    return await _part_answer(work, "interventions", await add_intervention(work, case_id, _given(body)), 201)


@commands.patch(
    "/interventions/{intervention_id}",
    summary="Say what became of an intervention, and whether the member acted",
    operation_id="change_intervention",
    response_model=InterventionRead,
    responses=CHANGES,
)
async def patch_intervention(case_id: UUID, intervention_id: UUID, body: InterventionChange, work: Writing) -> Response:
    await change_intervention(work, case_id, intervention_id, _changed(body))
    return await _part_answer(work, "interventions", intervention_id)
