"""Facilitation, advocacy and education: what is done for the member, and whether the member acted on a referral."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.care.errors import GoalNotFound, InterventionNotFound, ReferralTooLate
from casemanagement.domain.care.plan import FollowUpFacts, InterventionStatus, MemberActed
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.rules import REFERRAL_RULES
from casemanagement.domain.care.tasks import TaskKind, TaskStatus
from casemanagement.persistence.care_case import case_for_update
from casemanagement.persistence.care_plan_repository import INTERVENTION, PLAN
from casemanagement.persistence.care_rows import save_rows
from casemanagement.use_cases.keep_tasks import new_task
from shared.kernel.errors import InvalidMember
from shared.kernel.rule import evaluate
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

ENDED = frozenset({InterventionStatus.DONE, InterventionStatus.CANCELLED})


async def add_intervention(work: Work, case_id: UUID, given: Mapping[str, Any]) -> UUID:
    """A referral to somebody else gets its follow-up task at once (R7).

    Raises `CaseNotFound`, `NotInThisState`, `GoalNotFound`, `ReferralTooLate`.
    """
    case = await case_for_update(work, case_id, plan=PLAN)
    kinds.check(kinds.INTERVENING, case.state)
    plan = case.parts["plan"]
    goals = {goal["id"] for goal in plan["goals"]} if plan else set()
    if given["goal_id"] is not None and str(given["goal_id"]) not in goals:
        raise GoalNotFound
    referred = given["referred_to"] is not None
    latest = work.today + timedelta(days=CARE_2026.follow_up_days)
    follow_up_on = (given["follow_up_on"] or latest) if referred else None
    if given["follow_up_on"] is not None and not referred:
        raise InvalidMember("/referred_to", "missing", "Say to whom the member was referred.")
    facts = FollowUpFacts(referred, follow_up_on, work.today, CARE_2026)
    if findings := evaluate(REFERRAL_RULES, facts, CARE_2026.id).findings:
        raise ReferralTooLate(findings)
    intervention_id = work.new_id()
    intervention = {
        **given,
        "id": intervention_id,
        "version": 1,
        "care_plan_id": plan["id"] if plan else None,
        "episode_id": case.id,
        "follow_up_on": follow_up_on,
        "status": InterventionStatus.IN_PROGRESS if referred else InterventionStatus.PLANNED,
        "created_at": work.now,
        "created_by": work.caller.subject,
        "updated_at": work.now,
    }
    tasks = []
    if follow_up_on is not None:
        tasks.append(
            new_task(
                work,
                case.member_id,
                TaskKind.FOLLOW_UP,
                f"Did the member act? Referred to {given['referred_to']}.",
                follow_up_on,
                episode_id=case.id,
                intervention_id=intervention_id,
                assignee=case.primary_case_manager,
                confidential=case.confidential,
                cause=f"follow_up:{intervention_id}",
                rule_ids=("R7",),
            )
        )
    await save_rows(work.tx, interventions=[intervention], tasks=tasks)
    work.record(
        "intervention_added",
        "intervention",
        intervention_id,
        member_id=case.member_id,
        after={"case": case.id, "kind": given["kind"], "follow_up_on": follow_up_on},
        rule_ids=("R7",) if referred else (),
    )
    return intervention_id


async def change_intervention(work: Work, case_id: UUID, intervention_id: UUID, changes: Mapping[str, Any]) -> None:
    """When it is known whether the member acted, the follow-up task is done. Raises `InterventionNotFound`."""
    case = await case_for_update(work, case_id, intervention_id, found=INTERVENTION)
    kinds.check(kinds.INTERVENING, case.state)
    if case.parts["found"] is None:
        raise InterventionNotFound
    known, task = case.parts["found"]["intervention"], case.parts["found"]["task"]
    check_if_match(work.headers, known["version"], required=True)
    if changes.get("member_acted") is not None and known["referred_to"] is None:
        raise InvalidMember("/member_acted", "no_referral", "Nobody was referred to; there was nothing to act on.")
    if changes.get("status") == InterventionStatus.CANCELLED and not changes.get("reason"):
        raise InvalidMember("/reason", "missing", "Say why this is not done.")
    after = {**known, **changes, "version": known["version"] + 1, "updated_at": work.now}
    settled = changes.get("member_acted") in (MemberActed.YES, MemberActed.NO) or after["status"] in ENDED
    tasks = []
    if task is not None and settled:
        cancelled = after["status"] == InterventionStatus.CANCELLED
        tasks.append(
            {
                **task,
                "version": task["version"] + 1,
                "status": TaskStatus.CANCELLED if cancelled else TaskStatus.DONE,
                "outcome": changes.get("acted_note") or after["member_acted"],
                "reason": changes.get("reason"),
                "ended_at": work.now,
                "ended_by": work.caller.subject,
            }
        )
    await save_rows(work.tx, interventions=[after], tasks=tasks)
    work.record(
        "intervention_changed",
        "intervention",
        intervention_id,
        member_id=case.member_id,
        before={"status": known["status"], "member_acted": known["member_acted"]},
        after={"status": after["status"], "member_acted": after["member_acted"]},
        rule_ids=("R7",) if changes.get("member_acted") else (),
    )
