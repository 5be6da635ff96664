"""A service plan as an answer: what is stored, and what this caller may do with it now."""

from typing import Any

import orjson
from starlette.responses import Response

from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction, PlanStatus
from plans.domain.stored_plan import StoredPlan
from plans.use_cases.judge_plan import Judgement
from shared.runtime.answers import json_answer
from shared.runtime.identity import Caller, Role
from shared.schema.findings import finding_as_json

EDITORS = (Role.CASE_MANAGER, Role.CM_SUPERVISOR, Role.OPS)
OFFICE = (Role.OPS, Role.SPA_REVIEWER, Role.SERVICE)
CLOSERS = (*EDITORS, Role.SPA_REVIEWER)
WHO_MAY: dict[PlanAction, tuple[Role, ...]] = {
    PlanAction.EDIT: EDITORS,
    PlanAction.SUBMIT: (Role.CASE_MANAGER, Role.CM_SUPERVISOR),
    PlanAction.APPROVE: (Role.CM_SUPERVISOR,),
    PlanAction.RETURN: (Role.CM_SUPERVISOR,),
    PlanAction.REASSESS: EDITORS,
    PlanAction.CLOSE: CLOSERS,
}


def allowed_actions(status: PlanStatus, caller: Caller) -> list[str]:
    return [action for action in PLAN_LIFECYCLE.allowed(status) if caller.has(*WHO_MAY.get(action, (Role.SERVICE,)))]


def with_more(body: bytes, **more: Any) -> bytes:
    """A JSON object's bytes with members added."""
    return body[:-1] + b"," + orjson.dumps(more, default=str)[1:]


def plan_answer(plan: StoredPlan, caller: Caller, status: int = 200, **more: Any) -> Response:
    body = orjson.dumps(plan, default=str)
    location = f"/plans/v1/service-plans/{plan.id}" if status == 201 else None
    actions = allowed_actions(plan.status, caller)
    return json_answer(
        with_more(body, allowed_actions=actions, **more), status, version=plan.version, location=location
    )


def judged_answer(plan: StoredPlan, caller: Caller, judgement: Judgement, status: int = 200, **more: Any) -> Response:
    """The plan with what the rules say of it."""
    findings = [finding_as_json(found) for found in judgement.findings]
    return plan_answer(plan, caller, status, outcome=judgement.verdict.outcome, findings=findings, **more)
