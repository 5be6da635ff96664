"""Opt-outs of a member: kept for ever, ended by revoking."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection

ITEM = """jsonb_build_object('id', o.id, 'member_id', o.member_id, 'scope', o.scope, 'effective_on', o.effective_on,
    'statement', o.statement, 'captured_via', o.captured_via, 'captured_by', o.captured_by, 'origin', o.origin,
    'recorded_at', o.recorded_at, 'revoked_at', o.revoked_at, 'revoked_reason', o.revoked_reason,
    'revoked_by', o.revoked_by, 'version', o.version)"""
COLUMNS = (
    "id, member_id, scope, effective_on, statement, captured_via, captured_by, origin, recorded_at, revoked_at, "
    "revoked_reason, revoked_by"
)


async def insert_opt_outs(tx: Connection, rows: Iterable[dict[str, Any]]) -> None:
    await tx.execute(
        f"insert into opt_outs ({COLUMNS}) select {COLUMNS} from jsonb_populate_recordset(null::opt_outs, $1)",
        list(rows),
    )


async def keep_opt_out(tx: Connection, row: dict[str, Any]) -> Any:
    """Take over an opt-out of a neighbour; row of `before` and `after`, both None when nothing changed."""
    return await tx.fetchrow(
        f"""
        with before as (select o.revoked_at from opt_outs o where o.id = ($1::jsonb->>'id')::uuid),
        kept as (
            insert into opt_outs as o ({COLUMNS})
            select {COLUMNS} from jsonb_populate_record(null::opt_outs, $1)
            on conflict (id) do update set revoked_at = excluded.revoked_at, revoked_reason = excluded.revoked_reason,
                revoked_by = excluded.revoked_by, version = o.version + 1
            where o.revoked_at is null and excluded.revoked_at is not null
            returning {ITEM} as item)
        select (select revoked_at from before) as before, (select item from kept) as after
        """,
        row,
    )


async def open_opt_outs(tx: Connection, member_id: UUID) -> list[Any]:
    """Rows of `id, scope, origin, version`, locked."""
    rows: list[Any] = await tx.fetch(
        "select id, scope, origin, version, statement from opt_outs where member_id = $1 and revoked_at is null "
        "order by id for update",
        member_id,
    )
    return rows


async def opt_out_for_update(tx: Connection, member_id: UUID, opt_out_id: UUID) -> Any:
    """Row of `id, scope, origin, version, revoked_at`, or None."""
    return await tx.fetchrow(
        "select id, scope, origin, version, revoked_at from opt_outs where member_id = $1 and id = $2 for update",
        member_id,
        opt_out_id,
    )


async def revoke(tx: Connection, ids: Iterable[UUID], reason: str, by: str, at: datetime) -> list[dict[str, Any]]:
    """The opt-outs after their revocation."""
    rows = await tx.fetch(
        f"""
        update opt_outs o set revoked_at = $4, revoked_reason = $2, revoked_by = $3, version = version + 1
        where o.id = any($1) returning {ITEM} as item
        """,
        list(ids),
        reason,
        by,
        at,
    )
    return [row["item"] for row in rows]


async def opt_outs_of(asking: Any, member_id: UUID) -> list[dict[str, Any]]:
    rows = await asking.fetch(f"select {ITEM} as item from opt_outs o where o.member_id = $1 order by o.id", member_id)
    return [row["item"] for row in rows]


async def open_ask(tx: Connection, ask_id: UUID, member_id: UUID, disease: str, cause: str, today: Any) -> bool:
    """One open question to the member by way of the provider; False when it is asked already."""
    done = await tx.execute(
        """
        insert into provider_asks (id, member_id, disease, cause, asked_on) values ($1, $2, $3, $4, $5)
        on conflict (member_id, disease) where closed_on is null do nothing
        """,
        ask_id,
        member_id,
        disease,
        cause,
        today,
    )
    return not str(done).endswith(" 0")


async def close_asks(tx: Connection, member_id: UUID, disease: str, today: Any) -> None:
    await tx.execute(
        "update provider_asks set closed_on = $3 where member_id = $1 and disease = $2 and closed_on is null",
        member_id,
        disease,
        today,
    )
