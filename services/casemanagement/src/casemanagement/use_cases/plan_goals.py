"""Problems, barriers and goals of a care plan; every change of a goal judges anew whether enough are met (G80, R9)."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.care.errors import BarrierNotFound, GoalNotFound, PlanFrozen
from casemanagement.domain.care.goals import GoalLifecycle, count, late_cancellations, moved
from casemanagement.domain.care.plan import PlanStatus
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.tasks import TaskKind
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.persistence.care_case import Case
from casemanagement.persistence.care_plan_repository import goal_of
from casemanagement.persistence.care_rows import save_rows
from casemanagement.use_cases.draft_care_plan import plan_for_update
from casemanagement.use_cases.keep_tasks import new_task
from shared.kernel.errors import InvalidMember
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

# What changes while a plan is in force; everything else of a goal is frozen with it.
PROGRESS = frozenset({"lifecycle", "achievement", "reason"})
NEEDS_REASON = frozenset({GoalLifecycle.CANCELLED, GoalLifecycle.REJECTED, GoalLifecycle.ENTERED_IN_ERROR})
PROPOSING = frozenset({EpisodeState.ACTIVE, EpisodeState.ON_HOLD})


async def add_problem(work: Work, case_id: UUID, given: Mapping[str, Any]) -> UUID:
    """Raises `CarePlanNotFound`, `NotInThisState`, `PlanFrozen`."""
    case, plan = await _draft(work, case_id)
    problem = {"id": work.new_id(), "care_plan_id": plan["id"], "status": "open", "created_at": work.now, **given}
    await save_rows(work.tx, problems=[problem])
    return _recorded(work, case, "problem_added", "problem", problem["id"])


async def add_barrier(work: Work, case_id: UUID, given: Mapping[str, Any]) -> UUID:
    """Also while the plan is in force: what stands in the way comes up at any time. Raises `CarePlanNotFound`."""
    case, plan = await plan_for_update(work, case_id)
    kinds.check(kinds.PROGRESS, case.state)
    barrier = {"id": work.new_id(), "care_plan_id": plan["id"], "status": "open", "created_at": work.now, **given}
    await save_rows(work.tx, barriers=[barrier])
    return _recorded(work, case, "barrier_added", "barrier", barrier["id"])


async def change_barrier(work: Work, case_id: UUID, barrier_id: UUID, status: str) -> None:
    """Raises `BarrierNotFound`."""
    case, plan = await plan_for_update(work, case_id)
    known = _one(plan["barriers"], barrier_id)
    if known is None:
        raise BarrierNotFound
    resolved = {"status": status, "resolved_at": work.now if status == "resolved" else None}
    await save_rows(work.tx, barriers=[{**known, **resolved}])
    _recorded(work, case, f"barrier_{status}", "barrier", barrier_id)


async def add_goal(work: Work, case_id: UUID, given: Mapping[str, Any]) -> UUID:
    """Raises `CarePlanNotFound`, `NotInThisState`, `PlanFrozen`."""
    case, plan = await _draft(work, case_id)
    _check_links(plan, given)
    goal = {
        "id": work.new_id(),
        "version": 1,
        "care_plan_id": plan["id"],
        "episode_id": case.id,
        "created_at": work.now,
        "created_by": work.caller.subject,
        "updated_at": work.now,
        **given,
    }
    await save_rows(work.tx, goals=[goal])
    return _recorded(work, case, "goal_added", "goal", goal["id"])


async def change_goal(work: Work, case_id: UUID, goal_id: UUID, changes: Mapping[str, Any]) -> None:
    """Raises `GoalNotFound`, `PlanFrozen`, `ActionNotAllowed`, `NotInThisState`."""
    case, plan = await plan_for_update(work, case_id)
    kinds.check(kinds.PROGRESS, case.state)
    known = _one(plan["goals"], goal_id)
    if known is None:
        raise GoalNotFound
    check_if_match(work.headers, known["version"], required=True)
    if plan["status"] != PlanStatus.DRAFT and not PROGRESS.issuperset(changes):
        raise PlanFrozen
    _check_links(plan, changes)
    before = goal_of(known)
    lifecycle = GoalLifecycle(changes.get("lifecycle") or before.lifecycle)
    reason = changes.get("reason")
    if lifecycle is not before.lifecycle and lifecycle in NEEDS_REASON and not reason:
        raise InvalidMember("/reason", "missing", "Say why the goal is given up.")
    after = moved(before, lifecycle, reason, work.now)
    row = {
        **known,
        **changes,
        "lifecycle": after.lifecycle,
        "cancelled_at": after.cancelled_at,
        "reason": after.reason,
        "version": known["version"] + 1,
        "updated_at": work.now,
    }
    goals = [row if goal["id"] == known["id"] else goal for goal in plan["goals"]]
    proposal = judge_goals(work, case, plan, goals) if case.state in PROPOSING else {}
    await save_rows(work.tx, goals=[row], **proposal)
    work.record(
        "goal_changed",
        "goal",
        goal_id,
        member_id=case.member_id,
        before={"lifecycle": before.lifecycle, "achievement": before.achievement},
        after={"lifecycle": row["lifecycle"], "achievement": row["achievement"], "reason": reason},
        rule_ids=("G80", "R9") if proposal else (),
    )


def judge_goals(
    work: Work, case: Case, plan: Mapping[str, Any], goals: Iterable[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """Rows by table: a proposal to discharge appears with its task, follows the count, or is withdrawn (R9)."""
    known = [goal_of(_plain(goal)) for goal in goals]
    counted, standing = count(known), plan["proposal"]
    if not counted.enough:
        if standing is None:
            return {}
        because = f"{counted.met} of {counted.eligible} goals are met now."
        return {"goal_proposals": [{**standing, "status": "withdrawn", "ended_at": work.now, "ended_because": because}]}
    late = [
        {"goal_id": goal.id, "cancelled_on": work.day_of(goal.cancelled_at), "reason": goal.reason}
        for goal in late_cancellations(known, work.now, CARE_2026)
        if goal.cancelled_at is not None
    ]
    figures = {"met": counted.met, "eligible": counted.eligible, "late_cancellations": late}
    if standing is not None:
        return {"goal_proposals": [{**standing, **figures}]}
    proposal_id, confirm_by = work.new_id(), work.today + timedelta(days=CARE_2026.confirm_goals_days)
    task = new_task(
        work,
        case.member_id,
        TaskKind.CONFIRM_GOALS,
        "Enough goals are met: confirm the discharge, or say why the case goes on.",
        confirm_by,
        episode_id=case.id,
        assignee=case.primary_case_manager,
        confidential=case.confidential,
        cause=f"goals:{proposal_id}",
        rule_ids=("G80",),
    )
    proposal = {
        "id": proposal_id,
        "episode_id": case.id,
        "care_plan_id": plan["id"],
        **figures,
        "proposed_at": work.now,
        "confirm_by": confirm_by,
        "status": "open",
        "ended_at": None,
        "ended_because": None,
    }
    return {"goal_proposals": [proposal], "tasks": [task]}


async def _draft(work: Work, case_id: UUID) -> tuple[Case, dict[str, Any]]:
    case, plan = await plan_for_update(work, case_id)
    if plan["status"] != PlanStatus.DRAFT:
        raise PlanFrozen
    kinds.check(kinds.DRAFTING, case.state)
    return case, plan


def _check_links(plan: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    known = {barrier["id"] for barrier in plan["barriers"]}
    for number, barrier in enumerate(given.get("barriers") or ()):
        if str(barrier) not in known:
            raise InvalidMember(f"/barriers/{number}", "unknown", "This plan has no such barrier.")
    problem = given.get("problem_id")
    if problem is not None and _one(plan["problems"], problem) is None:
        raise InvalidMember("/problem_id", "unknown", "This plan has no such problem.")


def _one(rows: Iterable[dict[str, Any]], wanted: UUID) -> dict[str, Any] | None:
    return next((row for row in rows if row["id"] == str(wanted)), None)


def _plain(goal: Mapping[str, Any]) -> dict[str, Any]:
    """Days, times and ids as the database writes them, also where they were just given."""
    names = ("due", "cancelled_at", "problem_id", "id")
    return {
        **goal,
        **{name: str(goal[name]) if goal[name] is not None else None for name in names},
        "barriers": [str(barrier) for barrier in goal["barriers"]],
    }


def _recorded(work: Work, case: Case, action: str, subject: str, subject_id: UUID) -> UUID:
    work.record(action, subject, subject_id, member_id=case.member_id, after={"case": case.id})
    return subject_id
