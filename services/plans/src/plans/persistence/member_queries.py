"""Members for reading: one statement each, the access logged in the same statement."""

from datetime import date
from typing import Any
from uuid import UUID

from plans.persistence.member_repository import visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading

ONE = f"""
with found as materialized (
    select *, id as member_id from members where id = $5 and {visible("members", 6, 7)}
), {access_log("member")}
select version, (to_jsonb(found) - 'member_id')::text as body from found
"""

SEARCH = f"""
with found as materialized (
    select *, id as member_id from members
    where {visible("members", 5, 6)}
      and ($7::text is null or medicaid_id = $7)
      and ($8::text is null or lower(family_name) like $8 or lower(given_name) like $8)
      and ($9::date is null or birth_date = $9)
      and ($10::uuid is null or id < $10)
    order by id desc limit $11
), {access_log("member")}
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
    caller = reading.caller
    beginning = (
        None if name is None else name.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    )
    return await reading.fetch(
        SEARCH,
        *access_arguments(caller, reading.request_id),
        caller.sees_all,
        caller.agency,
        medicaid_id,
        beginning,
        birth_date,
        before,
        limit + 1,
    )
