"""`/authorization/v1/authorizations/{number}/utilization`: units delivered, by date."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from authorization.api.authorizations import ReadingAuthorizations
from authorization.api.utilization_schema import UtilizationAnswer, UtilizationCreate, UtilizationRead
from authorization.persistence.utilization_queries import reports_of
from authorization.use_cases.report_utilization import report_utilization
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Work, permit
from shared.schema.pages import Page

ADDRESS = "/{number}/utilization"
commands = APIRouter(prefix="/authorization/v1/authorizations", tags=["utilization"], route_class=CommandRoute)
queries = APIRouter(prefix="/authorization/v1/authorizations", tags=["utilization"], route_class=QueryRoute)


@commands.post(
    ADDRESS,
    status_code=201,
    summary="Report the units that were delivered, day by day",
    operation_id="report_utilization",
    response_model=UtilizationAnswer,
    responses={
        200: {"model": UtilizationAnswer, "description": "This report was received before; it counts once"},
        **problems(400, 403, 404, 409, 413),
    },
)
async def post_utilization(
    number: str, body: UtilizationCreate, work: Annotated[Work, permit(Role.PROVIDER, Role.SERVICE, Role.OPS)]
) -> Response:
    """By the provider that the authorization names. Late reports are taken, also after the service ended.

    A correction names the report that it replaces. Days outside the authorization and units beyond what is left are
    refused (UT-01, UT-02).
    """
    answer, new = await report_utilization(work, number, body.to_domain())
    return json_answer(answer, 201 if new else 200)


@queries.get(
    ADDRESS,
    summary="The reports of an authorization, newest first, corrected ones included",
    operation_id="list_utilization",
    response_model=Page[UtilizationRead],
    responses=problems(403, 404),
)
async def get_utilization(
    number: str, request: Request, reading: ReadingAuthorizations, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """An empty page where there is no report, or no authorization that the caller may know of."""
    (before,) = key_of(cursor, UUID)
    rows = await reports_of(reading, number, before, limit)
    return page_answer(request, rows, limit, ("id",))
