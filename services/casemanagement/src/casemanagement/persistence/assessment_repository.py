"""Assessments with their factors, for changing and for reading."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.visibility import explained_log, reason_given, sight_of, visible
from shared.runtime.audit import access_arguments
from shared.runtime.database import Connection
from shared.runtime.where import Where
from shared.runtime.work import Reading

FACTORS = """(select coalesce(jsonb_object_agg(f.code, to_jsonb(f) - 'assessment_id'), '{}')
    from assessment_factors f where f.assessment_id = a.id)"""
WHOLE = f"(to_jsonb(a) || jsonb_build_object('factors', {FACTORS}))"

ASSESSMENT = f"select {WHOLE} from assessments a where a.episode_id = e.id and a.id = $2"
SHOW = f"""
select a.version, {WHOLE} as body, e.eligible_at from assessments a join episodes e on e.id = a.episode_id
where a.id = $1
"""
ONE = f"""
with found as materialized (
    select a.*, e.eligible_at from assessments a join episodes e on e.id = a.episode_id
    where a.id = $5 and e.id = $6 and {visible("e", 7)}
), {explained_log("assessment", "$10")}
select a.version, {WHOLE} - 'eligible_at' as body, a.eligible_at from found a
"""


async def assessment_shown(tx: Connection, assessment_id: UUID) -> Any:
    return await tx.fetchrow(SHOW, assessment_id)


async def assessment_read(reading: Reading, case_id: UUID, assessment_id: UUID) -> Any:
    """Row of `version`, `body` and `eligible_at`, or None."""
    access = access_arguments(reading.caller, reading.request_id)
    return await reading.fetchrow(ONE, *access, assessment_id, case_id, *sight_of(reading), reason_given(reading))


async def assessments_read(reading: Reading, case_id: UUID, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id`, `body` and `eligible_at`, newest first."""
    where = Where(*access_arguments(reading.caller, reading.request_id), *sight_of(reading))
    where.add("e.id = {}", case_id)
    where.add("a.id < {}", before)
    most, reason = where.argument(limit + 1), where.argument(reason_given(reading))
    return await reading.search(
        f"""
        with found as materialized (
            select a.*, e.eligible_at from assessments a join episodes e on e.id = a.episode_id
            where {where} and {visible("e", 5)} order by a.id desc limit {most}
        ), {explained_log("assessment", reason)}
        select a.id, {WHOLE} - 'eligible_at' as body, a.eligible_at from found a order by a.id desc
        """,
        *where.arguments,
    )
