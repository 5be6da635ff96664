"""How a member wants to be reached."""

from typing import Any
from uuid import UUID

from shared.runtime.work import Work


async def preference_version(work: Work, member_id: UUID) -> int | None:
    """0 while nothing is stored; None for an unknown member. The member stays locked."""
    found: int | None = await work.tx.fetchval(
        """
        select coalesce((select p.version from member_preferences p where p.member_id = m.id), 0)
        from members m where m.id = $1 for update of m
        """,
        member_id,
    )
    return found


async def save_preferences(work: Work, member_id: UUID, version: int, preferences: dict[str, Any]) -> None:
    await work.tx.execute(
        """
        insert into member_preferences (member_id, version, preferences, updated_at, updated_by)
        values ($1, $2, $3, $4, $5) on conflict (member_id) do update set
            version = excluded.version, preferences = excluded.preferences, updated_at = excluded.updated_at,
            updated_by = excluded.updated_by
        """,
        member_id,
        version,
        preferences,
        work.now,
        work.caller.subject,
    )
