"""Screenings as jobs, the members they touch, and their results: a page of members at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.episode import Episode
from casemanagement.domain.member import Member
from casemanagement.persistence.member_repository import EPISODES, member_of
from shared.runtime.database import Connection

JOB = """
jsonb_build_object('id', s.id, 'scope', s.scope, 'member_id', s.member_id, 'as_of', s.as_of, 'rule_set', s.rule_set,
    'status', s.status, 'done', s.done, 'total', s.total, 'found', s.found, 'waiting_for', s.waiting_for,
    'started_at', s.started_at, 'finished_at', s.finished_at, 'error', s.error)
"""
CREATE = f"""
with s as (
    insert into screenings (id, scope, member_id, as_of, rule_set, status, total, requested_by, started_at, next_at)
    select $1, $2, $3, $4, $5, 'running',
           case when $3::uuid is null then (select count(*) from members) else 1 end, $6, $7, $8
    on conflict (as_of) where requested_by = 'service:nightly-screening' do nothing
    returning *
)
select {JOB}::text as item from s
"""
# Taken for a while: whoever is killed meanwhile leaves it to the next one after that.
CLAIM = """
update screenings s set next_at = $1 + make_interval(secs => $2)
where s.id = (select id from screenings where status = 'running' and next_at <= $1
              order by next_at, id limit 1 for update skip locked)
returning s.id, s.scope, s.member_id, s.as_of, s.rule_set, s.last_member
"""
LOCK = """
select m.id from members m
where m.id = any($1) and (m.id = any($2) or exists (
    select from episodes e where e.member_id = m.id and e.open
    and (e.provisional or m.id = any($3) and e.program in ('lead', 'prenatal', 'high_risk_obstetrics'))))
order by m.id for update
"""
SUBJECTS = """
select to_jsonb(m) as member,
       coalesce((select jsonb_agg(to_jsonb(e) order by e.created_at, e.id) from episodes e
                 where e.member_id = m.id), '[]') as episodes,
       array(select o.scope from opt_outs o
             where o.member_id = m.id and o.revoked_at is null and o.effective_on <= $2) as scopes_left
from members m where m.id = any($1)
"""
RESULTS = (
    "screening_id, member_id, program, outcome, level, eligible_on, excluded, disposition, episode_id, confidential, "
    "detail"
)
KEEP = f"""
insert into screening_results ({RESULTS})
select {RESULTS} from jsonb_populate_recordset(null::screening_results, $1)
on conflict do nothing
"""
ADVANCE = f"""
with s as (
    update screenings set done = done + $2, last_member = $3, waiting_for = null, next_at = $4,
        found = (select coalesce(jsonb_object_agg(name, n), '{{}}') from (
            select name, sum(n::integer) as n
            from (select * from jsonb_each_text(found) union all select * from jsonb_each_text($5)) as counted(name, n)
            group by name) as counts),
        status = case when $6 then 'finished' else status end, finished_at = case when $6 then $4::timestamptz end
    where id = $1 returning *
)
select {JOB}::text as item from s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A member with all episodes, and the scopes of the opt-outs that are in effect."""

    member: Member
    episodes: tuple[Episode, ...]
    scopes_left: frozenset[str]


async def create_job(
    tx: Connection,
    screening_id: UUID,
    member_id: UUID | None,
    as_of: date,
    rule_set: str,
    requested_by: str,
    now: datetime,
    next_at: datetime,
) -> str | None:
    """The job as JSON, of the population without a member; None when the screening of that night has begun before."""
    scope = "population" if member_id is None else "member"
    item: str | None = await tx.fetchval(
        CREATE, screening_id, scope, member_id, as_of, rule_set, requested_by, now, next_at
    )
    return item


async def claim_job(tx: Connection, now: datetime, seconds: float) -> Any:
    """A job that is due, held for so many seconds; None when there is none."""
    return await tx.fetchrow(CLAIM, now, seconds)


async def still_there(tx: Connection, screening_id: UUID, last_member: UUID | None) -> bool:
    """Lock the job; whether it runs and nobody else has kept the page meanwhile."""
    found: bool | None = await tx.fetchval(
        "select last_member is not distinct from $2 and status = 'running' from screenings where id = $1 for update",
        screening_id,
        last_member,
    )
    return bool(found)


async def wait_for(tx: Connection, screening_id: UUID, neighbour: str, until: datetime) -> None:
    await tx.execute(
        "update screenings set waiting_for = $2, next_at = $3 where id = $1 and status = 'running'",
        screening_id,
        neighbour,
        until,
    )


async def fail_job(tx: Connection, screening_id: UUID, error: str, now: datetime) -> None:
    await tx.execute(
        "update screenings set status = 'failed', error = $2, finished_at = $3 where id = $1 and status = 'running'",
        screening_id,
        error,
        now,
    )


async def subjects_for_update(
    tx: Connection, page: Sequence[UUID], found: Sequence[UUID], over: Sequence[UUID], today: date
) -> dict[UUID, Subject]:
    """Of the members of the page those for whom something was found or is provisional, locked in the order of ids.

    And those of `over`, whose condition has ended, when a case that it concerns may be open. They are read after they
    were locked, so that what is read was committed before.
    """
    locked = [row["id"] for row in await tx.fetch(LOCK, list(page), list(found), list(over))]
    rows = await tx.fetch(SUBJECTS, locked, today)
    subjects = (
        Subject(
            member=member_of(row["member"]),
            episodes=EPISODES.validate_python(row["episodes"]),
            scopes_left=frozenset(row["scopes_left"]),
        )
        for row in rows
    )
    return {subject.member.id: subject for subject in subjects}


async def keep_results(tx: Connection, results: Sequence[dict[str, Any]]) -> None:
    await tx.execute(KEEP, list(results))


async def advance_job(
    tx: Connection,
    screening_id: UUID,
    done: int,
    last_member: UUID | None,
    now: datetime,
    found: dict[str, int],
    *,
    finished: bool,
) -> str:
    """The job as JSON, with the page counted."""
    item: str = await tx.fetchval(ADVANCE, screening_id, done, last_member, now, found, finished)
    return item
