"""The requests that straight-through approval has not judged, and what it said of the others."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection

NEXT = """
select r.id from requests r
where r.status = 'received' and r.straight_through is null and r.desk = 'spa_review'
  and r.policy in (select jsonb_array_elements_text($1))
order by r.received_at, r.id limit 1 for update of r skip locked
"""


async def next_unjudged(tx: Connection, policies: Sequence[str]) -> UUID | None:
    """The oldest request that nobody took up, locked; None when there is none, or others hold them all."""
    found: UUID | None = await tx.fetchval(NEXT, list(policies))
    return found


async def keep_judgement(tx: Connection, request_id: UUID, judgement: dict[str, Any]) -> None:
    await tx.execute(
        "update requests set version = version + 1, straight_through = $2 where id = $1", request_id, judgement
    )
