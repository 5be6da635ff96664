"""Runs as jobs: who asked, how far they are, and how many members are in each tier."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.identity import Caller
from shared.runtime.work import Reading

JOB = """jsonb_build_object('id', id, 'member_id', member_id, 'as_of', as_of, 'rule_set', rule_set, 'status', status,
    'done', done, 'total', total, 'tiers', tiers, 'started_at', started_at, 'finished_at', finished_at,
    'error', error)"""
OPEN = f"""
insert into stratification_runs (id, member_id, as_of, rule_set, status, actor, roles, agency, request_id, started_at)
values ($1, $2, $3, $4, 'running', $5, $6, $7, $8, $9) returning {JOB}::text
"""
# A batch is locked while it is worked on; who is killed leaves it to the next. Several processes share a run.
CLAIM_BATCH = """
select b.run_id, b.first_number, b.last_number, b.members, r.as_of, r.rule_set
from stratification_batches b join stratification_runs r on r.id = b.run_id
where not b.done order by b.run_id, b.first_number limit 1 for update of b skip locked
"""
CLAIM_RUN = """
select id, as_of, exists (select from stratification_batches b where b.run_id = r.id) as prepared,
    exists (select from stratification_batches b where b.run_id = r.id and not b.done) as open
from stratification_runs r where status = 'running' order by id for update skip locked
"""
PREPARE = """
with batches as (
    insert into stratification_batches (run_id, first_number, last_number, members)
    select $1, min(number), max(number), count(*)
    from (select number, (row_number() over (order by number) - 1) / $2 as batch from members) known group by batch
    returning members
)
update stratification_runs set total = (select coalesce(sum(members), 0) from batches) where id = $1 returning total
"""
ADVANCE = """
with finished as (
    update stratification_batches set done = true where run_id = $1 and first_number = $3
)
update stratification_runs set done = done + $2, tiers = tiers || coalesce((
    select jsonb_object_agg(disease, counts) from (
        select t.disease, coalesce(tiers->t.disease, '{}') || jsonb_object_agg(t.met, t.members
            + coalesce((tiers->t.disease->>t.met)::integer, 0)) as counts
        from (select disease, coalesce(tier::text, excluded) as met, count(*) as members
              from p_standings group by 1, 2) t
        group by t.disease
    ) by_disease), '{}')
where id = $1
"""
FINISH = f"""
update stratification_runs set status = 'finished', finished_at = now() where id = $1 returning {JOB}::text
"""


async def open_run(
    tx: Connection,
    run_id: UUID,
    member_id: UUID | None,
    as_of: date,
    rule_set: str,
    caller: Caller,
    request_id: str,
    now: datetime,
) -> str:
    """The job as JSON text. A second population run of the same day breaks `one_population_run_at_a_time`."""
    job: str = await tx.fetchval(
        OPEN, run_id, member_id, as_of, rule_set, caller.subject, sorted(caller.roles), caller.agency, request_id, now
    )
    return job


async def claim_batch(tx: Connection) -> Any:
    """The next batch that nobody works on, locked until the transaction ends; None when there is none."""
    return await tx.fetchrow(CLAIM_BATCH)


async def claim_runs(tx: Connection) -> list[Any]:
    """Running runs that nobody prepares or ends at this moment, with `prepared` and `open`: batches are left."""
    rows: list[Any] = await tx.fetch(CLAIM_RUN)
    return rows


async def prepare_run(tx: Connection, run_id: UUID, members_per_batch: int) -> int:
    """How many members the run looks at: those that are known when it begins."""
    return int(await tx.fetchval(PREPARE, run_id, members_per_batch))


async def advance_run(tx: Connection, run_id: UUID, members: int, first_number: int) -> None:
    """The batch that begins so is done; counts what `p_standings` holds."""
    await tx.execute(ADVANCE, run_id, members, first_number)


async def finish_run(tx: Connection, run_id: UUID) -> str:
    job: str = await tx.fetchval(FINISH, run_id)
    return job


async def run_of(reading: Reading, run_id: UUID) -> str | None:
    """The job as JSON text."""
    row = await reading.fetchrow(f"select {JOB}::text as body from stratification_runs where id = $1", run_id)
    return row["body"] if row else None
