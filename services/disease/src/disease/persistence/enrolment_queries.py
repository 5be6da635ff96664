"""Enrolments for reading; the access is logged in the same statement."""

from typing import Any
from uuid import UUID

from disease.persistence.enrolment_repository import ITEM
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading

READ = f"""
with found as materialized (select m.id, m.id as member_id from members m where m.id = $5), {access_log("member")}
select {ITEM} as item from found join enrolments e on e.member_id = found.id order by e.disease, e.number desc
"""


async def enrolments_read(reading: Reading, member_id: UUID) -> list[dict[str, Any]]:
    rows = await reading.fetch(READ, *access_arguments(reading.caller, reading.request_id), member_id)
    return [row["item"] for row in rows]


async def member_known(reading: Reading, member_id: UUID) -> bool:
    return await reading.fetchrow("select from members where id = $1", member_id) is not None


MAIL = """
with found as materialized (select m.id, m.id as member_id from members m where m.id = $5), {log}
select i.id, {item}::text as item from found join mail_items i on i.member_id = found.id
where $6::uuid is null or i.id < $6 order by i.id desc limit $7
"""


async def mail_of(reading: Reading, member_id: UUID, item: str, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    return await reading.fetch(
        MAIL.format(log=access_log("member"), item=item),
        *access_arguments(reading.caller, reading.request_id),
        member_id,
        before,
        limit + 1,
    )
