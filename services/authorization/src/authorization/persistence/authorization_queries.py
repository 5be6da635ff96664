"""Issued authorizations for reading: one statement each, the access logged in the same statement."""

from datetime import date
from typing import Any
from uuid import UUID

from authorization.persistence.visibility import scopes, visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where, newest_first
from shared.runtime.work import Reading

AS_JSON = """
jsonb_build_object(
    'number', f.number, 'request_id', f.request_id, 'decision_id', f.decision_id, 'line_id', f.line_id,
    'plan_id', f.plan_id, 'agency', f.agency, 'member_id', f.member_id, 'medicaid_id', f.medicaid_id,
    'provider_id', f.provider_id, 'service_code', f.service_code, 'modifiers', f.modifiers, 'units', f.units,
    'frequency', f.frequency, 'start', f."start", 'end', coalesce(f.ended_on, f."end"), 'issued_end', f."end",
    'status', case when f.replaced_by is not null then 'replaced' when f.ended_on is not null then 'ended'
                   else 'active' end,
    'replaced_by', f.replaced_by, 'issued_at', f.issued_at,
    'first_delivered_on', f.first_delivered_on, 'delivered_through', f.delivered_through,
    'units_authorized', coalesce(f.ended_total, f.total), 'units_used', f.used,
    'units_remaining', case when f.replaced_by is null then greatest(coalesce(f.ended_total, f.total) - f.used, 0)
                            else 0 end)
"""

ONE = f"""
with found as materialized (
    select * from authorizations a where a.number = $5 and {visible("a", 6, to_providers=True)}
), {access_log("authorization")}
select f.version, {AS_JSON} as body, f.issued_at, f.replaced_by, f."start", coalesce(f.ended_on, f."end") as "end",
       coalesce(f.ended_total, f.total) as total, f.used, f.delivered_through,
       array_to_string(f.service_code || f.modifiers, '-') as service
from found f
"""


async def authorization(reading: Reading, number: str) -> Any:
    """Row of `version`, `body` (a dict) and what the pace of use is judged by, or None."""
    caller = reading.caller
    return await reading.fetchrow(ONE, *access_arguments(caller, reading.request_id), number, *visibility(caller))


async def authorizations(
    reading: Reading,
    *,
    member_id: UUID | None,
    medicaid_id: str | None,
    provider_id: str | None,
    service_code: str | None,
    on: date | None,
    plan_id: UUID | None,
    request_id: UUID | None,
    before: UUID | None,
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first. `on` is a day on which the service may be delivered."""
    caller = reading.caller
    where = Where(*access_arguments(caller, reading.request_id))
    where.add("p.member_id = {}", member_id)
    where.add("p.medicaid_id = {}", medicaid_id)
    where.add("p.provider_id = {}", provider_id)
    where.add("p.service_code = {}", service_code)
    where.add('p.replaced_by is null and {} between p."start" and coalesce(p.ended_on, p."end")', on)
    where.add("p.plan_id = {}", plan_id)
    where.add("p.request_id = {}", request_id)
    where.add("p.id < {}", before)
    select = f"select p.* from authorizations p where {where}"
    found = newest_first(select, scopes(caller, where, "p", to_providers=True), where, limit)
    statement = f"""
    with found as materialized ({found}), {access_log("authorization")}
    select f.id, {AS_JSON}::text as item from found f order by f.id desc
    """
    return await reading.search(statement, *where.arguments)
