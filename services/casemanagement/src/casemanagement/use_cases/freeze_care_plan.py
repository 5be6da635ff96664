"""What the activation of a case asks of its plan (R6), and what it does to it (T12)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from casemanagement.domain.care.errors import CarePlanNotFound
from casemanagement.domain.care.goals import GoalLifecycle
from casemanagement.domain.care.plan import PlanFacts, PlanStatus
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.rules import PLAN_RULES
from casemanagement.domain.care.tasks import TaskKind
from casemanagement.persistence.care_case import Case
from casemanagement.persistence.care_plan_repository import PREVIOUS, goal_of
from casemanagement.persistence.care_rows import save_rows
from casemanagement.use_cases.draft_care_plan import plan_for_update, without_parts
from casemanagement.use_cases.keep_tasks import new_task
from shared.kernel.finding import Finding
from shared.kernel.rule import evaluate
from shared.runtime.work import Work


def lacks_of(plan: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What stands between a plan as JSON values and its activation (R6)."""
    agreed, notified = plan["agreed_on"], plan["pcp_notified_on"]
    facts = PlanFacts(
        tuple(goal_of(goal) for goal in plan["goals"]),
        date.fromisoformat(agreed) if agreed else None,
        date.fromisoformat(notified) if notified else None,
        CARE_2026,
    )
    return evaluate(PLAN_RULES, facts, CARE_2026.id).findings


async def freeze_care_plan(work: Work, case_id: UUID) -> UUID:
    """The draft becomes the active plan, its accepted goals active, and each gets a task for its day.

    The version before is superseded. Called by the activation of a case, which judged it. Raises `CarePlanNotFound`.
    """
    case, plan = await plan_for_update(work, case_id)
    if plan["status"] != PlanStatus.DRAFT:
        raise CarePlanNotFound
    accepted = [goal for goal in plan["goals"] if goal["lifecycle"] == GoalLifecycle.ACCEPTED]
    goals = [
        {**goal, "lifecycle": GoalLifecycle.ACTIVE, "version": goal["version"] + 1, "updated_at": work.now}
        for goal in accepted
    ]
    frozen = {
        **without_parts(plan),
        "status": PlanStatus.ACTIVE,
        "activated_at": work.now,
        "version": plan["version"] + 1,
    }
    await work.tx.execute(PREVIOUS, case_id)
    tasks = [*_goal_tasks(work, case, accepted), *_review(work, case, plan)]
    await save_rows(work.tx, care_plans=[frozen], goals=goals, tasks=tasks)
    plan_id = UUID(plan["id"])
    work.record(
        "care_plan_activated",
        "care_plan",
        plan_id,
        member_id=case.member_id,
        after={"plan_no": plan["plan_no"], "goals": len(accepted), "tasks": len(tasks)},
        rule_ids=("R6",),
    )
    return plan_id


def _goal_tasks(work: Work, case: Case, goals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        new_task(
            work,
            case.member_id,
            TaskKind.OTHER,
            f"Look at the goal: {goal['text']}",
            date.fromisoformat(goal["due"]),
            episode_id=case.id,
            assignee=case.primary_case_manager,
            confidential=case.confidential,
            pausable=True,
            cause=f"goal:{goal['id']}",
        )
        for goal in goals
    ]


def _review(work: Work, case: Case, plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    if plan["next_review_on"] is None:
        return []
    task = new_task(
        work,
        case.member_id,
        TaskKind.ASSESSMENT,
        "Review the care plan with the member.",
        date.fromisoformat(plan["next_review_on"]),
        episode_id=case.id,
        assignee=case.primary_case_manager,
        confidential=case.confidential,
        pausable=True,
        cause=f"review:{plan['id']}",
    )
    return [task]
