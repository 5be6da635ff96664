"""Begin a version of the care plan, and change what it says as a whole."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.care.errors import CarePlanNotFound, DraftOpen, PlanFrozen
from casemanagement.domain.care.goals import GoalLifecycle
from casemanagement.domain.care.plan import PlanStatus
from casemanagement.persistence.care_case import Case, case_for_update
from casemanagement.persistence.care_plan_repository import PLAN
from casemanagement.persistence.care_rows import save_rows
from shared.kernel.errors import InvalidMember
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

CARRIED = frozenset(
    {
        GoalLifecycle.PROPOSED,
        GoalLifecycle.PLANNED,
        GoalLifecycle.ACCEPTED,
        GoalLifecycle.ACTIVE,
        GoalLifecycle.ON_HOLD,
        GoalLifecycle.COMPLETED,
    }
)
PLAN_PARTS = ("problems", "barriers", "goals", "interventions", "proposal")


async def draft_care_plan(work: Work, case_id: UUID, given: Mapping[str, Any]) -> UUID:
    """The new draft, with what the version before still holds. Raises `CaseNotFound`, `NotInThisState`, `DraftOpen`."""
    case = await case_for_update(work, case_id, plan=PLAN)
    kinds.check(kinds.DRAFTING, case.state)
    before = case.parts["plan"]
    if before is not None and before["status"] == PlanStatus.DRAFT:
        raise DraftOpen
    plan_id = work.new_id()
    plan = {
        "id": plan_id,
        "version": 1,
        "episode_id": case.id,
        "member_id": case.member_id,
        "plan_no": before["plan_no"] + 1 if before else 1,
        "status": PlanStatus.DRAFT,
        "created_at": work.now,
        "created_by": work.caller.subject,
        **given,
    }
    await save_rows(work.tx, care_plans=[plan], **_carried(work, plan_id, before))
    work.record("care_plan_drafted", "care_plan", plan_id, member_id=case.member_id, after={"plan_no": plan["plan_no"]})
    return plan_id


def _carried(work: Work, plan_id: UUID, before: dict[str, Any] | None) -> dict[str, list[dict[str, Any]]]:
    """Open problems and barriers, and every goal that was not given up, under ids of their own."""
    if before is None:
        return {}
    problems = [problem for problem in before["problems"] if problem["status"] == "open"]
    barriers = [barrier for barrier in before["barriers"] if barrier["status"] == "open"]
    goals = [goal for goal in before["goals"] if goal["lifecycle"] in CARRIED]
    ids = {row["id"]: work.new_id() for row in (*problems, *barriers, *goals)}
    return {
        "problems": [{**row, "id": ids[row["id"]], "care_plan_id": plan_id} for row in problems],
        "barriers": [{**row, "id": ids[row["id"]], "care_plan_id": plan_id} for row in barriers],
        "goals": [
            {
                **row,
                "id": ids[row["id"]],
                "care_plan_id": plan_id,
                "carried_from": row["id"],
                "problem_id": ids.get(row["problem_id"]),
                "barriers": [ids[barrier] for barrier in row["barriers"] if barrier in ids],
                "no_barrier": row["no_barrier"] or not any(barrier in ids for barrier in row["barriers"]),
            }
            for row in goals
        ],
    }


async def change_care_plan(work: Work, case_id: UUID, changes: Mapping[str, Any]) -> UUID:
    """Agreement, copy, self-management and review of the draft. Raises `CarePlanNotFound`, `PlanFrozen`."""
    case, plan = await plan_for_update(work, case_id)
    check_if_match(work.headers, plan["version"], required=True)
    if plan["status"] != PlanStatus.DRAFT:
        raise PlanFrozen
    for name in ("agreed_on", "pcp_notified_on"):
        if changes.get(name) and changes[name] > work.today:
            raise InvalidMember(f"/{name}", "range", "This day has not come yet.")
    after = {**without_parts(plan), **changes, "version": plan["version"] + 1}
    if (after["agreed_on"] is None) != (after["agreed_by"] is None):
        raise InvalidMember("/agreed_by", "missing", "Say on which day the plan was agreed to, and by whom.")
    await save_rows(work.tx, care_plans=[after])
    plan_id = UUID(plan["id"])
    work.record("care_plan_changed", "care_plan", plan_id, member_id=case.member_id, after={"changed": sorted(changes)})
    return plan_id


async def plan_for_update(work: Work, case_id: UUID) -> tuple[Case, dict[str, Any]]:
    """The case and its present plan as JSON values. Raises `CaseNotFound`, `CarePlanNotFound`."""
    case = await case_for_update(work, case_id, plan=PLAN)
    plan = case.parts["plan"]
    if plan is None:
        raise CarePlanNotFound
    return case, plan


def without_parts(plan: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plan.items() if name not in PLAN_PARTS}
