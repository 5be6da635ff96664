"""Jobs of imports and the outcome of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.work import Reading

STALE = "interval '60 seconds'"
JOB = """jsonb_build_object('id', id, 'kind', kind, 'status', status, 'done', done, 'total', total,
    'outcomes', outcomes, 'started_at', started_at, 'finished_at', finished_at, 'error', error)"""

OPEN = """
insert into imports (id, kind, status, actor, roles, agency, request_id, idempotency_key, started_at, heard_at)
values ($1, $2, 'receiving', $3, $4, $5, $6, $7, $8, $8)
on conflict (actor, kind, idempotency_key) where idempotency_key is not null do nothing
"""
# The batch that is worked on is locked with its job: two processes never work on one import at the same time.
CLAIM = """
select id, kind, total, done, batches, actor, roles, agency, request_id
from imports where status = 'running' order by id limit 1 for update skip locked
"""
ADVANCE = """
with moved as (
    update imports set done = done + $2, batches = batches + 1, heard_at = now(),
        outcomes = outcomes || coalesce((
            select jsonb_object_agg(key, value::integer + coalesce((outcomes->>key)::integer, 0))
            from jsonb_each_text($3)), '{}')
    where id = $1 returning *
)
insert into audit_log (kind, actor, roles, agency, request_id, action, subject_type, subject_id, after)
select 'change', actor, roles, agency, request_id, 'batch_imported', 'import', id,
    jsonb_build_object('kind', moved.kind, 'batch', batches, 'rows', $2::integer, 'outcomes', $3::jsonb)
from moved
"""


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who brings the file in."""

    subject: str
    roles: list[str]
    agency: str | None
    request_id: str


async def open_job(tx: Connection, job_id: UUID, kind: str, uploader: Uploader, key: str | None, now: datetime) -> bool:
    """False when this caller has used the key before."""
    done = await tx.execute(
        OPEN, job_id, kind, uploader.subject, uploader.roles, uploader.agency, uploader.request_id, key, now
    )
    return bool(done.endswith(" 1"))


async def job_of_key(tx: Connection, kind: str, subject: str, key: str) -> Any:
    """Row of `id, body, body_hash, status, stale, expired` for a key that was used; None after it was given free."""
    return await tx.fetchrow(
        f"""select id, {JOB}::text as body, body_hash, status, heard_at < now() - {STALE} as stale,
            started_at < now() - interval '7 days' as expired
            from imports where actor = $1 and kind = $2 and idempotency_key = $3""",
        subject,
        kind,
        key,
    )


async def free_key(tx: Connection, job_id: UUID) -> None:
    await tx.execute("update imports set idempotency_key = null where id = $1", job_id)


async def heard(tx: Connection, job_id: UUID, rows: int) -> None:
    await tx.execute("update imports set total = total + $2, heard_at = now() where id = $1", job_id, rows)


async def received(tx: Connection, job_id: UUID, body_hash: bytes) -> str:
    """Hand the job to the worker; answers it as JSON text."""
    body: str = await tx.fetchval(
        f"update imports set status = 'running', body_hash = $2 where id = $1 returning {JOB}::text", job_id, body_hash
    )
    return body


async def claim(tx: Connection) -> Any:
    """The oldest job that no other process works on, locked until this transaction ends."""
    return await tx.fetchrow(CLAIM)


async def advance(tx: Connection, job_id: UUID, rows: int, outcomes: Mapping[str, int]) -> None:
    """One more batch is done; it leaves one audit entry."""
    await tx.execute(ADVANCE, job_id, rows, dict(outcomes))


async def end_job(tx: Connection, job_id: UUID, staging: Sequence[str], error: str | None = None) -> None:
    """What waits in the tables of `staging` goes; a failed upload gives its key free."""
    for table in staging:
        await tx.execute(f"delete from {table} where import_id = $1", job_id)
    await tx.execute(
        """update imports set finished_at = now(), error = $2,
            status = case when $2::text is null then 'finished' else 'failed' end,
            idempotency_key = case when $2::text is null then idempotency_key end where id = $1""",
        job_id,
        error,
    )


async def abandoned(tx: Connection) -> list[UUID]:
    """Uploads of which nothing was heard for a while: their process was killed."""
    rows = await tx.fetch(
        f"""select id from imports where status = 'receiving' and heard_at < now() - {STALE}
            for update skip locked"""
    )
    return [row["id"] for row in rows]


async def job(reading: Reading, job_id: UUID) -> str | None:
    """The job as JSON text."""
    row = await reading.fetchrow(f"select {JOB}::text as body from imports where id = $1", job_id)
    return row["body"] if row else None


async def rows_of(
    reading: Reading, job_id: UUID, row: str, outcome: str | None, after: int | None, limit: int
) -> list[Any]:
    """Up to `limit + 1` rows of `line_number` and `item`, in the order of the file; `row` is its SQL."""
    return await reading.search(
        f"""
        select line_number, ({row})::text as item
        from import_rows
        where import_id = $1 and ($2::text is null or outcome = $2) and ($3::bigint is null or line_number > $3)
        order by line_number limit $4
        """,
        job_id,
        outcome,
        after,
        limit + 1,
    )
