"""`/plans/v1/imports`: files of a former system, and what became of each of their rows."""

from collections.abc import AsyncIterator
from email.message import Message
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from plans.api import import_schema
from plans.api.import_schema import CSV, NDJSON, ImportRead, ImportRowRead
from plans.api.member_schema import MemberCreate, ProviderCreate
from plans.domain.import_jobs import ImportKind, ImportNotFound, RowOutcome, UnreadableFile
from plans.persistence import import_jobs
from plans.persistence.import_jobs import Uploader
from plans.use_cases import read_plan_line, read_record
from plans.use_cases.read_table import CsvReader, NdjsonReader, SourceRow, TableReader
from plans.use_cases.receive_import import Intake, Upload, receive_import
from shared.kernel.errors import InvalidMember, UnsupportedType
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import QueryRoute, Reading, Receiving, StreamRoute, permit
from shared.schema.pages import Page

uploads = APIRouter(prefix="/plans/v1/imports", tags=["imports"], route_class=StreamRoute)
queries = APIRouter(prefix="/plans/v1/imports", tags=["imports"], route_class=QueryRoute)

Taking = Annotated[Receiving, permit(Role.OPS)]
READERS: dict[str, type[TableReader]] = {
    CSV: CsvReader,
    **dict.fromkeys((NDJSON, "application/ndjson", "application/jsonl"), NdjsonReader),
}


def _records(kind: ImportKind, model: type[BaseModel], nested: frozenset[str]) -> tuple[Intake, tuple[str, ...]]:
    columns = tuple(model.model_fields)

    def validate(given: dict[str, Any]) -> dict[str, Any]:
        read = model.model_validate(given)
        return read.model_dump(mode="json", include=read.model_fields_set)

    def cells(import_id: str, row: SourceRow) -> list[str]:
        return read_record.staged(import_id, row, columns, nested, validate)

    return Intake(kind, "staged_records", read_record.STAGED, cells), columns


PLAN_LINES = Intake(ImportKind.CONVERSION_PLANS, "staged_plan_lines", read_plan_line.STAGED, read_plan_line.staged)
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
    return await _received(request, receiving, PLAN_LINES, read_plan_line.COLUMNS, read_plan_line.NEEDED)


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
    return await _received(request, receiving, MEMBERS, MEMBER_COLUMNS, frozenset({"medicaid_id"}))


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
    return await _received(request, receiving, PROVIDERS, PROVIDER_COLUMNS, frozenset({"npi"}))


@queries.get(
    "/{import_id}",
    summary="How far an import is",
    operation_id="read_import",
    response_model=ImportRead,
    responses=problems(403, 404),
)
async def get_import(import_id: UUID, reading: Annotated[Reading, permit(Role.OPS)]) -> Response:
    return json_answer((await _job(reading, import_id)).encode())


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
    rows = await import_jobs.rows_of(reading, import_id, outcome, after, limit)
    if not rows:
        await _job(reading, import_id)
    return page_answer(request, rows, limit, ("line_number",))


async def _job(reading: Reading, import_id: UUID) -> str:
    job = await import_jobs.job(reading, import_id)
    if job is None:
        raise ImportNotFound
    return job


async def _received(
    request: Request, receiving: Receiving, intake: Intake, columns: tuple[str, ...], needed: frozenset[str]
) -> Response:
    caller = receiving.caller
    key = request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= 255:
        raise InvalidMember("/header/Idempotency-Key", "length", "Use a key of 1 to 255 characters.")
    upload = Upload(
        receiving.new_id(),
        Uploader(caller.subject, sorted(caller.roles), caller.agency, receiving.request_id),
        key,
        receiving.now,
        _pieces(request),
    )
    received = await receive_import(receiving.database, intake, _reader(request, columns, needed), upload)
    answer = json_answer(received.job.encode(), 202, location=f"/plans/v1/imports/{received.job_id}")
    if received.replayed:
        answer.headers["Idempotency-Replayed"] = "true"
    return answer


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    try:
        async for piece in request.stream():
            yield piece
    except ClientDisconnect:
        raise UnreadableFile("", "The upload was cut off. Send the file again.") from None


def _reader(request: Request, columns: tuple[str, ...], needed: frozenset[str]) -> TableReader:
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    reader = READERS.get(message.get_content_type())
    if reader is None:
        raise UnsupportedType(f"Send the file as {CSV} or {NDJSON}.")
    return reader(columns, needed)
