"""Members as plans tells of them; the highest version wins."""

from typing import Any
from uuid import UUID

from shared.runtime.database import Connection

COLUMNS = (
    "version, medicaid_id, given_name, family_name, birth_date, sex, county, language, phone, tty, time_zone, address, "
    "household, primary_care_npi, coverage, level_of_care, deceased_on, agency"
)
_NAMES = COLUMNS.split(", ")

# Two copies at once: the second waits for the row of the first and then finds a version that is not lower.
KEEP = f"""
with before as (
    select to_jsonb(members) - 'covered' - 'pharmacy_covered' as member from members where id = $1
), kept as (
    insert into members (id, received_at, {COLUMNS})
    select $1, $2, {", ".join(f"given.{name}" for name in _NAMES)} from jsonb_populate_record(null::members, $3) given
    on conflict (id) do update set received_at = excluded.received_at,
        {", ".join(f"{name} = excluded.{name}" for name in _NAMES)}
    where members.version < excluded.version
    returning to_jsonb(members) - 'covered' - 'pharmacy_covered' as member
)
select (select member from before) as before, (select member from kept) as after
"""


async def keep_member(tx: Connection, member_id: UUID, member: dict[str, Any], received_at: Any) -> Any:
    """Row of `before` (None for a new member) and `after` (None when this version or a higher one is here already)."""
    return await tx.fetchrow(KEEP, member_id, received_at, member)


async def number_of_member(tx: Connection, member_id: UUID) -> int | None:
    """The short number that the member's facts name."""
    number: int | None = await tx.fetchval("select number from members where id = $1", member_id)
    return number
