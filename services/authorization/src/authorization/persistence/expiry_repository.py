"""Clocks that ran out, recorded once each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shared.runtime.database import Connection

MOST = 500
EXPIRE = """
with due as materialized (
    select r.id, r.member_id, r.decide_by as due_at
    from requests r
    where r.status <> 'decided' and r.decide_by <= $1 and r.policy in (select jsonb_array_elements_text($3))
      and not (r.status = 'pended' and r.policy in (select jsonb_array_elements_text($4)))
      and not exists (select from clock_expiries e where e.request_id = r.id and e.due_at = r.decide_by)
    order by r.decide_by limit $5 for update of r skip locked
), recorded as (
    insert into clock_expiries (request_id, due_at, outcome, recorded_at)
    select id, due_at, $2, $1 from due
    on conflict on constraint one_expiry_per_due_date do nothing returning request_id)
select due.id, due.member_id, due.due_at from due join recorded on recorded.request_id = due.id
"""


async def expire_some(
    tx: Connection, now: datetime, outcome: str, policies: Sequence[str], pausing: Sequence[str], *, most: int = MOST
) -> list[Any]:
    """Record up to `most` clocks of requests under these policies; rows of `id, member_id, due_at`, locked.

    A pended request does not run out under a policy of `pausing`.
    """
    rows: list[Any] = await tx.fetch(EXPIRE, now, outcome, list(policies), list(pausing), most)
    return rows
