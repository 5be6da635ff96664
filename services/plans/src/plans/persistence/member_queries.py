"""Members for reading: one statement each, the access logged in the same statement."""

from datetime import date
from typing import Any
from uuid import UUID

from plans.persistence.member_repository import scopes, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where, newest_first
from shared.runtime.work import Reading

LAST_CHARACTER = "\U0010ffff"

ONE = f"""
with found as materialized (
    select *, id as member_id from members where id = $5 and {visible("members", 6, 7)}
), {access_log("member")}
select version, (to_jsonb(found) - 'member_id')::text as body from found
"""

SEARCH = f"""
with found as materialized ({{rows}}), {access_log("member")}
select id, (to_jsonb(found) - 'member_id')::text as item from found order by id desc
"""


async def member(reading: Reading, member_id: UUID) -> Any:
    """Row of `version` and `body` (JSON text), or None."""
    caller = reading.caller
    return await reading.fetchrow(
        ONE, *access_arguments(caller, reading.request_id), member_id, caller.sees_all, caller.agency
    )


async def members(
    reading: Reading,
    *,
    medicaid_id: str | None,
    name: str | None,
    birth_date: date | None,
    before: UUID | None,
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first. `name` is the beginning of either name."""
    where = Where(*access_arguments(reading.caller, reading.request_id))
    where.add("p.medicaid_id = {}", medicaid_id)
    where.add("p.birth_date = {}", birth_date)
    where.add("p.id < {}", before)
    if name is not None:
        first, last = where.argument(name.lower()), where.argument(name.lower() + LAST_CHARACTER)
        parts = (
            f"lower(p.{part}) ~>=~ {first} and lower(p.{part}) ~<~ {last}" for part in ("family_name", "given_name")
        )
        where.add(" or ".join(parts))
    select = f"select p.*, p.id as member_id from members p where {where}"
    rows = newest_first(select, scopes(reading.caller, where), where, limit)
    return await reading.fetch(SEARCH.format(rows=rows), *where.arguments)
