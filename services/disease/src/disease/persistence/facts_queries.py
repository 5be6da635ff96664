"""Facts of members as `MemberFacts`, gathered by the database: one statement per page, whatever is known of whom."""

from datetime import date
from typing import Any
from uuid import UUID

from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading
from shared.schema.member_facts import MOST

CODE = "json_build_object('system', {0}.system, 'code', {0}.code)"


def _newest(table: str, day: str) -> str:
    """A member's facts of a kind, as many as the body of the dry runs may hold."""
    return f"(select * from {table} where member = m.number order by {day} desc, source_id desc limit {MOST}) f"


# One of several pregnancies is told: what still runs before what ended, then the latest.
MEMBER_FACTS = f"""
json_build_object(
    'as_of', {{as_of}}::date,
    'member', json_build_object(
        'birth_date', m.birth_date, 'sex', m.sex, 'deceased_on', m.deceased_on,
        'coverage', (
            select coalesce(json_agg(json_build_object('start', span->'start', 'end', span->'end',
                'pharmacy', span->'pharmacy') order by place), '[]')
            from jsonb_array_elements(m.coverage) with ordinality as spans(span, place)),
        'flags', (select coalesce(json_agg(distinct f.flag), '[]') from member_flags f where f.member = m.number)),
    'conditions', (
        select coalesce(json_agg(json_build_object('system', c.system, 'code', c.code, 'recorded_on', f.recorded_on)
            order by f.recorded_on, f.source_id, f.source), '[]')
        from {_newest("conditions", "recorded_on")} join codes c on c.id = f.code),
    'observations', (
        select coalesce(json_agg(json_build_object('system', c.system, 'code', c.code, 'value', f.value::text,
            'unit', f.unit, 'comparator', f.comparator, 'specimen', f.specimen, 'observed_on', f.observed_on)
            order by f.observed_on, f.source_id, f.source), '[]')
        from {_newest("observations", "observed_on")} join codes c on c.id = f.code),
    'encounters', (
        select coalesce(json_agg(json_build_object('class', f.class, 'start', f."start", 'end', f."end",
            'principal', case when c.id is not null then {CODE.format("c")} end,
            'diagnoses', (
                select coalesce(json_agg({CODE.format("d")} order by place), '[]')
                from unnest(f.diagnoses) with ordinality as named(id, place) join codes d using (id)),
            'icu', f.icu) order by f."start", f.source_id, f.source), '[]')
        from {_newest("encounters", '"start"')} left join codes c on c.id = f.principal),
    'medications', (
        select coalesce(json_agg(json_build_object('system', c.system, 'code', c.code, 'class', f.given_class,
            'dispensed_on', f.dispensed_on, 'days_supply', f.days_supply, 'units', f.units)
            order by f.dispensed_on, f.source_id, f.source), '[]')
        from {_newest("medications", "dispensed_on")} join codes c on c.id = f.code),
    'pregnancy', (
        select json_build_object('estimated_due_date', f.estimated_due_date, 'risks', f.risks,
            'noticed_on', f.noticed_on, 'ended_on', f.ended_on)
        from pregnancies f where f.member = m.number
        order by coalesce(f.ended_on > {{as_of}}::date, true) desc,
            coalesce(f.estimated_due_date, f.noticed_on) desc nulls last, f.source_id, f.source limit 1),
    'assessments', (
        select coalesce(json_agg(json_build_object('instrument', f.instrument, 'completed_on', f.completed_on,
            'answers', f.answers) order by f.completed_on, f.source_id, f.source), '[]')
        from {_newest("assessments", "completed_on")} ))
"""

PAGE = f"""
with found as materialized (
    select id, id as member_id,
        json_build_object('member_id', m.id, 'facts', {MEMBER_FACTS.format(as_of="$5")})::text as item
    from members m where {{condition}} order by m.id limit $6
), {access_log("facts")}
select id, item from found order by id
"""


async def facts_after(reading: Reading, as_of: date, after: UUID | None, limit: int) -> list[Any]:
    """Up to `limit` rows of `id` and `item` (JSON text), members in the order of their ids."""
    arguments = (*access_arguments(reading.caller, reading.request_id), as_of, limit)
    if after is None:
        return await reading.fetch(PAGE.format(condition="true"), *arguments)
    return await reading.fetch(PAGE.format(condition="m.id > $7"), *arguments, after)


async def facts_of(reading: Reading, as_of: date, member_id: UUID) -> list[Any]:
    """One row of `id` and `item`, none for a member that is not known."""
    arguments = (*access_arguments(reading.caller, reading.request_id), as_of, 1, member_id)
    return await reading.fetch(PAGE.format(condition="m.id = $7"), *arguments)
