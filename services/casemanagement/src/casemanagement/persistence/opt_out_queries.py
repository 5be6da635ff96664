"""Opt-outs and preferences for reading, the access logged in the same statement."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.visibility import visibility
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading

# `$6` is whether the caller sees what is confidential.
OPT_OUTS = f"""
with found as materialized (select m.id, m.id as member_id from members m where m.id = $5), {access_log("member")}
select coalesce((select jsonb_agg(to_jsonb(o) order by o.id) from opt_outs o
                 where o.member_id = found.id and ($6::boolean or not o.confidential)
                   and (o.revoked_at is null or $7::boolean)), '[]') as items
from found
"""
PREFERENCES = f"""
with found as materialized (select m.id, m.id as member_id from members m where m.id = $5), {access_log("member")}
select p.version, p.preferences, p.updated_at, p.updated_by
from found left join member_preferences p on p.member_id = found.id
"""


async def opt_outs_of(reading: Reading, member_id: UUID, revoked: bool) -> list[dict[str, Any]] | None:
    """Those that stand, the revoked as well where asked; None for an unknown member."""
    access = access_arguments(reading.caller, reading.request_id)
    confidential, *_ = visibility(reading.caller)
    row = await reading.fetchrow(OPT_OUTS, *access, member_id, confidential, revoked)
    return None if row is None else row["items"]


async def preferences_of(reading: Reading, member_id: UUID) -> Any:
    """Row of `version` (None while nothing is stored) and `preferences`; None for an unknown member."""
    access = access_arguments(reading.caller, reading.request_id)
    return await reading.fetchrow(PREFERENCES, *access, member_id)
