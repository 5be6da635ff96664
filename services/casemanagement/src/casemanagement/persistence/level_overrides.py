"""Cases whose level was set by hand longer ago than it stands."""

from datetime import datetime

from casemanagement.domain.episode import Episode
from casemanagement.persistence.member_repository import EPISODES
from shared.runtime.database import Connection

LOCK = """
select m.id from members m
where exists (select from episodes e where e.member_id = m.id and e.open and e.level_set_at <= $1
              and e.level_by <> 'engine' and e.machine_level is not null)
order by m.id limit $2 for update skip locked
"""
OLD = """
select coalesce(jsonb_agg(to_jsonb(e) order by e.id), '[]') from episodes e
where e.member_id = any($1) and e.open and e.level_set_at <= $2
"""


async def old_overrides(tx: Connection, before: datetime, most: int) -> tuple[Episode, ...]:
    """Those of so many members, who are locked; they are read after the lock was granted."""
    members = [row["id"] for row in await tx.fetch(LOCK, before, most)]
    if not members:
        return ()
    return EPISODES.validate_python(await tx.fetchval(OLD, members, before))
