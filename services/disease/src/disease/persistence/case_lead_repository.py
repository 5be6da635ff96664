"""Whether case management leads: one row per member."""

from datetime import datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection


async def keep_case_lead(
    tx: Connection, member_id: UUID, lead_open: bool, case_manager: str | None, since: datetime | None, now: datetime
) -> dict[str, Any] | None:
    """What was known before; messages of a member arrive in order."""
    before = await tx.fetchrow("select lead_open, case_manager, since from case_leads where member_id = $1", member_id)
    await tx.execute(
        """
        insert into case_leads (member_id, lead_open, case_manager, since, received_at) values ($1, $2, $3, $4, $5)
        on conflict (member_id) do update set lead_open = excluded.lead_open, case_manager = excluded.case_manager,
            since = excluded.since, received_at = excluded.received_at
        """,
        member_id,
        lead_open,
        case_manager,
        since,
        now,
    )
    return dict(before) if before else None
