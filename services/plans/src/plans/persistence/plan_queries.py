"""Service plans for reading: the newest version as it was stored, passed through; the access logged with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from plans.persistence.member_repository import scopes, visible
from plans.persistence.plan_repository import WHOLE_PLAN, Loaded, loaded_from_row
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.identity import Caller, Role
from shared.runtime.where import Where, newest_first
from shared.runtime.work import Reading

# An agency's users see its plans; a provider sees the plans with a line that names it.
SEEN = f"""({visible("p", 6, 7)} and $8::text is null
    or exists (select from plan_lines l where l.plan_id = p.id and l.provider_id::text = $8))"""

ONE = f"""
with found as materialized (
    select p.id, p.member_id, p.version, p.status, v.snapshot from service_plans p
    join plan_versions v on v.plan_id = p.id and v.version = p.version
    where p.id = $5 and {SEEN}
), {access_log("service_plan")}
select version, status, snapshot::text as body from found
"""

LIST = f"""
with found as materialized ({{rows}}), {access_log("service_plan")}
select id, to_jsonb(found)::text as item from found order by id desc
"""

HISTORY = f"""
with found as materialized (
    select p.id, p.member_id from service_plans p where p.id = $5 and {SEEN}
), {access_log("service_plan")}
select v.version, v.snapshot::text as snapshot,
    jsonb_build_object('version', v.version, 'recorded_at', v.recorded_at, 'action', v.action, 'actor', v.actor,
        'roles', v.roles, 'status', v.status, 'rule_ids', v.rule_ids)::text as item
from found join plan_versions v on v.plan_id = found.id
where ($9::timestamptz is null or v.recorded_at <= $9) and ($10::bigint is null or v.version < $10)
order by v.version desc limit $11
"""

TWO_VERSIONS = f"""
with found as materialized (
    select p.id, p.member_id, p.version from service_plans p where p.id = $5 and {SEEN}
), {access_log("service_plan")}
select v.version, v.recorded_at, v.action, v.actor, v.snapshot
from found join plan_versions v on v.plan_id = found.id and v.version in ($9, $10, found.version)
"""

EXPLAIN = f"""
with found as materialized (
    select p.id, p.member_id from service_plans p where p.id = $5 and {SEEN}
), {access_log("service_plan")}
select {WHOLE_PLAN} from found join service_plans p on p.id = found.id
"""


def seen_by(reading: Reading) -> tuple[bool, str | None, str | None]:
    caller = reading.caller
    provider = caller.agency if caller.roles == {Role.PROVIDER} else None
    return caller.sees_all, caller.agency, provider


async def plan(reading: Reading, plan_id: UUID) -> Any:
    """Row of `version`, `status` and `body` (JSON text), or None."""
    arguments = access_arguments(reading.caller, reading.request_id)
    return await reading.fetchrow(ONE, *arguments, plan_id, *seen_by(reading))


async def plans(
    reading: Reading,
    *,
    member_id: UUID | None,
    status: str | None,
    case_manager: str | None,
    before: UUID | None,
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    where = Where(*access_arguments(reading.caller, reading.request_id))
    where.add("p.member_id = {}", member_id)
    where.add("p.status = {}", status)
    where.add("p.case_manager = {}", case_manager)
    where.add("p.id < {}", before)
    rows = newest_first(f"select p.* from service_plans p where {where}", _scopes(reading.caller, where), where, limit)
    return await reading.fetch(LIST.format(rows=rows), *where.arguments)


def _scopes(caller: Caller, where: Where) -> list[str]:
    if caller.roles != {Role.PROVIDER}:
        return scopes(caller, where)
    named = f"select l.plan_id from plan_lines l where l.provider_id::text = {where.argument(caller.agency)}"
    return [f"p.id in ({named})"]


async def versions(
    reading: Reading, plan_id: UUID, *, as_of: datetime | None, before: int | None, limit: int
) -> list[Any]:
    """Up to `limit + 1` rows of `version`, `item` and `snapshot`, newest first; none for a plan that is not seen."""
    arguments = access_arguments(reading.caller, reading.request_id)
    return await reading.fetch(HISTORY, *arguments, plan_id, *seen_by(reading), as_of, before, limit + 1)


async def two_versions(reading: Reading, plan_id: UUID, one: int, other: int) -> list[Any]:
    """Rows of `version, recorded_at, action, actor, snapshot`, the newest among them; none for a plan not seen."""
    arguments = access_arguments(reading.caller, reading.request_id)
    return await reading.fetch(TWO_VERSIONS, *arguments, plan_id, *seen_by(reading), one, other)


async def plan_to_explain(reading: Reading, plan_id: UUID) -> Loaded | None:
    """The plan with the other open plans of its member; None for one that is not seen."""
    arguments = access_arguments(reading.caller, reading.request_id)
    row = await reading.fetchrow(EXPLAIN, *arguments, plan_id, *seen_by(reading))
    return loaded_from_row(row) if row else None
