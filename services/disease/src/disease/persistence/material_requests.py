"""What members asked for."""

from datetime import date
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.work import Reading

ITEM = """jsonb_build_object('id', q.id, 'member_id', q.member_id, 'disease', q.disease, 'material', q.material,
    'material_version', q.material_version, 'language', q.language, 'requested_on', q.requested_on,
    'ship_by', q.ship_by, 'requested_via', q.requested_via, 'recorded_by', q.recorded_by,
    'recorded_at', q.recorded_at, 'shipped_on', q.shipped_on, 'item_id', q.item_id)"""
COLUMNS = (
    "id, member_id, disease, material, material_version, language, requested_on, ship_by, requested_via, recorded_by, "
    "recorded_at"
)


async def insert_request(tx: Connection, row: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = await tx.fetchval(
        f"insert into material_requests as q ({COLUMNS}) "
        f"select {COLUMNS} from jsonb_populate_record(null::material_requests, $1) returning {ITEM}",
        row,
    )
    return item


async def language_of(tx: Connection, member_id: UUID) -> Any:
    """Row of `language` and `deceased_on`, or None."""
    return await tx.fetchrow("select language, deceased_on from members where id = $1", member_id)


async def requests_of(reading: Reading, member_id: UUID, before: UUID | None, limit: int) -> list[Any]:
    return await reading.fetch(
        f"""
        select q.id, {ITEM}::text as item from material_requests q
        where q.member_id = $1 and ($2::uuid is null or q.id < $2) order by q.id desc limit $3
        """,
        member_id,
        before,
        limit + 1,
    )


async def open_requests(
    reading: Reading, due_by: date | None, after: tuple[date | None, UUID | None], limit: int
) -> list[Any]:
    """Rows of `ship_by`, `id` and `item` of what has not shipped, the most urgent first."""
    return await reading.search(
        f"""
        select q.ship_by, q.id, ({ITEM} || jsonb_build_object('late', q.ship_by < $1))::text as item
        from material_requests q
        where q.shipped_on is null and ($2::date is null or q.ship_by <= $2)
          and ($3::date is null or (q.ship_by, q.id) > ($3, $4::uuid))
        order by q.ship_by, q.id limit $5
        """,
        reading.today,
        due_by,
        *after,
        limit + 1,
    )
