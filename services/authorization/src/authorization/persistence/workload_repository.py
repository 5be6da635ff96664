"""Who holds how much of the queue, and moving it to somebody else: one statement each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.work import Reading

WORKLOAD = """
select a.holder, r.desk, count(*) as open, count(*) filter (where r.status = 'pended') as pended,
       count(*) filter (where r.amber_at <= $1 and r.due_at > $1) as amber,
       count(*) filter (where r.due_at <= $1) as red,
       count(*) filter (where r.priority_status = 'accepted') as priority,
       min(r.received_at) as oldest_received_at, min(r.due_at) as next_due_at,
       floor(extract(epoch from $1 - min(r.received_at)))::bigint as greatest_age
from requests r left join assignments a on a.request_id = r.id and a.released_at is null
where r.status <> 'decided'
group by a.holder, r.desk order by a.holder nulls first, r.desk
"""


async def workload(reading: Reading) -> list[dict[str, Any]]:
    """One row per reviewer and desk; `holder` is None for what nobody holds. No member stands in it."""
    return [dict(row) for row in await reading.fetch(WORKLOAD, reading.now)]


LOCK = """
select r.id, r.member_id, r.status, r.desk, a.holder
from requests r left join assignments a on a.request_id = r.id and a.released_at is null
where r.id in (select value::uuid from jsonb_array_elements_text($1)) order by r.id for update of r
"""
HELD_BY = """
select r.id from assignments a join requests r on r.id = a.request_id
where a.holder = $1 and a.released_at is null and r.status <> 'decided'
order by r.due_at limit $2
"""
MOVE = """
with released as (
    update assignments set released_at = $3, released_by = $2
    where released_at is null and request_id in (select value::uuid from jsonb_array_elements_text($1))
)
update requests set version = version + 1,
    status = case when $4::text is null and status = 'in_review' then 'received'
                  when $4::text is not null and status = 'received' then 'in_review' else status end
where id in (select value::uuid from jsonb_array_elements_text($1))
"""
HOLD = """
insert into assignments (id, request_id, holder, claimed_at)
select a.id, a.request_id, $2, $3 from jsonb_to_recordset($1) as a(id uuid, request_id uuid)
"""


async def held_by(tx: Connection, holder: str, most: int) -> list[UUID]:
    """Undecided requests of a reviewer, the most urgent first."""
    return [row["id"] for row in await tx.fetch(HELD_BY, holder, most)]


async def requests_to_move(tx: Connection, request_ids: Sequence[UUID]) -> list[Any]:
    """Rows of `id, member_id, status, desk, holder`, locked in one order so that two moves never wait in a circle."""
    await tx.execute(
        "select from requests where id in (select value::uuid from jsonb_array_elements_text($1)) "
        "order by id for update",
        list(request_ids),
    )
    rows: list[Any] = await tx.fetch(LOCK, list(request_ids))
    return rows


async def move(tx: Connection, assignments: Sequence[tuple[UUID, UUID]], to: str | None, by: str, at: datetime) -> None:
    """`assignments` are pairs of a new id and a request; without `to` they go back to their desks."""
    await tx.execute(MOVE, [request_id for _, request_id in assignments], by, at, to)
    if to is not None:
        rows = [{"id": new_id, "request_id": request_id} for new_id, request_id in assignments]
        await tx.execute(HOLD, rows, to, at)
