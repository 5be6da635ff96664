"""`POST /plans/v1/service-plans/check`: would this plan pass? Stores nothing."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from plans.api.dry_run_answer import DryRunRead
from plans.api.dry_run_schema import request_schema, run_dry_run
from shared.runtime.documentation import problems
from shared.runtime.work import PlainRoute

queries = APIRouter(prefix="/plans/v1/service-plans", tags=["rules and catalogue"], route_class=PlainRoute)

REQUEST = request_schema()
SCHEMAS: dict[str, Any] = REQUEST.pop("$defs")


# The body goes straight from bytes to facts and back: half the cost of reading it as a FastAPI model.
# Every caller may ask, so no role is looked at; the edge has checked the token.
@queries.post(
    "/check",
    summary="Dry run: would this plan pass?",
    operation_id="check_service_plan",
    response_model=DryRunRead,
    responses=problems(),
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": REQUEST}}}},
)
async def post_check(request: Request) -> Response:
    return Response(run_dry_run(await request.body()), media_type="application/json")
