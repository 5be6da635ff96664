"""Appeals for reading, the access logged in the same statement."""

from typing import Any
from uuid import UUID

from authorization.persistence.visibility import visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading, Work

AS_JSON = """
to_jsonb(f) - 'sent_by' - 'sender_agency' - 'version' - 'received_by' - 'decided_by' || jsonb_build_object(
    'received_by', case when {sees_all} then f.received_by end,
    'decided_by', case when {sees_all} then f.decided_by end)
"""
READ = f"""
with found as materialized (select * from appeals a where a.id = $5 and {visible("a", 6)}), {access_log("appeal")}
select f.version, {AS_JSON.format(sees_all="$6")} as body from found f
"""
SHOW = f"""
select f.version, {AS_JSON.format(sees_all="$2")} as body from appeals f where f.id = $1 and {visible("f", 2)}
"""


async def appeal_read(reading: Reading, appeal_id: UUID) -> Any:
    """Row of `version` and `body` (a dict), or None when the caller may not know of it."""
    caller = reading.caller
    access = access_arguments(caller, reading.request_id)
    return await reading.fetchrow(READ, *access, appeal_id, *visibility(caller))


async def appeal_shown(work: Work, appeal_id: UUID) -> Any:
    """The same row after a change, inside its transaction."""
    return await work.tx.fetchrow(SHOW, appeal_id, *visibility(work.caller))
