"""Jobs of new rates: batch by batch over the plans with a running line of the service."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from plans.domain.stored_plan import StoredPlan
from plans.persistence.plan_repository import LINE_COLUMNS, LINE_TYPES, WHOLE_PLAN, Loaded, loaded_from_row
from shared.runtime.database import Connection
from shared.runtime.work import Reading, Work

Json = dict[str, Any]
PLANS_PER_BATCH = 100

AFFECTED = """l.line_key = $1 and l.status = 'authorized' and l.frequency <> 'one_time' and l."start" < $2
    and greatest(l."end", (l.authorized->>'end')::date) >= $2"""
JOB = """jsonb_build_object('id', id, 'service_key', service_key, 'effective', effective, 'dry_run', dry_run,
    'status', status, 'done', done, 'total', total, 'outcomes', outcomes, 'started_at', started_at,
    'finished_at', finished_at, 'error', error)"""

OPEN = f"""
insert into rate_changes (id, service_key, effective, dry_run, status, actor, roles, total, started_at)
select $3, $1, $2, $4, 'running', $5, $6, (select count(*) from plan_lines l where {AFFECTED}), $7
returning {JOB} as job
"""
# The job is locked with its batch: two processes never work on one job at the same time.
CLAIM = """
select id, service_key, effective, dry_run, after_plan, actor, roles from rate_changes
where status = 'running' order by id limit 1 for update skip locked
"""
NEXT_PLANS = f"""
select p.id from service_plans p
where p.id in (
    select l.plan_id from plan_lines l join service_plans open on open.id = l.plan_id and open.status <> 'closed'
    where {AFFECTED} and ($3::uuid is null or l.plan_id > $3) order by l.plan_id limit {PLANS_PER_BATCH})
order by p.id for update
"""
LOAD_PLANS = f"select {WHOLE_PLAN} from service_plans p where p.id = any($1) order by p.id"
KEEP = f"""
with given as materialized (
    select e.snapshot, e.snapshot::jsonb as plan, (e.snapshot->>'id')::uuid as id
    from json_array_elements($1) e(snapshot)
), plans as (
    update service_plans p set version = (given.plan->>'version')::integer, updated_at = $2,
        suspensions = given.plan->'suspensions'
    from given where p.id = given.id
), lines as (
    insert into plan_lines (id, plan_id, member_id, position, line_key, overlap_from, {LINE_COLUMNS})
    select l.id, given.id, (given.plan->>'member_id')::uuid, l.position,
        array_to_string(array_prepend(service_code, modifiers), '-'), l."start", {LINE_COLUMNS}
    from given, rows from (
        jsonb_to_recordset(given.plan->'lines') as ({LINE_TYPES})
    ) with ordinality as l(id, {LINE_COLUMNS}, position)
    where l.id = any($3)
    on conflict (id) do update set "end" = excluded."end", total = excluded.total, cost = excluded.cost,
        status = excluded.status, authorized = excluded.authorized
)
insert into plan_versions (plan_id, version, recorded_at, action, actor, roles, status, snapshot)
select given.id, (given.plan->>'version')::integer, $2, 'rate_changed', $4, $5, given.plan->>'status', given.snapshot
from given
"""
RECORD = """
with given as (
    select * from jsonb_to_recordset($2)
        as g(line_id uuid, plan_id uuid, outcome text, total integer, cost numeric, parts jsonb, reason text)
), kept as (
    insert into rate_change_lines (rate_change_id, line_id, plan_id, outcome, total, cost, parts, reason)
    select $1, line_id, plan_id, outcome, total, cost, parts, reason from given
), counted as (
    select coalesce(jsonb_object_agg(outcome, lines), '{}') as outcomes, coalesce(sum(lines), 0)::integer as lines
    from (select outcome, count(*) as lines from given group by outcome) by_outcome
)
update rate_changes r set done = r.done + counted.lines, after_plan = $3,
    outcomes = r.outcomes || coalesce((
        select jsonb_object_agg(key, value::integer + coalesce((r.outcomes->>key)::integer, 0))
        from jsonb_each_text(counted.outcomes)), '{}')
from counted where r.id = $1
"""
LINES = """
select line_id, jsonb_build_object('line_id', line_id, 'plan_id', plan_id, 'outcome', outcome, 'total', total,
    'cost', cost::text, 'parts', parts, 'reason', reason)::text as item
from rate_change_lines
where rate_change_id = $1 and ($2::text is null or outcome = $2) and ($3::uuid is null or line_id > $3)
order by line_id limit $4
"""


async def open_job(work: Work, key: str, effective: date, *, dry_run: bool) -> Json:
    row = await work.tx.fetchrow(
        OPEN, key, effective, work.new_id(), dry_run, work.caller.subject, sorted(work.caller.roles), work.now
    )
    job: Json = row["job"]
    return job


async def claim(tx: Connection) -> Any:
    """The oldest job that no other process works on, locked until this transaction ends."""
    return await tx.fetchrow(CLAIM)


async def next_plans(tx: Connection, job: Any) -> list[Loaded]:
    """The next plans with an affected line, locked; none when the job is done."""
    locked = await tx.fetch(NEXT_PLANS, job["service_key"], job["effective"], job["after_plan"])
    if not locked:
        return []
    return [loaded_from_row(row) for row in await tx.fetch(LOAD_PLANS, [row["id"] for row in locked])]


async def keep_split_plans(work: Work, job: Any, plans: Sequence[StoredPlan], line_ids: Sequence[UUID]) -> None:
    """Each plan as its next version, with the lines of these ids new or shortened."""
    await work.tx.execute(KEEP, plans, work.now, line_ids, job["actor"], job["roles"])


async def record_lines(tx: Connection, job_id: UUID, lines: Sequence[Json], after_plan: UUID) -> None:
    await tx.execute(RECORD, job_id, lines, after_plan)


async def end_job(tx: Connection, job_id: UUID) -> None:
    await tx.execute("update rate_changes set status = 'finished', finished_at = now() where id = $1", job_id)


async def job(reading: Reading, job_id: UUID) -> str | None:
    """The job as JSON text."""
    row = await reading.fetchrow(f"select {JOB}::text as body from rate_changes where id = $1", job_id)
    return row["body"] if row else None


async def lines_of(reading: Reading, job_id: UUID, outcome: str | None, after: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `line_id` and `item`."""
    return await reading.search(LINES, job_id, outcome, after, limit + 1)
