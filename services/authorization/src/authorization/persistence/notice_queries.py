"""Notices for reading: one statement each, the access logged in the same statement."""

from typing import Any
from uuid import UUID

from authorization.persistence.visibility import scopes, visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.where import Where, newest_first
from shared.runtime.work import Reading

HEAD = """
jsonb_build_object(
    'id', f.id, 'kind', f.kind, 'request_id', f.request_id, 'decision_id', f.decision_id, 'line_ids', f.line_ids,
    'plan_id', f.plan_id, 'member_id', f.member_id, 'medicaid_id', f.medicaid_id, 'language', f.language,
    'noticed_on', f.noticed_on, 'title', f.letter->'title', 'policy', f.policy,
    'deadlines', jsonb_build_object('receipt_presumed_on', f.receipt_presumed_on, 'appeal_by', f.appeal_by,
                                    'continue_by', f.continue_by))
"""
ONE = f"""
with found as materialized (
    select * from notices n where n.id = $5 and {visible("n", 6)}
), {access_log("notice")}
select {HEAD} || jsonb_build_object('letter', f.letter, 'findings', f.findings) as body from found f
"""


async def notice(reading: Reading, notice_id: UUID) -> dict[str, Any] | None:
    """The notice as JSON members, or None when the caller may not know of it."""
    caller = reading.caller
    access = access_arguments(caller, reading.request_id)
    body: dict[str, Any] | None = None
    row = await reading.fetchrow(ONE, *access, notice_id, *visibility(caller))
    if row is not None:
        body = row["body"]
    return body


async def notices(
    reading: Reading,
    *,
    request_id: UUID | None,
    member_id: UUID | None,
    kind: str | None,
    before: UUID | None,
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    caller = reading.caller
    where = Where(*access_arguments(caller, reading.request_id))
    where.add("p.request_id = {}", request_id)
    where.add("p.member_id = {}", member_id)
    where.add("p.kind = {}", kind)
    where.add("p.id < {}", before)
    select = newest_first(f"select p.* from notices p where {where}", scopes(caller, where, "p"), where, limit)
    statement = f"""
    with found as materialized ({select}), {access_log("notice")}
    select f.id, {HEAD}::text as item from found f order by f.id desc
    """
    return await reading.search(statement, *where.arguments)
