"""Exports for reading: batches, entries in the order of their batches, and the work list."""

from datetime import datetime
from typing import Any

from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading

ENTRY = """
e.record || jsonb_build_object(
    'control_number', e.control_number, 'place', e.place, 'kind', e.kind, 'recorded_at', e.recorded_at,
    'corrects', case when o.id is not null then
        jsonb_build_object('control_number', o.control_number, 'place', o.place) end)
"""
STATUS = "jsonb_build_object('status', e.status, 'reason', e.reason, 'acknowledged_at', e.acknowledged_at)"
FOUND = """
with entries as materialized (
    select e.* from exports e where {condition} order by {order} limit {most}
), found as (select authorization_id as id, member_id from entries), {log}
"""
SINCE = f"""
{
    FOUND.format(
        condition="e.control_number is not null and ($5::bigint is null or (e.control_number, e.place) > ($5, $6))",
        order="e.control_number, e.place",
        most="$7",
        log=access_log("authorization"),
    )
}
select e.control_number, e.place, {ENTRY} as item
from entries e left join exports o on o.id = e.corrects order by e.control_number, e.place
"""
OF_BATCH = f"""
{FOUND.format(condition="e.control_number = $5", order="e.place", most="all", log=access_log("authorization"))}
select {ENTRY} || {STATUS} as item from entries e left join exports o on o.id = e.corrects order by e.place
"""
BATCH = """
select b.control_number, b.entries, b.sealed_at,
       (select jsonb_object_agg(s.status, s.count) from (
            select e.status, count(*) as count from exports e where e.control_number = b.control_number
            group by e.status) s) as statuses
from export_batches b
"""
UNSETTLED = f"""
{
    FOUND.format(
        condition="(e.status = 'rejected' or (e.status = 'ready' and e.recorded_at < $5) "
        "or (e.status = 'sent' and e.acknowledged_at < $6)) and ($7::bigint is null or e.id > $7)",
        order="e.id",
        most="$8",
        log=access_log("authorization"),
    )
}
select e.id, e.status, coalesce(e.acknowledged_at, e.recorded_at) as since, e.reason, e.record->>'number' as number,
       {ENTRY} || {STATUS} as item
from entries e left join exports o on o.id = e.corrects order by e.id
"""


async def entries_since(reading: Reading, control_number: int | None, place: int | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `control_number, place, item` (a dict), in the order in which batches were sealed."""
    access = access_arguments(reading.caller, reading.request_id)
    return await reading.search(SINCE, *access, control_number, place, limit + 1)


async def entries_of(reading: Reading, control_number: int) -> list[dict[str, Any]]:
    access = access_arguments(reading.caller, reading.request_id)
    return [row["item"] for row in await reading.fetch(OF_BATCH, *access, control_number)]


async def batch(reading: Reading, control_number: int) -> Any:
    """Row of `control_number, entries, sealed_at, statuses`, or None."""
    return await reading.fetchrow(f"{BATCH} where b.control_number = $1", control_number)


async def batches(reading: Reading, before: int | None, limit: int) -> list[Any]:
    """Up to `limit + 1` of the same rows, newest first."""
    where = "where $1::bigint is null or b.control_number < $1"
    return await reading.search(f"{BATCH} {where} order by b.control_number desc limit $2", before, limit + 1)


async def unsettled(
    reading: Reading, ready_before: datetime, sent_before: datetime, after: int | None, limit: int
) -> list[Any]:
    """Up to `limit + 1` rows of `id, status, since, reason, number, item` to look into, oldest first."""
    access = access_arguments(reading.caller, reading.request_id)
    return await reading.search(UNSETTLED, *access, ready_before, sent_before, after, limit + 1)
