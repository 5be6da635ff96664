"""`/authorization/v1/authorizations`."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from authorization.api.authorization_schema import AuthorizationDetail, AuthorizationRead
from authorization.api.requests import READERS
from authorization.persistence import authorization_queries
from authorization.use_cases.read_authorization import read_authorization
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.pages import Page

queries = APIRouter(prefix="/authorization/v1/authorizations", tags=["authorizations"], route_class=QueryRoute)
ReadingAuthorizations = Annotated[Reading, permit(*READERS, Role.PROVIDER)]


@queries.get(
    "",
    summary="Search issued authorizations, newest first",
    operation_id="list_authorizations",
    response_model=Page[AuthorizationRead],
    responses=problems(403),
)
async def get_authorizations(
    request: Request,
    reading: ReadingAuthorizations,
    member_id: UUID | None = None,
    medicaid_id: Annotated[str | None, Query(max_length=32)] = None,
    provider_id: Annotated[str | None, Query(max_length=64)] = None,
    service_code: Annotated[str | None, Query(max_length=16)] = None,
    on: Annotated[date | None, Query(description="a day on which the service may be delivered")] = None,
    plan_id: UUID | None = None,
    request_id: UUID | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Providers see those that name them."""
    (before,) = key_of(cursor, UUID)
    rows = await authorization_queries.authorizations(
        reading,
        member_id=member_id,
        medicaid_id=medicaid_id,
        provider_id=provider_id,
        service_code=service_code,
        on=on,
        plan_id=plan_id,
        request_id=request_id,
        before=before,
        limit=limit,
    )
    return page_answer(request, rows, limit, ("id",))


@queries.get(
    "/{number}",
    summary="Read an authorization by its number",
    operation_id="read_authorization",
    response_model=AuthorizationDetail,
    responses=problems(403, 404),
)
async def get_authorization(number: str, reading: ReadingAuthorizations) -> Response:
    """With findings on the pace of use (UN-06): too fast, too slow, little left, nothing delivered."""
    body, version = await read_authorization(reading, number)
    return json_answer(body, version=version)
