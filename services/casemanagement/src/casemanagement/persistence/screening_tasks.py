"""Tasks that findings call for, a page at a time, and the children who live with a child that has lead."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection

COLUMNS = (
    "id, version, member_id, episode_id, cause, kind, title, due_on, pausable, assignee, assigned_role, confidential, "
    "status, rule_ids, created_at, created_by"
)
INSERT = f"""
insert into tasks ({COLUMNS}) select {COLUMNS} from jsonb_populate_recordset(null::tasks, $1)
on conflict (cause) do nothing returning id, member_id, kind, cause
"""
SIBLINGS = """
select m.id as member_id, array_agg(s.id order by s.id) as children
from members m join members s on s.household = m.household and s.id <> m.id
where m.id = any($1) and s.birth_date > $2 and s.deceased_on is null
group by m.id
"""


async def insert_tasks(tx: Connection, tasks: Sequence[dict[str, Any]]) -> list[Any]:
    """Rows of those that are new: one task per cause."""
    rows: list[Any] = await tx.fetch(INSERT, list(tasks))
    return rows


async def children_beside(tx: Connection, members: Sequence[UUID], born_after: date) -> dict[UUID, list[UUID]]:
    """The children of the same households, by member."""
    rows = await tx.fetch(SIBLINGS, list(members), born_after)
    return {row["member_id"]: row["children"] for row in rows}
