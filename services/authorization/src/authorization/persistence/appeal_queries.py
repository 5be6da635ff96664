"""Appeals for reading, the access logged in the same statement."""

from datetime import datetime
from typing import Any
from uuid import UUID

from authorization.domain.policies import policy_on
from authorization.persistence.visibility import scopes, visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where
from shared.runtime.work import Asking, Reading, Work

AS_JSON = """
to_jsonb(f) - 'sent_by' - 'sender_agency' - 'version' - 'received_by' - 'decided_by' || jsonb_build_object(
    'received_by', case when {sees_all} then f.received_by end,
    'decided_by', case when {sees_all} then f.decided_by end,
    'signal', case when f.status <> 'open' then null when {now} >= f.due_at then 'red'
                   when {now} >= f.received_at + (f.due_at - f.received_at) * {amber} then 'amber' else 'green' end)
"""
READ_AS_JSON = AS_JSON.format(sees_all="$6", now="$11::timestamptz", amber="$12::float")
SHOWN_AS_JSON = AS_JSON.format(sees_all="$2", now="$7::timestamptz", amber="$8::float")
READ = f"""
with found as materialized (select * from appeals a where a.id = $5 and {visible("a", 6)}), {access_log("appeal")}
select f.version, {READ_AS_JSON} as body from found f
"""
SHOW = f"""
select f.version, {SHOWN_AS_JSON} as body from appeals f where f.id = $1 and {visible("f", 2)}
"""


async def appeal_read(reading: Reading, appeal_id: UUID) -> Any:
    """Row of `version` and `body` (a dict), or None when the caller may not know of it."""
    caller = reading.caller
    access = access_arguments(caller, reading.request_id)
    return await reading.fetchrow(READ, *access, appeal_id, *visibility(caller), *_clock(reading))


async def appeal_shown(work: Work, appeal_id: UUID) -> Any:
    """The same row after a change, inside its transaction."""
    return await work.tx.fetchrow(SHOW, appeal_id, *visibility(work.caller), *_clock(work))


async def appeals(
    reading: Reading,
    *,
    status: str | None,
    due_before: datetime | None,
    request_id: UUID | None,
    member_id: UUID | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `due_at`, `id` and `item`, what is due first on top."""
    caller = reading.caller
    where = Where(*access_arguments(caller, reading.request_id), caller.sees_all, *_clock(reading))
    where.add("p.status = 'open'" if status == "open" else "true")
    where.add("p.status = {}", None if status == "open" else status)
    where.add("p.due_at < {}", due_before)
    where.add("p.request_id = {}", request_id)
    where.add("p.member_id = {}", member_id)
    where.add("(p.due_at, p.id) > ({}, {})", *after)
    seen = " or ".join(f"({scope})" for scope in scopes(caller, where, "p"))
    statement = f"""
    with found as materialized (
        select p.* from appeals p where {where} and ({seen}) order by p.due_at, p.id limit {where.argument(limit + 1)}
    ), {access_log("appeal")}
    select f.due_at, f.id, ({AS_JSON.format(sees_all="$5", now="$6::timestamptz", amber="$7::float")})::text as item
    from found f order by f.due_at, f.id
    """
    return await reading.search(statement, *where.arguments)


def _clock(asking: Asking) -> tuple[datetime, float]:
    return asking.now, policy_on(asking.today).amber_share
