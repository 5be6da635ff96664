"""Care plans with their problems, barriers, goals and interventions, for changing and for reading."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.care.goals import Achievement, Goal, GoalLifecycle, GoalPriority
from casemanagement.persistence.visibility import explained_log, reason_given, sight_of, visible
from shared.runtime.audit import access_arguments
from shared.runtime.database import Connection
from shared.runtime.work import Reading


def _list(table: str, letter: str, condition: str = "") -> str:
    return (
        f"(select coalesce(jsonb_agg(to_jsonb({letter}) order by {letter}.created_at, {letter}.id), '[]') "
        f"from {table} {letter} where {letter}.care_plan_id = p.id {condition})"
    )


INTERVENTIONS = """(select coalesce(jsonb_agg(to_jsonb(i) order by i.created_at, i.id), '[]')
    from interventions i where i.episode_id = p.episode_id)"""
PROPOSAL = """(select to_jsonb(o) from goal_proposals o where o.episode_id = p.episode_id and o.status = 'open')"""
WHOLE = f"""to_jsonb(p) || jsonb_build_object(
    'problems', {_list("problems", "b")}, 'barriers', {_list("barriers", "r")},
    'goals', {_list("goals", "g")}, 'interventions', {INTERVENTIONS}, 'proposal', {PROPOSAL})"""
# The version in work, else the active one, else the newest.
CURRENT = "order by (p.status = 'draft') desc, (p.status = 'active') desc, p.plan_no desc limit 1"

PLAN = f"select {WHOLE} from care_plans p where p.episode_id = e.id {CURRENT}"
SHOW = f"select p.version, {WHOLE} as body from care_plans p where p.id = $1"
ONE = """
with found as materialized (
    select p.* from care_plans p join episodes e on e.id = p.episode_id
    where e.id = $5 and ($9::integer is null or p.plan_no = $9) and {visible} {current}
), {log}
select p.version, {whole} as body from found p
"""


async def care_plan_shown(tx: Connection, plan_id: UUID) -> Any:
    return await tx.fetchrow(SHOW, plan_id)


async def care_plan_read(reading: Reading, case_id: UUID, plan_no: int | None) -> Any:
    """Row of `version` and `body`, or None; without a number the plan that is in work or in force."""
    statement = ONE.format(visible=visible("e", 6), current=CURRENT, log=explained_log("care_plan", "$10"), whole=WHOLE)
    access = access_arguments(reading.caller, reading.request_id)
    rows = await reading.search(statement, *access, case_id, *sight_of(reading), plan_no, reason_given(reading))
    return rows[0] if rows else None


def goal_of(row: dict[str, Any]) -> Goal:
    """From a goal as JSON values."""
    return Goal(
        id=UUID(str(row["id"])),
        text=row["text"],
        lifecycle=GoalLifecycle(row["lifecycle"]),
        achievement=Achievement(row["achievement"]) if row["achievement"] else None,
        priority=GoalPriority(row["priority"]) if row["priority"] else None,
        measure=row["measure"],
        target=row["target"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        owner=row["owner"],
        preference=row["preference"],
        problem_id=UUID(row["problem_id"]) if row["problem_id"] else None,
        barriers=tuple(UUID(barrier) for barrier in row["barriers"]),
        no_barrier=row["no_barrier"],
        reason=row["reason"],
        cancelled_at=datetime.fromisoformat(row["cancelled_at"]) if row["cancelled_at"] else None,
    )


INTERVENTION = """
    select jsonb_build_object('intervention', to_jsonb(i), 'task',
                              (select to_jsonb(t) from tasks t where t.intervention_id = i.id and t.status = 'open'
                               order by t.id limit 1))
    from interventions i where i.episode_id = e.id and i.id = $2"""
PARTS = {
    table: f"select {version} as version, to_jsonb(x) as body from {table} x where x.id = $1"
    for table, version in (("problems", "1"), ("barriers", "1"), ("goals", "x.version"), ("interventions", "x.version"))
}


async def part_shown(tx: Connection, table: str, part_id: UUID) -> Any:
    """Row of `version` and `body` of a problem, barrier, goal or intervention."""
    return await tx.fetchrow(PARTS[table], part_id)


# A statement of its own, before the draft takes its place: one active plan per episode is a constraint.
PREVIOUS = """
update care_plans set status = 'superseded', version = version + 1 where episode_id = $1 and status = 'active'
"""
