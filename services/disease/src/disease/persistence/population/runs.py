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
# The batch that is worked on is locked with its run: two processes never work on one run at the same time.
CLAIM = """
select r.*, m.number from stratification_runs r left join members m on m.id = r.member_id
where r.status = 'running' order by r.id limit 1 for update of r skip locked
"""
MEMBERS_FROM = """
select min(number) as first, max(number) as last, count(*)::integer as members
from (select number from members where number between $1 and $2 order by number limit $3) batch
"""
ADVANCE = """
update stratification_runs set done = done + $2, next_number = $3, tiers = tiers || coalesce((
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


async def claim_run(tx: Connection) -> Any:
    """The oldest run that no other process works on, with its member's `number`, locked until the transaction ends."""
    return await tx.fetchrow(CLAIM)


async def prepare_run(tx: Connection, run_id: UUID) -> None:
    """A run looks at the members that were known when it began."""
    await tx.execute(
        """update stratification_runs set next_number = 1, total = known.members, last_number = known.last
        from (select count(*) as members, coalesce(max(number), 0) as last from members) known where id = $1""",
        run_id,
    )


async def members_from(tx: Connection, first: int, last: int, most: int) -> Any:
    """Row of `first`, `last` and `members`: the next members of a run; `members` is 0 when none is left."""
    return await tx.fetchrow(MEMBERS_FROM, first, last, most)


async def advance_run(tx: Connection, run_id: UUID, members: int, next_number: int) -> None:
    """One more batch is done; counts what `p_standings` holds."""
    await tx.execute(ADVANCE, run_id, members, next_number)


async def finish_run(tx: Connection, run_id: UUID) -> str:
    job: str = await tx.fetchval(FINISH, run_id)
    return job


async def run_of(reading: Reading, run_id: UUID) -> str | None:
    """The job as JSON text."""
    row = await reading.fetchrow(f"select {JOB}::text as body from stratification_runs where id = $1", run_id)
    return row["body"] if row else None
