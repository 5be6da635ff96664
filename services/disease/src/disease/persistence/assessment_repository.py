"""Health risk assessments: kept as they were held, and as facts for the tier rules."""

from typing import Any
from uuid import UUID

from shared.runtime.audit import access_arguments, access_log
from shared.runtime.database import Connection
from shared.runtime.work import Reading

MEMBER = """
select m.birth_date, m.deceased_on, (
    select coalesce(jsonb_agg(h.answers order by h.completed_on, h.id), '[]') from health_assessments h
    where h.member_id = m.id and h.completed_on between $2 and $3
) as earlier
from members m where m.id = $1
"""

_COLUMNS = (
    "id, member_id, instrument, instrument_version, disease, rule_set, completed_on, valid_until, via, language, "
    "answers, refused, unknown, reused, complete, score, taken_by, recorded_at"
)

KEEP = f"""
with kept as (
    insert into health_assessments ({_COLUMNS})
    select {", ".join(f"given.{name}" for name in _COLUMNS.split(", "))}
    from jsonb_populate_record(null::health_assessments, $1) given
    returning *
), read as (
    insert into assessments (member, instrument, completed_on, answers, changed_at, source, source_id)
    select m.number, kept.instrument, kept.completed_on, $2, kept.recorded_at, 'harmony', kept.id::text
    from kept join members m on m.id = kept.member_id
)
select to_jsonb(kept)::text as item from kept
"""

LIST = f"""
with found as materialized (
    select h.* from health_assessments h
    where h.member_id = $5 and ($6::uuid is null or h.id < $6) order by h.id desc limit $7
), {access_log("health_assessment")}
select id, to_jsonb(found)::text as item from found order by id desc
"""


async def member_and_answers(tx: Connection, member_id: UUID, first: Any, last: Any) -> Any:
    """Row of `birth_date`, `deceased_on` and `earlier`, the answers of those days in their order; None for nobody."""
    return await tx.fetchrow(MEMBER, member_id, first, last)


async def keep_assessment(tx: Connection, assessment: dict[str, Any], answers: dict[str, Any]) -> str:
    """`answers` are those for the tier rules. The stored row as JSON text."""
    item: str = await tx.fetchval(KEEP, assessment, answers)
    return item


async def assessments_of(reading: Reading, member_id: UUID, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    arguments = access_arguments(reading.caller, reading.request_id)
    return await reading.fetch(LIST, *arguments, member_id, before, limit + 1)


async def is_known(reading: Reading, member_id: UUID) -> bool:
    return await reading.fetchrow("select from members where id = $1", member_id) is not None
