"""`/plans/v1/providers`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from plans.api.member_schema import ProviderChange, ProviderCreate, ProviderRead
from plans.domain.errors import ProviderNotFound
from plans.persistence import provider_repository
from plans.use_cases.change_provider import change_provider
from plans.use_cases.register_provider import register_provider
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

WRITERS = (Role.OPS, Role.SPA_REVIEWER, Role.SERVICE)

commands = APIRouter(prefix="/plans/v1/providers", tags=["providers"], route_class=CommandRoute)
queries = APIRouter(prefix="/plans/v1/providers", tags=["providers"], route_class=QueryRoute)


@commands.post(
    "",
    status_code=201,
    summary="Register a provider",
    operation_id="register_provider",
    response_model=ProviderRead,
    responses=problems(403, 409),
)
async def post_provider(body: ProviderCreate, work: Annotated[Work, permit(*WRITERS)]) -> Response:
    provider = await register_provider(work, work.new_id(), body.model_dump(mode="json"))
    return json_answer(provider, 201, version=1, location=f"/plans/v1/providers/{provider['id']}")


@commands.patch(
    "/{provider_id}",
    summary="Change what is known of a provider",
    operation_id="change_provider",
    response_model=ProviderRead,
    responses=problems(403, 404, 412, 428),
)
async def patch_provider(provider_id: UUID, body: ProviderChange, work: Annotated[Work, permit(*WRITERS)]) -> Response:
    provider = await change_provider(work, provider_id, body.model_dump(mode="json", include=body.model_fields_set))
    return json_answer(provider, version=provider["version"])


@queries.get(
    "/{provider_id}",
    summary="Read a provider",
    operation_id="read_provider",
    response_model=ProviderRead,
    responses=problems(404),
)
async def get_provider(provider_id: UUID, reading: Annotated[Reading, permit()]) -> Response:
    row = await provider_repository.provider(reading, provider_id)
    if row is None:
        raise ProviderNotFound
    return json_answer(row["body"].encode(), version=row["version"])


@queries.get(
    "",
    summary="Search providers",
    operation_id="search_providers",
    response_model=Page[ProviderRead],
    responses=problems(),
)
async def get_providers(
    request: Request,
    reading: Annotated[Reading, permit()],
    npi: Annotated[str | None, Query(max_length=10)] = None,
    name: Annotated[str | None, Query(max_length=200, description="a part of the name")] = None,
    service_code: Annotated[str | None, Query(max_length=16, description="certified for this service")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await provider_repository.providers(
        reading, npi=npi, name=name, service_code=service_code, before=before, limit=limit
    )
    return page_answer(request, rows, limit, ("id",))
