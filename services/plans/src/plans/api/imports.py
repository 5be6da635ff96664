"""`/plans/v1/imports`: files of a former system, and what became of each of their rows."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from plans.api import import_schema
from plans.api.import_schema import ImportRead, ImportRowRead
from plans.api.member_schema import MemberCreate, ProviderCreate
from plans.domain.import_jobs import ImportKind, RowOutcome
from plans.persistence.plan_numbers import STAGING, number_plans
from plans.use_cases import read_plan_line, read_record
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.imports import jobs
from shared.runtime.imports.staging import Intake
from shared.runtime.imports.table_reader import SourceRow
from shared.runtime.imports.uploads import job_or_not_found, received
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import QueryRoute, Reading, Receiving, StreamRoute, permit
from shared.schema.pages import Page

ADDRESS = "/plans/v1/imports"
uploads = APIRouter(prefix=ADDRESS, tags=["imports"], route_class=StreamRoute)
queries = APIRouter(prefix=ADDRESS, tags=["imports"], route_class=QueryRoute)

Taking = Annotated[Receiving, permit(Role.OPS)]
ROW = """jsonb_build_object('line_number', line_number, 'outcome', outcome, 'source_id', source_id,
    'subject_id', subject_id, 'errors', coalesce(errors, '[]'), 'findings', coalesce(findings, '[]'))"""


def _records(kind: ImportKind, model: type[BaseModel], nested: frozenset[str]) -> tuple[Intake, tuple[str, ...]]:
    columns = tuple(model.model_fields)

    def validate(given: dict[str, Any]) -> dict[str, Any]:
        read = model.model_validate(given)
        return read.model_dump(mode="json", include=read.model_fields_set)

    def cells(import_id: str, row: SourceRow) -> list[str]:
        return read_record.staged(import_id, row, columns, nested, validate)

    return Intake(kind, "staged_records", read_record.STAGED, cells, STAGING), columns


PLAN_LINES = Intake(
    ImportKind.CONVERSION_PLANS,
    "staged_plan_lines",
    read_plan_line.STAGED,
    read_plan_line.staged,
    STAGING,
    staged=number_plans,
)
MEMBERS, MEMBER_COLUMNS = _records(
    ImportKind.MEMBERS, MemberCreate, frozenset({"address", "coverage", "level_of_care"})
)
PROVIDERS, PROVIDER_COLUMNS = _records(ImportKind.PROVIDERS, ProviderCreate, frozenset({"certifications"}))


@uploads.post(
    "/conversion-plans",
    status_code=202,
    summary="Bring in plans of a former system, one line of a plan per row",
    description="The rows of one plan share `plan_id` and what the plan says. A plan with a row that is refused stays "
    "out whole, its other rows are held back; every other plan loads. A `plan_id` that came in before is known: "
    "the same file twice makes nothing twice.",
    operation_id="import_conversion_plans",
    response_model=ImportRead,
    responses=problems(403, 409),
    openapi_extra=import_schema.PLAN_LINES,
)
async def post_conversion_plans(request: Request, receiving: Taking) -> Response:
    return await received(request, receiving, PLAN_LINES, read_plan_line.COLUMNS, read_plan_line.NEEDED, ADDRESS)


@uploads.post(
    "/members",
    status_code=202,
    summary="Bring in members; a known medicaid_id changes that member",
    description="Columns are those of a member; a cell of `address`, `coverage` or `level_of_care` holds JSON. "
    "What a row leaves out stays as it is.",
    operation_id="import_members",
    response_model=ImportRead,
    responses=problems(403, 409),
    openapi_extra=import_schema.MEMBERS,
)
async def post_members(request: Request, receiving: Taking) -> Response:
    return await received(request, receiving, MEMBERS, MEMBER_COLUMNS, frozenset({"medicaid_id"}), ADDRESS)


@uploads.post(
    "/providers",
    status_code=202,
    summary="Bring in providers with their certifications; a known npi changes that provider",
    description="Columns are those of a provider; a cell of `certifications` holds JSON. "
    "What a row leaves out stays as it is.",
    operation_id="import_providers",
    response_model=ImportRead,
    responses=problems(403, 409),
    openapi_extra=import_schema.PROVIDERS,
)
async def post_providers(request: Request, receiving: Taking) -> Response:
    return await received(request, receiving, PROVIDERS, PROVIDER_COLUMNS, frozenset({"npi"}), ADDRESS)


@queries.get(
    "/{import_id}",
    summary="How far an import is",
    operation_id="read_import",
    response_model=ImportRead,
    responses=problems(403, 404),
)
async def get_import(import_id: UUID, reading: Annotated[Reading, permit(Role.OPS)]) -> Response:
    return json_answer((await job_or_not_found(reading, import_id)).encode())


@queries.get(
    "/{import_id}/rows",
    summary="What became of each row, in the order of the file",
    operation_id="list_import_rows",
    response_model=Page[ImportRowRead],
    responses=problems(403, 404),
)
async def get_rows(
    request: Request,
    import_id: UUID,
    reading: Annotated[Reading, permit(Role.OPS)],
    outcome: RowOutcome | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (after,) = key_of(cursor, number)
    rows = await jobs.rows_of(reading, import_id, ROW, outcome, after, limit)
    if not rows:
        await job_or_not_found(reading, import_id)
    return page_answer(request, rows, limit, ("line_number",))
