"""`/plans/v1/service-plans/{id}`: submission, supervisor review, closure, reassessment, decision."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from plans.api import examples
from plans.api.plan_answers import CLOSERS, EDITORS, judged_answer, plan_answer
from plans.api.plan_schema import ChangedPlanRead, PlanRead, Submission, SubmittedPlanRead, SupervisorReview
from plans.domain.closure import ClosureReason
from plans.use_cases.close_plan import close_plan
from plans.use_cases.open_reassessment import open_reassessment
from plans.use_cases.record_decision import record_decision
from plans.use_cases.review_plan import approve_plan, return_plan
from plans.use_cases.submit_plan import submit_plan
from shared.kernel.errors import InvalidMember
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit
from shared.schema.plans import DecisionNotice
from shared.schema.wire import Day, Wire

commands = APIRouter(prefix="/plans/v1/service-plans/{plan_id}", tags=["steps of a plan"], route_class=CommandRoute)

AGENCY = (Role.CASE_MANAGER, Role.CM_SUPERVISOR)


@commands.post(
    "/submission",
    summary="Hand the plan to the supervisor; the answer lists what would stop it at the next step",
    operation_id="submit_service_plan",
    response_model=SubmittedPlanRead,
    responses=problems(403, 404, 409, 412),
)
async def post_submission(
    plan_id: UUID, work: Annotated[Work, permit(*AGENCY)], body: Submission | None = None
) -> Response:
    submitted = await submit_plan(work, plan_id, priority=body.priority if body else False)
    return judged_answer(
        submitted.plan, work.caller, submitted.outlook, priority_outlook=submitted.outlook.verdict.priority
    )


@commands.post(
    "/supervisor-review",
    summary="Approve the plan and forward it, or return it with what to do",
    operation_id="review_service_plan",
    response_model=PlanRead,
    responses=problems(403, 404, 409, 412),
)
async def post_review(
    plan_id: UUID, body: SupervisorReview, request: Request, work: Annotated[Work, permit(*AGENCY)]
) -> Response:
    if body.outcome == "returned":
        if not body.text:
            raise InvalidMember("/text", "missing", "Say what the case manager should do before the plan comes back.")
        reviewed = await return_plan(work, plan_id, body.text)
    else:
        authorization_url = request.app.state.settings.authorization_url
        reviewed = await approve_plan(work, plan_id, body.text, authorization_url)
    return plan_answer(reviewed.plan, work.caller)


class Closure(Wire, json_schema_extra=examples.CLOSURE):
    """`effective` is the last day on which services may run."""

    reason: ClosureReason
    effective: Day
    text: str = Field(min_length=1, max_length=8000)


@commands.post(
    "/closure",
    summary="Close the plan: running lines end, drafts are dropped; not while the authorization unit reviews it",
    operation_id="close_service_plan",
    response_model=PlanRead,
    responses=problems(403, 404, 409, 412),
)
async def post_closure(
    plan_id: UUID, body: Closure, request: Request, work: Annotated[Work, permit(*CLOSERS)]
) -> Response:
    authorization_url = request.app.state.settings.authorization_url
    closed = await close_plan(work, plan_id, body.reason, body.effective, body.text, authorization_url)
    return plan_answer(closed, work.caller)


@commands.post(
    "/reassessment",
    status_code=201,
    summary="Open next year's plan with the continuing lines as drafts",
    operation_id="open_reassessment",
    response_model=ChangedPlanRead,
    responses=problems(403, 404, 409),
)
async def post_reassessment(plan_id: UUID, work: Annotated[Work, permit(*EDITORS)]) -> Response:
    opened = await open_reassessment(work, plan_id)
    return judged_answer(opened.plan, work.caller, opened.judgement, 201)


@commands.put(
    "/decision",
    summary="Take over a decision of the authorization service, once per decision id",
    operation_id="record_decision",
    response_model=PlanRead,
    responses=problems(403, 404, 409),
)
async def put_decision(plan_id: UUID, body: DecisionNotice, work: Annotated[Work, permit(Role.SERVICE)]) -> Response:
    return plan_answer(await record_decision(work, plan_id, body), work.caller)
