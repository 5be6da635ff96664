"""Tasks: locked for a change, and as a work list, soonest due first."""

from datetime import date
from typing import Any
from uuid import UUID

from casemanagement.persistence.visibility import explain_change, explained_log, reason_given, sight_of, visible
from shared.runtime.audit import access_arguments
from shared.runtime.database import Connection
from shared.runtime.identity import Role
from shared.runtime.where import Where
from shared.runtime.work import Asking, Reading, Work


def seen(first: int) -> str:
    """A condition over `t` and its episode `e`; four arguments, those of `sight`, are numbered from `first`."""
    return f"""(case when t.episode_id is not null then {visible("e", first)}
                else ${first + 3}::boolean and (not t.confidential or ${first}::boolean) end)"""


def sight(asking: Asking) -> tuple[Any, ...]:
    """A task without a case is seen by every nurse, and by whoever sees every case."""
    confidential, sees_all, nurse = sight_of(asking)
    return confidential, sees_all, nurse, sees_all or asking.caller.has(Role.CARE_NURSE)


BODY = """to_jsonb(t) || jsonb_build_object('overdue', t.status = 'open' and t.due_on < {today},
    'program', e.program, 'case_number', e.number, 'member_name', m.given_name || ' ' || m.family_name)"""
JOINED = "tasks t join members m on m.id = t.member_id left join episodes e on e.id = t.episode_id"
LOCK = f"""
select to_jsonb(t) as task from {JOINED}
where t.id = $1 and ($2::uuid is null or t.episode_id = $2) and {seen(3)} for update of t
"""
SHOW = f"select t.version, {BODY.format(today='$2')} as body from {JOINED} where t.id = $1"
ONE = f"""
with found as materialized (select t.* from {JOINED} where t.id = $5 and {seen(7)}), {explained_log("task", "$11")}
select t.version, {BODY.format(today="$6")} as body
from found t join members m on m.id = t.member_id left join episodes e on e.id = t.episode_id
"""


async def task_for_update(work: Work, task_id: UUID, case_id: UUID | None) -> dict[str, Any] | None:
    """The task as JSON values, or None; with a case it must be one of that case."""
    found: dict[str, Any] | None = await work.tx.fetchval(LOCK, task_id, case_id, *sight(work))
    if found is not None:
        explain_change(work, "task", task_id, UUID(found["member_id"]), confidential=found["confidential"])
    return found


async def task_shown(tx: Connection, task_id: UUID, today: date) -> Any:
    return await tx.fetchrow(SHOW, task_id, today)


async def task_read(reading: Reading, task_id: UUID) -> Any:
    """Row of `version` and `body`, or None."""
    access = access_arguments(reading.caller, reading.request_id)
    return await reading.fetchrow(ONE, *access, task_id, reading.today, *sight(reading), reason_given(reading))


async def tasks_read(
    reading: Reading,
    *,
    assignee: str | None,
    due_before: date | None,
    overdue: bool,
    status: str | None,
    member_id: UUID | None,
    case_id: UUID | None,
    after: tuple[date | None, UUID | None],
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `due_on`, `id` and `item`, soonest due first."""
    caller = reading.caller
    where = Where(*access_arguments(caller, reading.request_id), reading.today, *sight(reading))
    where.add("t.assignee = {}", assignee)
    where.add("t.due_on < {}", due_before)
    where.add("t.status = {}", status)
    where.add("t.member_id = {}", member_id)
    where.add("t.episode_id = {}", case_id)
    where.add("(t.due_on, t.id) > ({}::date, {}::uuid)", *after)
    late = "and t.due_on < $5 and t.status = 'open'" if overdue else ""
    most, reason = where.argument(limit + 1), where.argument(reason_given(reading))
    return await reading.search(
        f"""
        with found as materialized (
            select t.* from {JOINED} where {where} and {seen(6)} {late} order by t.due_on, t.id limit {most}
        ), {explained_log("task", reason)}
        select t.due_on, t.id, ({BODY.format(today="$5")})::text as item
        from found t join members m on m.id = t.member_id left join episodes e on e.id = t.episode_id
        order by t.due_on, t.id
        """,
        *where.arguments,
    )
