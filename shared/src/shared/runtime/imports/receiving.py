"""Take a file in as it arrives: row by row into the staging table, a chunk per transaction, whatever its length."""

import csv
import hashlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kernel.errors import HarmonyError, InvalidMember
from shared.kernel.imports import JobStatus
from shared.runtime.database import Database
from shared.runtime.idempotency import StillRunning
from shared.runtime.imports import jobs
from shared.runtime.imports.jobs import Uploader
from shared.runtime.imports.staging import Intake, copy_csv
from shared.runtime.imports.table_reader import SourceRow, TableReader

ROWS_PER_CHUNK = 4000
CUT_OFF = "The upload was cut off; nothing of it was loaded. Send the file again."


@dataclass(frozen=True, slots=True)
class Received:
    """`job` is JSON text. `replayed` when this key and body had been received before."""

    job_id: UUID
    job: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """`key` is the `Idempotency-Key`; `job_id` the id of the job that this upload becomes."""

    job_id: UUID
    uploader: Uploader
    key: str | None
    now: datetime
    pieces: AsyncIterator[bytes]


async def receive_import(database: Database, intake: Intake, reader: TableReader, upload: Upload) -> Received:
    """Raises `UnreadableFile`, `StillRunning`, and `InvalidMember` for a key that was used with another body."""
    if not await _opened(database, intake, upload):
        return await _replayed(database, intake, upload)
    try:
        digest = await _staged(database, intake, reader, upload)
        async with database.transaction() as tx:
            await intake.staged(tx, upload.job_id)
            return Received(upload.job_id, await jobs.received(tx, upload.job_id, digest))
    except BaseException as error:
        async with database.transaction() as tx:
            reason = error.detail if isinstance(error, HarmonyError) else CUT_OFF
            await jobs.end_job(tx, upload.job_id, intake.staging, reason)
        raise


async def _opened(database: Database, intake: Intake, upload: Upload) -> bool:
    """False when the key was used. A killed upload and one of long ago do not hold it."""
    async with database.transaction() as tx:
        if upload.key is not None:
            held = await jobs.job_of_key(tx, intake.kind, upload.uploader.subject, upload.key)
            if held is not None and held["expired"]:
                await jobs.free_key(tx, held["id"])
            elif held is not None and held["status"] == JobStatus.RECEIVING and held["stale"]:
                await jobs.end_job(tx, held["id"], intake.staging, CUT_OFF)
        return await jobs.open_job(tx, upload.job_id, intake.kind, upload.uploader, upload.key, upload.now)


async def _replayed(database: Database, intake: Intake, upload: Upload) -> Received:
    digest = hashlib.sha256()
    async for piece in upload.pieces:
        digest.update(piece)
    async with database.transaction() as tx:
        held = await jobs.job_of_key(tx, intake.kind, upload.uploader.subject, upload.key or "")
    if held is None or held["status"] == JobStatus.RECEIVING:
        error = StillRunning("Wait for the first answer, then send the file again with the same key.")
        error.members = {"retry_after": 1}
        raise error
    if held["body_hash"] != digest.digest():
        raise InvalidMember(
            "/header/Idempotency-Key", "key_reused", "This key was used with another body. Use a new key."
        )
    return Received(held["id"], held["body"], replayed=True)


async def _staged(database: Database, intake: Intake, reader: TableReader, upload: Upload) -> bytes:
    """The SHA-256 of the file, all its rows being staged."""
    digest = hashlib.sha256()
    chunk = _Chunk(database, intake, upload.job_id)
    async for piece in upload.pieces:
        digest.update(piece)
        for row in reader.feed(piece):
            chunk.add(row)
        if chunk.rows >= ROWS_PER_CHUNK:
            await chunk.flush()
    for row in reader.feed(b"", last=True):
        chunk.add(row)
    await chunk.flush()
    return digest.digest()


class _Chunk:
    def __init__(self, database: Database, intake: Intake, job_id: UUID) -> None:
        self.database, self.intake, self.job_id = database, intake, job_id
        self._name = str(job_id)
        self._start()

    def _start(self) -> None:
        self.rows = 0
        self._text = io.StringIO()
        self._write = csv.writer(self._text, lineterminator="\n").writerow

    def add(self, row: SourceRow) -> None:
        self._write(self.intake.cells(self._name, row))
        self.rows += 1

    async def flush(self) -> None:
        if not self.rows:
            return
        async with self.database.transaction() as tx:
            await copy_csv(tx, self.intake.table, self.intake.columns, self._text.getvalue().encode())
            await jobs.heard(tx, self.job_id, self.rows)
        self._start()
