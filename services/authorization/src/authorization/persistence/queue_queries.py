"""The work queue: one page is one statement that walks an index, whatever lies behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from authorization.domain.priority import QUEUE_RANKS
from authorization.domain.request import PriorityStatus
from authorization.persistence.member_repository import MEMBER_OF_REQUEST
from authorization.persistence.request_queries import HELD, STANDING, SUMMARY
from authorization.persistence.visibility import scopes
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where
from shared.runtime.work import Reading

Key = tuple[int | None, datetime | None, UUID | None]
ORDER = "queue_rank, received_at, id"
LAST_RANK = max(QUEUE_RANKS.values())
QUEUED = SUMMARY.format(sees_all="$5", now="$6::timestamptz", standing=STANDING.format(today="$7::date"))
PAGE = f"""
with keys as (%s), found as materialized (
    select r.*, a.holder from (select * from keys order by {ORDER} limit %s) k
    join requests r on r.id = k.id {HELD}
), {access_log("request")}
select r.id, r.queue_rank, r.received_at, ({QUEUED} ||
       jsonb_build_object('member', r.snapshot->'member', 'lines_asked', (
           select count(*) from request_lines l where l.request_id = r.id)))::text as item
from found r cross join lateral (select r.holder) a {MEMBER_OF_REQUEST}
order by r.queue_rank, r.received_at, r.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Absent members do not restrict; without `status` the decided requests are left out."""

    status: str | None = None
    clock: str | None = None
    priority: bool | None = None
    priority_status: PriorityStatus | None = None
    assignee: str | None = None
    unassigned: bool = False
    due_before: datetime | None = None
    desk: str | None = None
    plan_id: UUID | None = None
    member_id: UUID | None = None


async def queue(reading: Reading, wanted: QueueFilter, after: Key, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of the key and `item` (JSON text): priority above, then the oldest receipt first."""
    caller = reading.caller
    access = access_arguments(caller, reading.request_id)
    where = Where(*access, caller.sees_all, reading.now, reading.today)
    source = _filtered(where, wanted, after)
    most = where.argument(limit + 1)
    select = f"select r.queue_rank, r.received_at, r.id from {source} where {where}"
    parts = [f"{select} and {scope}" for scope in scopes(caller, where, "r")]
    # Each part stops by itself.
    keys = " union all ".join(f"({part} order by r.queue_rank, r.received_at, r.id limit {most})" for part in parts)
    return await reading.search(PAGE % (keys, most), *where.arguments)


def _filtered(where: Where, wanted: QueueFilter, after: Key) -> str:
    """Adds the conditions that are asked for; answers what to select from."""
    # Open and decided are said literally, so that their partial indexes fit.
    where.add("r.status = 'decided'" if wanted.status == "decided" else "r.status <> 'decided'")
    where.add("r.status = {}", None if wanted.status == "decided" else wanted.status)
    where.add("r.clock = {}", wanted.clock)
    where.add("r.desk = {}", wanted.desk)
    where.add("r.queue_rank < {}", LAST_RANK if wanted.priority is True else None)
    where.add("r.queue_rank = {}", LAST_RANK if wanted.priority is False else None)
    if wanted.priority_status is not None:
        where.add("r.queue_rank = {}", QUEUE_RANKS[wanted.priority_status])
        where.add("r.priority_status = {}", wanted.priority_status)
    where.add("r.due_at < {}", wanted.due_before)
    where.add("r.plan_id = {}", wanted.plan_id)
    where.add("r.member_id = {}", wanted.member_id)
    where.add("(r.queue_rank, r.received_at, r.id) > ({}, {}, {})", *after)
    if wanted.unassigned:
        where.add("not exists (select from assignments u where u.request_id = r.id and u.released_at is null)")
    if wanted.assignee is None:
        return "requests r"
    where.add("h.released_at is null and h.holder = {}", wanted.assignee)
    return "assignments h join requests r on r.id = h.request_id"
