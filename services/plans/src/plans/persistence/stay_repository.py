"""Stays of a member, and the plans whose days they take."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from plans.domain.stored_plan import StoredPlan
from plans.persistence.member_repository import visible
from plans.persistence.plan_repository import WHOLE_PLAN, Loaded, loaded_from_row
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.database import Connection
from shared.runtime.work import Reading, Work

Json = dict[str, Any]
COLUMNS = 'version, facility, "start", "end", withdrawn, updated_at'
STAY = "to_jsonb(s) - 'member_id'"

SAVE = f"""
insert into member_stays (id, member_id, created_at, {COLUMNS})
select id, member_id, created_at, {COLUMNS} from jsonb_populate_record(null::member_stays, $1)
on conflict (id) do update set (version, facility, "start", "end", withdrawn, updated_at)
    = (excluded.version, excluded.facility, excluded."start", excluded."end", excluded.withdrawn, excluded.updated_at)
"""
# Locked in the order of their ids; read by a statement of its own, which sees what others did until then.
LOCK_PLANS = """
select id from service_plans
where member_id = $1 and status <> 'closed' and daterange("start", "end", '[]') && daterange($2, $3, '[]')
order by id for update
"""
LOAD_PLANS = f"select {WHOLE_PLAN} from service_plans p where p.id = any($1) order by p.id"
# Only the suspensions of a plan change: its newest snapshot goes on with them as the next version.
SUSPEND = """
with given as (
    select * from jsonb_to_recordset($1) as g(id uuid, suspensions jsonb)
), plans as (
    update service_plans p set version = version + 1, updated_at = $2, suspensions = given.suspensions
    from given where p.id = given.id returning p.id, p.version, p.status, p.suspensions
)
insert into plan_versions (plan_id, version, recorded_at, action, actor, roles, status, snapshot)
select plans.id, plans.version, $2, 'suspensions_changed', $3, $4, plans.status,
    (v.snapshot::jsonb || jsonb_build_object('version', plans.version, 'updated_at', $2::timestamptz,
                                             'suspensions', plans.suspensions))::json
from plans join plan_versions v on v.plan_id = plans.id and v.version = plans.version - 1
"""

ONE = f"""
with found as materialized (
    select s.* from member_stays s join members m on m.id = s.member_id
    where s.member_id = $5 and s.id = $6 and {visible("m", 7, 8)}
), {access_log("member_stay")}
select s.version, ({STAY})::text as body from found s
"""
LIST = f"""
with found as materialized (
    select s.* from member_stays s join members m on m.id = s.member_id
    where s.member_id = $5 and {visible("m", 6, 7)} and ($8::uuid is null or s.id < $8) order by s.id desc limit $9
), {access_log("member_stay")}
select s.id, ({STAY})::text as item from found s order by s.id desc
"""


async def save_stay(tx: Connection, stay: Json) -> None:
    """Raises what a broken constraint raises: a member is in one facility a day."""
    await tx.execute(SAVE, stay)


async def stay_for_update(work: Work, member_id: UUID, stay_id: UUID) -> Json | None:
    """As JSON, locked until the transaction ends; None for one that is not there or not the caller's to see."""
    row = await work.tx.fetchrow(
        f"""select to_jsonb(s) as stay from member_stays s join members m on m.id = s.member_id
            where s.member_id = $1 and s.id = $2 and {visible("m", 3, 4)} for update of s""",
        member_id,
        stay_id,
        work.caller.sees_all,
        work.caller.agency,
    )
    return row["stay"] if row else None


async def plans_on(tx: Connection, member_id: UUID, start: date, end: date | None) -> list[Loaded]:
    """The member's open plans with one of these days, locked until the transaction ends."""
    locked = [row["id"] for row in await tx.fetch(LOCK_PLANS, member_id, start, end)]
    return [loaded_from_row(row) for row in await tx.fetch(LOAD_PLANS, locked)]


async def keep_suspensions(work: Work, plans: Sequence[StoredPlan]) -> None:
    """Each plan's suspensions as its next version."""
    given = [{"id": plan.id, "suspensions": plan.suspensions} for plan in plans]
    await work.tx.execute(SUSPEND, given, work.now, work.caller.subject, sorted(work.caller.roles))


async def stay(reading: Reading, member_id: UUID, stay_id: UUID) -> Any:
    """Row of `version` and `body` (JSON text), or None."""
    caller = reading.caller
    arguments = access_arguments(caller, reading.request_id)
    return await reading.fetchrow(ONE, *arguments, member_id, stay_id, caller.sees_all, caller.agency)


async def stays(reading: Reading, member_id: UUID, *, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, the newest record first."""
    caller = reading.caller
    arguments = access_arguments(caller, reading.request_id)
    return await reading.fetch(LIST, *arguments, member_id, caller.sees_all, caller.agency, before, limit + 1)
