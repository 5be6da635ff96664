"""The upload of a file: its format by content type, its key, and the answer with its job."""

from collections.abc import AsyncIterator
from email.message import Message
from uuid import UUID

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from shared.kernel.errors import InvalidMember, UnsupportedType
from shared.kernel.imports import ImportNotFound, UnreadableFile
from shared.runtime.answers import json_answer
from shared.runtime.imports import jobs
from shared.runtime.imports.jobs import Uploader
from shared.runtime.imports.receiving import Upload, receive_import
from shared.runtime.imports.staging import Intake
from shared.runtime.imports.table_reader import CsvReader, NdjsonReader, TableReader
from shared.runtime.work import Reading, Receiving

CSV, NDJSON = "text/csv", "application/x-ndjson"
READERS: dict[str, type[TableReader]] = {
    CSV: CsvReader,
    **dict.fromkeys((NDJSON, "application/ndjson", "application/jsonl"), NdjsonReader),
}


async def job_or_not_found(reading: Reading, import_id: UUID) -> str:
    """The job as JSON text. Raises `ImportNotFound`."""
    job = await jobs.job(reading, import_id)
    if job is None:
        raise ImportNotFound
    return job


async def received(
    request: Request,
    receiving: Receiving,
    intake: Intake,
    columns: tuple[str, ...],
    needed: frozenset[str],
    location: str,
) -> Response:
    """202 with the job at `location`. Raises what `receive_import` raises, and `UnsupportedType`."""
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
    taken = await receive_import(receiving.database, intake, _reader(request, columns, needed), upload)
    answer = json_answer(taken.job.encode(), 202, location=f"{location}/{taken.job_id}")
    if taken.replayed:
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
