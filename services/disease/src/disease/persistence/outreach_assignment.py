"""Which nurse holds a member of the work list."""

from datetime import datetime
from uuid import UUID

from shared.runtime.database import Connection


async def others_hold(tx: Connection, member_id: UUID, subject: str) -> bool:
    """Whether another nurse holds an enrolment of the member; the member is locked until the transaction ends."""
    await tx.execute("select from members where id = $1 for update", member_id)
    held: bool = await tx.fetchval(
        "select exists (select from enrolments where member_id = $1 and status <> 'disenrolled' and assignee <> $2)",
        member_id,
        subject,
    )
    return held


async def assign_member(tx: Connection, member_id: UUID, assignee: str | None, now: datetime) -> None:
    await tx.execute(
        """
        update enrolments set assignee = $2, assigned_at = case when $2::text is not null then $3::timestamptz end,
            version = version + 1, updated_at = $3
        where member_id = $1 and status <> 'disenrolled' and call_due_on is not null
        """,
        member_id,
        assignee,
        now,
    )
