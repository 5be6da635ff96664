"""Entries for the claims system: sealed into batches, acknowledged, and sent again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from authorization.domain.export import ExportStatus
from shared.runtime.database import Connection

MOST = 500
SEALING = 20_181_001
"""Batches are sealed one after the other, so that control numbers are committed in their order and none is skipped."""
SEAL = """
with waiting as (
    select id, row_number() over (order by id) as place from exports where control_number is null order by id limit $4
), batch as (
    insert into export_batches (id, entries, sealed_at, sealed_by)
    select $1, count(*), $2, $3 from waiting having count(*) > 0 returning control_number, entries
), placed as (
    update exports e set control_number = batch.control_number, place = waiting.place
    from waiting, batch where e.id = waiting.id)
select control_number, entries from batch
"""
ENTRIES = """
select e.id, e.place, e.status from exports e
where e.control_number = $1 and ($2::jsonb is null or e.place in (select p::integer from jsonb_array_elements($2) p))
order by e.id for update
"""
RESEND = """
with rejected as (
    update exports set status = 'resent' where id in (select i::bigint from jsonb_array_elements($1) i)
    returning id, authorization_id, member_id, kind)
insert into exports (authorization_id, member_id, kind, record, recorded_at, corrects)
select r.authorization_id, r.member_id, r.kind, export_record(a), $2, r.id
from rejected r join authorizations a on a.id = r.authorization_id order by r.id
"""


async def seal_batch(tx: Connection, batch_id: UUID, at: datetime, by: str) -> Any:
    """Row of `control_number, entries` of a new batch with the oldest waiting entries; None when nothing waits."""
    await tx.execute("select pg_advisory_xact_lock($1)", SEALING)
    return await tx.fetchrow(SEAL, batch_id, at, by, MOST)


async def batch_exists(tx: Connection, control_number: int) -> UUID | None:
    found: UUID | None = await tx.fetchval("select id from export_batches where control_number = $1", control_number)
    return found


async def entries_for_update(tx: Connection, control_number: int, places: Sequence[int] | None) -> list[Any]:
    """Rows of `id, place, status` of a batch, or of these places of it, locked."""
    rows: list[Any] = await tx.fetch(ENTRIES, control_number, list(places) if places is not None else None)
    return rows


async def acknowledge(
    tx: Connection, entry_ids: Sequence[int], status: ExportStatus, reason: str | None, at: datetime
) -> None:
    await tx.execute(
        "update exports set status = $2, reason = $3, acknowledged_at = $4 "
        "where id in (select i::bigint from jsonb_array_elements($1) i)",
        list(entry_ids),
        status,
        reason,
        at,
    )


async def send_again(tx: Connection, entry_ids: Sequence[int], at: datetime) -> None:
    """New entries with what the authorizations say now; they wait for the next batch and its number."""
    await tx.execute(RESEND, list(entry_ids), at)
