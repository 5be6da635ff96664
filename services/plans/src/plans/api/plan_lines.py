"""`/plans/v1/service-plans/{id}/lines` and `…/changes`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from plans.api.plan_answers import EDITORS, judged_answer
from plans.api.plan_mapping import line_from_wire
from plans.api.plan_schema import (
    ChangedPlanRead,
    EditedPlanRead,
    LineChange,
    LineCreate,
    ServiceChange,
    ServicesChangedRead,
)
from plans.domain.plan import EndReason
from plans.use_cases.add_line import add_line
from plans.use_cases.change_line import change_line
from plans.use_cases.change_services import Change, change_services
from plans.use_cases.remove_line import remove_line
from shared.runtime.documentation import problems
from shared.runtime.work import CommandRoute, Work, permit

commands = APIRouter(prefix="/plans/v1/service-plans/{plan_id}", tags=["service plans"], route_class=CommandRoute)

Editing = Annotated[Work, permit(*EDITORS)]


@commands.post(
    "/lines",
    status_code=201,
    summary="Add a draft line",
    operation_id="add_line",
    response_model=EditedPlanRead,
    responses=problems(403, 404, 409, 412),
)
async def post_line(plan_id: UUID, body: LineCreate, work: Editing) -> Response:
    line = line_from_wire(body, work.new_id())
    edited = await add_line(work, plan_id, line, body.change.type if body.change else None)
    return judged_answer(edited.plan, work.caller, edited.judgement, 201, line_id=line.id)


@commands.patch(
    "/lines/{line_id}",
    summary="Change a line: a draft freely, an authorized one as the rules allow",
    operation_id="change_line",
    response_model=EditedPlanRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def patch_line(plan_id: UUID, line_id: UUID, body: LineChange, work: Editing) -> Response:
    changes = body.model_dump(exclude_unset=True, exclude={"change"})
    if "modifiers" in changes:
        changes["modifiers"] = tuple(changes["modifiers"])
    edited = await change_line(work, plan_id, line_id, changes, body.change.type if body.change else None)
    return judged_answer(edited.plan, work.caller, edited.judgement, line_id=line_id)


@commands.delete(
    "/lines/{line_id}",
    summary="Remove a draft line",
    operation_id="remove_line",
    response_model=ChangedPlanRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def delete_line(plan_id: UUID, line_id: UUID, work: Editing) -> Response:
    edited = await remove_line(work, plan_id, line_id)
    return judged_answer(edited.plan, work.caller, edited.judgement)


@commands.post(
    "/changes",
    status_code=201,
    summary="End an authorized line and add its successor in one step",
    operation_id="change_services",
    response_model=ServicesChangedRead,
    responses=problems(403, 404, 409, 412),
)
async def post_change(plan_id: UUID, body: ServiceChange, work: Editing) -> Response:
    change = Change(
        type=EndReason(body.type),
        line_id=body.line_id,
        effective=body.effective,
        units=body.units,
        frequency=body.frequency,
        provider_id=body.provider_id,
        reason=body.reason,
        shared_day=body.shared_day,
    )
    edited = await change_services(work, plan_id, change)
    ended, successor = edited.plan.line(body.line_id), edited.plan.successor_of(body.line_id)
    return judged_answer(edited.plan, work.caller, edited.judgement, 201, ended=ended, successor=successor)
