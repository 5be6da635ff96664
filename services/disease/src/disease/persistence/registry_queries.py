"""The registry for reading, and one member in it with all that explains the tier."""

from datetime import date
from typing import Any
from uuid import UUID

from disease.persistence.facts_queries import MEMBER_FACTS
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where
from shared.runtime.work import Reading

OVERRIDE = """case when r.override_tier is not null then json_build_object('tier', r.override_tier,
    'reason', r.override_reason, 'by', r.override_by, 'since', r.override_since, 'until', r.override_until) end"""


def in_force(today: str) -> str:
    """SQL of the tier that holds on a day: a nurse's own until it expires, else the assigned one."""
    return (
        f"case when {today} between r.override_since and r.override_until then r.override_tier else r.assigned_tier end"
    )


LIST = f"""
with found as materialized (
    select m.id, m.id as member_id, r.member, json_build_object('member_id', m.id, 'medicaid_id', m.medicaid_id,
        'given_name', m.given_name, 'family_name', m.family_name, 'birth_date', m.birth_date, 'disease', r.disease,
        'computed_tier', r.computed_tier, 'assigned_tier', r.assigned_tier, 'tier', {in_force("$5::date")},
        'assigned_since', r.assigned_since, 'override', {OVERRIDE}, 'excluded', r.excluded,
        'identified_since', r.identified_since, 'as_of', r.as_of, 'rule_set', r.rule_set, 'run_id', r.run_id,
        'rules', r.rules)::text as item
    from registry r join members m on m.number = r.member
    where r.identified and {{where}} order by r.member, r.disease limit {{most}}
), {access_log("member")}
select member, item from found order by member
"""
# The kept standing of the registry's day, and the facts as they are now told for that day.
PROFILE = f"""
with found as materialized (
    select m.id, m.id as member_id, m.number, m.birth_date, json_build_object(
        'as_of', day.as_of, 'facts', {MEMBER_FACTS.format(as_of="day.as_of")},
        'diseases', (
            select json_object_agg(r.disease, json_build_object('identified', r.identified, 'excluded', r.excluded,
                'computed_tier', r.computed_tier, 'assigned_tier', r.assigned_tier, 'tier', {in_force("$6::date")},
                'assigned_since', r.assigned_since, 'lower_since', r.lower_since, 'override', {OVERRIDE},
                'as_of', r.as_of, 'rule_set', r.rule_set, 'run_id', r.run_id, 'inputs', kept.inputs))
            from registry r left join lateral (
                select s.inputs from stratifications s where s.member = r.member and s.disease = r.disease
                and s.as_of = r.as_of and s.rule_set = r.rule_set order by s.recorded_at desc limit 1
            ) kept on true
            where r.member = m.number)) as profile
    from members m cross join lateral (
        select coalesce(max(r.as_of), $6::date) as as_of from registry r where r.member = m.number) day
    where m.id = $5
), {access_log("member")}
select profile from found
"""


async def registry(
    reading: Reading, *, disease: str, tier: str | None, after: int | None, limit: int, today: date
) -> list[Any]:
    """Up to `limit + 1` rows of `member` and `item` (JSON text), in the order in which members became known."""
    where = Where(*access_arguments(reading.caller, reading.request_id), today)
    where.add("r.disease = {}", disease)
    where.add("r.member > {}", after)
    if tier is not None:
        where.add("r.assigned_tier = {}::tier or r.override_tier = {}::tier", tier, tier)
        where.add(f"{in_force('$5::date')} = {{}}::tier", tier)
    most = where.argument(limit + 1)
    return await reading.search(LIST.format(where=where, most=most), *where.arguments)


async def profile(reading: Reading, member_id: UUID, today: date) -> dict[str, Any] | None:
    """`as_of`, `facts` and by disease what the registry and its last run say; None for a member not known."""
    row = await reading.fetchrow(PROFILE, *access_arguments(reading.caller, reading.request_id), member_id, today)
    found: dict[str, Any] | None = row["profile"] if row else None
    return found
