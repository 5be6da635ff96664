"""Jobs of mailings, newsletters and distributions."""

from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.work import Reading

JOB = """jsonb_build_object('id', id, 'kind', kind, 'status', status, 'done', done, 'total', total,
    'outcomes', outcomes, 'started_at', started_at, 'finished_at', finished_at, 'error', error)"""


async def open_job(tx: Connection, job: dict[str, Any]) -> dict[str, Any]:
    columns = "id, kind, parameters, status, total, actor, roles, agency, request_id, started_at"
    item: dict[str, Any] = await tx.fetchval(
        f"""
        insert into delivery_jobs ({columns}, done, cursor, outcomes)
        select {", ".join(f"j.{name}" for name in columns.split(", "))}, 0, '', '{{}}'
        from jsonb_populate_record(null::delivery_jobs, $1) j returning {JOB}
        """,
        job,
    )
    return item


async def claim_job(tx: Connection) -> Any:
    """The oldest job that no other process works on, locked until this transaction ends."""
    return await tx.fetchrow(
        """
        select id, kind, parameters, cursor, actor, roles, agency, request_id from delivery_jobs
        where status = 'running' order by id limit 1 for update skip locked
        """
    )


async def advance_job(tx: Connection, job_id: UUID, done: int, cursor: str, outcomes: dict[str, int]) -> None:
    await tx.execute(
        """
        update delivery_jobs set done = done + $2, total = greatest(total, done + $2), cursor = $3,
            outcomes = outcomes || coalesce((
                select jsonb_object_agg(key, value::integer + coalesce((outcomes->>key)::integer, 0))
                from jsonb_each_text($4)), '{}')
        where id = $1
        """,
        job_id,
        done,
        cursor,
        outcomes,
    )


async def finish_job(tx: Connection, job_id: UUID, error: str | None = None) -> None:
    await tx.execute(
        """
        update delivery_jobs set finished_at = now(), error = $2,
            total = case when $2::text is null then done else total end,
            status = case when $2::text is null then 'finished' else 'failed' end
        where id = $1
        """,
        job_id,
        error,
    )


async def job_read(reading: Reading, kind: str, job_id: UUID) -> dict[str, Any] | None:
    row = await reading.fetchrow(f"select {JOB} as item from delivery_jobs where id = $1 and kind = $2", job_id, kind)
    return row["item"] if row else None


async def jobs_read(reading: Reading, kind: str, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    return await reading.search(
        f"""
        select id, {JOB}::text as item from delivery_jobs
        where kind = $1 and ($2::uuid is null or id < $2) order by id desc limit $3
        """,
        kind,
        before,
        limit + 1,
    )
