"""Referrals for reading: one statement each, the access logged in the same statement."""

from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.persistence.referral_repository import seen, sight
from casemanagement.persistence.visibility import visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where
from shared.runtime.work import Reading, Work

BODY = """
to_jsonb(found) - array['sender_agency', 'episode_id', 'shows_case', 'shows_link'] || jsonb_build_object(
    'status', case when found.status = 'linked' and not found.shows_link then 'waiting' else found.status end,
    'case', case when found.shows_case then (
        select jsonb_build_object('id', e.id, 'number', e.number, 'state', e.state, 'program', e.program)
        from episodes e where e.id = found.episode_id) end)
"""
ONE = f"""
with found as materialized (
    select r.*, exists (select from episodes e where e.id = r.episode_id and {visible("e", 6)}) as shows_case,
           $6::boolean or not r.confidential as shows_link
    from referrals r where r.id = $5 and {seen("r", 9)}
), {access_log("referral")}
select version, {BODY} as body from found
"""
SHOW = f"""
with found as materialized (
    select r.*, exists (select from episodes e where e.id = r.episode_id and {visible("e", 2)}) as shows_case,
           $2::boolean or not r.confidential as shows_link
    from referrals r where r.id = $1
)
select version, {BODY} as body from found
"""
QUEUE = f"""
with found as materialized ({{rows}}), {access_log("referral")}
select received_at, id, ({BODY})::text as item from found order by received_at, id
"""


async def referral_read(reading: Reading, referral_id: UUID, shows: tuple[Any, ...]) -> Any:
    """Row of `version` and `body`, or None; `shows` are the arguments of `visibility`."""
    caller = reading.caller
    return await reading.fetchrow(
        ONE, *access_arguments(caller, reading.request_id), referral_id, *shows, *sight(caller)
    )


async def referral_shown(work: Work, referral_id: UUID, shows: tuple[Any, ...]) -> Any:
    """The same row for whoever has just sent it, inside the transaction."""
    return await work.tx.fetchrow(SHOW, referral_id, *shows)


async def referrals(
    reading: Reading,
    shows: tuple[Any, ...],
    *,
    after: tuple[datetime | None, UUID | None],
    limit: int,
    **wanted: Any,
) -> list[Any]:
    """Up to `limit + 1` rows of `received_at`, `id` and `item`, the oldest first; `wanted` are columns and values."""
    where = Where(*access_arguments(reading.caller, reading.request_id), *shows, *sight(reading.caller))
    for name, value in wanted.items():
        where.add(f"r.{name} = {{}}", value)
    where.add("(r.received_at, r.id) > ({}, {})", *after)
    rows = f"""
        select r.*, exists (select from episodes e where e.id = r.episode_id and {visible("e", 5)}) as shows_case,
               $5::boolean or not r.confidential as shows_link
        from referrals r where {where} and {seen("r", 8)} order by r.received_at, r.id limit {where.argument(limit + 1)}
    """
    return await reading.search(QUEUE.format(rows=rows), *where.arguments)
