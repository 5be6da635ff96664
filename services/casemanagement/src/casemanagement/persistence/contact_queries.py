"""Contacts for reading: one statement each, the access logged in the same statement."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.visibility import explained_log, reason_given, sight_of, visible
from shared.runtime.audit import access_arguments
from shared.runtime.database import Connection
from shared.runtime.where import Where
from shared.runtime.work import Reading


async def contact_shown(tx: Connection, contact_id: UUID) -> Any:
    return await tx.fetchval("select to_jsonb(c) from contacts c where c.id = $1", contact_id)


async def contacts_read(reading: Reading, case_id: UUID, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest record first."""
    where = Where(*access_arguments(reading.caller, reading.request_id), *sight_of(reading))
    where.add("c.episode_id = {}", case_id)
    where.add("c.id < {}", before)
    most, reason = where.argument(limit + 1), where.argument(reason_given(reading))
    return await reading.search(
        f"""
        with found as materialized (
            select c.* from contacts c join episodes e on e.id = c.episode_id
            where {where} and {visible("e", 5)} order by c.id desc limit {most}
        ), {explained_log("contact", reason)}
        select c.id, to_jsonb(c)::text as item from found c order by c.id desc
        """,
        *where.arguments,
    )


MEMBER = f"""
with found as materialized (select e.id, e.member_id from episodes e where e.id = $5 and {visible("e", 6)}),
{explained_log("case", "$9", "found.id")}
select member_id from found
"""


async def member_of_case(reading: Reading, case_id: UUID) -> UUID | None:
    access = access_arguments(reading.caller, reading.request_id)
    row = await reading.fetchrow(MEMBER, *access, case_id, *sight_of(reading), reason_given(reading))
    return UUID(str(row["member_id"])) if row else None
