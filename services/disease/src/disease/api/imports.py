"""`/disease/v1/imports`: facts by file, and which rows were refused."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from disease.api import import_schema
from disease.api.import_schema import ImportRead, RefusedRowRead
from disease.domain.fact_imports import FactKind, ImportKind
from disease.persistence.fact_import import STAGING
from disease.use_cases import read_fact
from disease.use_cases.read_fact import Defaults
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.imports import jobs
from shared.runtime.imports.staging import Intake
from shared.runtime.imports.uploads import job_or_not_found, received
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import QueryRoute, Reading, Receiving, StreamRoute, permit
from shared.schema.pages import Page

ADDRESS = "/disease/v1/imports"
uploads = APIRouter(prefix=ADDRESS, tags=["imports"], route_class=StreamRoute)
queries = APIRouter(prefix=ADDRESS, tags=["imports"], route_class=QueryRoute)

SENDERS = (Role.OPS, Role.SERVICE)
ROW = """jsonb_build_object('line_number', line_number, 'outcome', outcome, 'source_id', source_id,
    'errors', coalesce(errors, '[]'))"""


@uploads.post(
    "/facts",
    status_code=202,
    summary="Bring in coded facts of members, one per row",
    description="A fact is known by `source` and `source_id`: sent again it changes nothing, sent otherwise it is "
    "corrected, with `deleted: true` it goes. Of two versions the one with the later `changed_at` counts; a row "
    "without it is as old as its upload. Members are named by `medicaid_id` and have to be known. Columns that do not "
    "belong to a row's kind stay empty; days may be instants, whose day is taken where it was written. A bad row is "
    "refused with its line and reasons, the others load.",
    operation_id="import_facts",
    response_model=ImportRead,
    responses=problems(403, 409),
    openapi_extra=import_schema.FACTS,
)
async def post_facts(
    request: Request,
    receiving: Annotated[Receiving, permit(*SENDERS)],
    kind: Annotated[FactKind | None, Query(description="of rows that name none: one file per kind")] = None,
    source: Annotated[str, Query(max_length=40, pattern=r"^[A-Za-z0-9_.:-]+$", description="as for kind")] = "import",
) -> Response:
    defaults = Defaults(kind or "", source, receiving.now.isoformat())
    cells = partial(read_fact.staged, defaults=defaults)
    intake = Intake(ImportKind.FACTS, "staged_facts", read_fact.STAGED, cells, STAGING)
    return await received(request, receiving, intake, read_fact.COLUMNS, read_fact.NEEDED, ADDRESS)


@queries.get(
    "/{import_id}",
    summary="How far an import is",
    operation_id="read_import",
    response_model=ImportRead,
    responses=problems(403, 404),
)
async def get_import(import_id: UUID, reading: Annotated[Reading, permit(*SENDERS)]) -> Response:
    return json_answer((await job_or_not_found(reading, import_id)).encode())


@queries.get(
    "/{import_id}/rows",
    summary="Which rows were refused and why, in the order of the file",
    operation_id="list_refused_rows",
    response_model=Page[RefusedRowRead],
    responses=problems(403, 404),
)
async def get_rows(
    request: Request,
    import_id: UUID,
    reading: Annotated[Reading, permit(*SENDERS)],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (after,) = key_of(cursor, number)
    rows = await jobs.rows_of(reading, import_id, ROW, None, after, limit)
    if not rows:
        await job_or_not_found(reading, import_id)
    return page_answer(request, rows, limit, ("line_number",))
