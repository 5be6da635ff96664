"""Reports of delivered units for reading."""

from typing import Any
from uuid import UUID

from authorization.persistence.visibility import visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading, Work

REPORT = """
jsonb_build_object(
    'report_id', u.report_id, 'number', a.number, 'units', u.units, 'reported_by', u.reported_by,
    'recorded_at', u.recorded_at,
    'corrects', (select o.report_id from utilization_reports o where o.id = u.corrects),
    'corrected_by', (select c.report_id from utilization_reports c where c.corrects = u.id),
    'days', (select jsonb_agg(jsonb_build_object('delivered_on', d.delivered_on, 'units', d.units)
                              order by d.delivered_on)
             from utilization_days d where d.utilization_id = u.id))
"""
ONE = f"""
select {REPORT} as body from utilization_reports u join authorizations a on a.id = u.authorization_id where u.id = $1
"""
LIST = f"""
with found as materialized (
    select a.id, a.member_id from authorizations a where a.number = $5 and {visible("a", 6, to_providers=True)}
), {access_log("authorization")}
select u.id, {REPORT}::text as item
from found join authorizations a on a.id = found.id join utilization_reports u on u.authorization_id = a.id
where $11::uuid is null or u.id < $11
order by u.id desc limit $12
"""


async def report_shown(work: Work, utilization_id: UUID) -> dict[str, Any]:
    """A report as kept, in the transaction of the change."""
    body: dict[str, Any] = await work.tx.fetchval(ONE, utilization_id)
    return body


async def reports_of(reading: Reading, number: str, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first; none for an authorization the caller may not see."""
    caller = reading.caller
    access = access_arguments(caller, reading.request_id)
    return await reading.search(LIST, *access, number, *visibility(caller), before, limit + 1)
