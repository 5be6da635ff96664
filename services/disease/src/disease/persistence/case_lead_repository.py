"""What case management tells of a member: whether it leads, and how the member wants to be reached."""

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


async def keep_preferences(tx: Connection, member_id: UUID, told: dict[str, Any], now: datetime) -> bool:
    """False when this version, or a higher one, is here already."""
    done = await tx.execute(
        """
        insert into contact_preferences as p (member_id, confidential_address, confidential_phone, interpreter,
                                              version, updated_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (member_id) do update set confidential_address = excluded.confidential_address,
            confidential_phone = excluded.confidential_phone, interpreter = excluded.interpreter,
            version = excluded.version, updated_at = excluded.updated_at
        where p.version < excluded.version
        """,
        member_id,
        told["confidential_address"],
        told["confidential_phone"],
        told["interpreter"],
        told["version"],
        now,
    )
    return not str(done).endswith(" 0")
