"""Reading screenings and what they found."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.screening_repository import JOB
from casemanagement.persistence.visibility import sight_of
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.identity import Caller, Role
from shared.runtime.work import Reading, Work

# Of one member the counts are those of the results that the reader may see; over a population they name nobody.
FOUND = """
jsonb_build_object('found', case when s.member_id is null or $2 then s.found else coalesce((
    select jsonb_object_agg(seen.name, seen.n) from (
        select f.name, f.n::integer - (select count(*) from screening_results r where r.screening_id = s.id
                                       and r.confidential and r.disposition = f.name) as n
        from jsonb_each_text(s.found) as f(name, n)) as seen
    where seen.n > 0), '{}') end)
"""
READ_JOB = f"select ({JOB} || {FOUND})::text as item from screenings s where s.id = $1"
RESULTS = f"""
with found as materialized (
    select r.member_id as id, r.member_id, r.program, r.outcome, r.level, r.eligible_on, r.excluded, r.disposition,
           r.episode_id, r.detail, e.number
    from screening_results r left join episodes e on e.id = r.episode_id
    where r.screening_id = $5 and (not r.confidential or $6) and ($7::text is null or r.program = $7)
      and ($8::text is null or r.disposition = $8) and ($9::uuid is null or (r.member_id, r.program) > ($9, $10))
    order by r.member_id, r.program limit $11
), {access_log("screening_result")}
select member_id, program, (detail || jsonb_build_object(
    'member_id', member_id, 'program', program, 'outcome', outcome, 'level', level, 'eligible_on', eligible_on,
    'excluded', excluded, 'disposition', disposition, 'case_id', episode_id, 'case_number', number))::text as item
from found order by member_id, program
"""


async def job_of(reading: Reading, screening_id: UUID) -> str | None:
    """The job as JSON; None when there is none."""
    row = await reading.fetchrow(READ_JOB, screening_id, _counts_all(reading.caller))
    return row["item"] if row else None


async def job_shown(work: Work, screening_id: UUID) -> str:
    """The job as JSON to who began it."""
    item: str = await work.tx.fetchval(READ_JOB, screening_id, _counts_all(work.caller))
    return item


def _counts_all(caller: Caller) -> bool:
    """A count opens nothing: the role is enough, without a reason."""
    return caller.has(Role.CONFIDENTIAL, Role.SERVICE)


async def results_of(
    reading: Reading,
    screening_id: UUID,
    program: str | None,
    disposition: str | None,
    after: tuple[UUID | None, str | None],
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` results by member and program, logged.

    Confidential ones are there for the role `confidential` when the reader gave a reason.
    """
    return await reading.search(
        RESULTS,
        *access_arguments(reading.caller, reading.request_id),
        screening_id,
        sight_of(reading)[0],
        program,
        disposition,
        *after,
        limit + 1,
    )
