"""Yearly runs as jobs, their totals, and the members behind a figure."""

from datetime import datetime
from typing import Any
from uuid import UUID

from shared.runtime.audit import access_arguments, access_log
from shared.runtime.database import Connection
from shared.runtime.work import Reading

JOB = """jsonb_build_object('id', id, 'year', year, 'rule_set', rule_set, 'versions', versions, 'status', status,
    'done', done, 'total', total, 'started_at', started_at, 'finished_at', finished_at, 'error', null)"""
OPEN = f"""
insert into measure_runs (id, year, rule_set, versions, status, actor, started_at)
values ($1, $2, $3, $4, 'running', $5, $6) returning {JOB}::text
"""
# The batch that is worked on is locked with its run: two processes never work on one run at the same time.
CLAIM = "select * from measure_runs where status = 'running' order by id limit 1 for update skip locked"
MEMBERS_FROM = """
select min(number) as first, max(number) as last, count(*)::integer as members
from (select number from members where number between $1 and $2 order by number limit $3) batch
"""
PREPARE = """
update measure_runs set next_number = 1, total = known.members, last_number = known.last
from (select count(*) as members, coalesce(max(number), 0) as last from members) known where id = $1
"""
FINISH = """
update measure_runs set status = 'finished', finished_at = $2, totals = coalesce((
    select jsonb_object_agg(version, figures) from (
        select version, jsonb_build_object(
            'population', count(*), 'denominator', sum(denominator),
            'numerators', (select coalesce(jsonb_object_agg(code, met), '{}') from (
                select code, sum(value::integer) as met
                from measure_results n cross join jsonb_each_text(n.numerators) as counted(code, value)
                where n.run_id = $1 and n.version = r.version group by code) by_code),
            'excluded', (select coalesce(jsonb_object_agg(excluded, members), '{}') from (
                select excluded, count(*) as members from measure_results x
                where x.run_id = $1 and x.version = r.version and excluded is not null group by excluded) by_reason)
        ) as figures
        from measure_results r where run_id = $1 group by version
    ) by_version), '{}')
where id = $1 returning totals
"""
LAST_FINISHED = """
select id, finished_at, totals from measure_runs
where year = $1 and status = 'finished' order by finished_at desc limit 1
"""
MEMBERS = f"""
with run as (
    select id from measure_runs where year = $5 and status = 'finished' order by finished_at desc limit 1
), found as materialized (
    select r.member as number, m.id, m.id as member_id, r.excluded, r.denominator, r.numerators, r.inputs
    from run join measure_results r on r.run_id = run.id and r.version = $6 join members m on m.number = r.member
    where ($7::integer is null or r.member > $7)
    and case $8 when 'excluded' then r.excluded is not null when 'denominator' then r.denominator > 0
        when 'numerator' then coalesce((r.numerators->>$9)::integer > 0, false)
        when 'open' then r.denominator > 0 and (r.numerators->>$9)::integer < r.denominator else true end
    order by r.member limit $10
), {access_log("measure_result")}
select number, jsonb_build_object('member_id', id, 'excluded', excluded, 'denominator', denominator,
    'numerators', numerators, 'inputs', inputs)::text as item
from found order by number
"""


async def open_run(
    tx: Connection, run_id: UUID, year: int, rule_set: str, versions: list[str], actor: str, now: datetime
) -> str:
    """The job as JSON text. A second run of the year breaks `one_measure_run_of_a_year_at_a_time`."""
    job: str = await tx.fetchval(OPEN, run_id, year, rule_set, versions, actor, now)
    return job


async def claim_run(tx: Connection) -> Any:
    """The oldest run that no other process works on, locked until the transaction ends."""
    return await tx.fetchrow(CLAIM)


async def prepare_run(tx: Connection, run_id: UUID) -> None:
    """A run looks at the members that were known when it began."""
    await tx.execute(PREPARE, run_id)


async def members_from(tx: Connection, first: int, last: int, most: int) -> Any:
    """Row of `first`, `last` and `members`: the next members of a run; `members` is 0 when none is left."""
    return await tx.fetchrow(MEMBERS_FROM, first, last, most)


async def advance_run(tx: Connection, run_id: UUID, members: int, next_number: int) -> None:
    await tx.execute(
        "update measure_runs set done = done + $2, next_number = $3 where id = $1", run_id, members, next_number
    )


async def finish_run(tx: Connection, run_id: UUID, now: datetime) -> dict[str, Any]:
    """The totals by version."""
    totals: dict[str, Any] = await tx.fetchval(FINISH, run_id, now)
    return totals


async def run_of(reading: Reading, run_id: UUID) -> str | None:
    """The job as JSON text."""
    row = await reading.fetchrow(f"select {JOB}::text as body from measure_runs where id = $1", run_id)
    return row["body"] if row else None


async def last_run(reading: Reading, year: int) -> Any:
    """Row of `id`, `finished_at` and `totals` by version; None before the first run of the year is finished."""
    return await reading.fetchrow(LAST_FINISHED, year)


async def members_behind(
    reading: Reading, *, year: int, version: str, part: str | None, numerator: str, after: int | None, limit: int
) -> list[Any]:
    """Up to `limit + 1` rows of `number` and `item`, from the last finished run."""
    arguments = access_arguments(reading.caller, reading.request_id)
    return await reading.search(MEMBERS, *arguments, year, version, after, part, numerator, limit + 1)
