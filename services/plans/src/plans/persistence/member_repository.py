"""Members, read and written one statement each."""

from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.identity import Caller
from shared.runtime.where import Where

COLUMNS = (
    "medicaid_id, given_name, family_name, birth_date, sex, county, language, phone, tty, time_zone, "
    "address, household, primary_care_npi, coverage, level_of_care, deceased_on, agency"
)
# Whoever is bound to an agency sees its members and those whom no agency has taken on yet.


def visible(table: str, sees_all: int, agency: int) -> str:
    """SQL that holds for rows the caller may see; the numbers are those of the two arguments."""
    return f"(${sees_all}::boolean or {table}.agency is null or {table}.agency = ${agency})"


def scopes(caller: Caller, where: Where) -> list[str]:
    """Conditions over `p` that together cover the agencies whose rows the caller sees; no row meets two of them."""
    if caller.sees_all:
        return ["true"]
    own = [f"p.agency = {where.argument(caller.agency)}"] if caller.agency is not None else []
    return ["p.agency is null", *own]


async def insert_member(tx: Connection, member: dict[str, Any]) -> None:
    await tx.execute(
        f"insert into members (id, created_at, updated_at, {COLUMNS}) "
        f"select id, created_at, updated_at, {COLUMNS} from jsonb_populate_record(null::members, $1)",
        member,
    )


async def member_for_update(tx: Connection, member_id: UUID, caller: Caller) -> dict[str, Any] | None:
    """The member as JSON, locked until the transaction ends; None when the caller may not see it."""
    row = await tx.fetchrow(
        f"select to_jsonb(members) as member from members where id = $1 and {visible('members', 2, 3)} for update",
        member_id,
        caller.sees_all,
        caller.agency,
    )
    return row["member"] if row else None


async def update_member(tx: Connection, member: dict[str, Any]) -> None:
    await tx.execute(
        f"update members set (version, updated_at, {COLUMNS}) = "
        f"(select version, updated_at, {COLUMNS} from jsonb_populate_record(null::members, $1)) "
        "where id = ($1::jsonb->>'id')::uuid",
        member,
    )


async def member_of_plan(tx: Connection, member_id: UUID) -> dict[str, Any]:
    """The member of a plan that the caller has been allowed to see."""
    row = await tx.fetchrow("select to_jsonb(members) as member from members where id = $1", member_id)
    member: dict[str, Any] = row["member"]
    return member
