"""Tasks of the work list: made by nurses, by rules and by other steps; completed, cancelled, handed on."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.care.errors import TaskNotFound
from casemanagement.domain.care.tasks import TASK_LIFECYCLE, TaskAction, TaskKind, TaskStatus
from casemanagement.persistence.care_case import case_for_update
from casemanagement.persistence.care_rows import save_rows
from casemanagement.persistence.task_repository import task_for_update
from shared.kernel.errors import InvalidMember
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


def new_task(
    work: Work,
    member_id: UUID,
    kind: TaskKind,
    title: str,
    due_on: date,
    *,
    episode_id: UUID | None = None,
    intervention_id: UUID | None = None,
    assignee: str | None = None,
    assigned_role: str = "care_nurse",
    confidential: bool = False,
    clock: str | None = None,
    pausable: bool = False,
    cause: str | None = None,
    rule_ids: tuple[str, ...] = (),
) -> dict[str, Any]:
    """A row of `tasks`. One task exists per `cause`, whoever makes it and however often."""
    return {
        "id": work.new_id(),
        "version": 1,
        "member_id": member_id,
        "episode_id": episode_id,
        "intervention_id": intervention_id,
        "cause": cause,
        "kind": kind,
        "title": title,
        "due_on": due_on,
        "clock": clock,
        "pausable": pausable,
        "assignee": assignee,
        "assigned_role": assigned_role,
        "confidential": confidential,
        "status": TaskStatus.OPEN,
        "outcome": None,
        "reason": None,
        "rule_ids": list(rule_ids),
        "created_at": work.now,
        "created_by": work.caller.subject,
        "ended_at": None,
        "ended_by": None,
    }


async def add_task(work: Work, case_id: UUID, given: Mapping[str, Any]) -> UUID:
    """Raises `CaseNotFound`, `NotInThisState`."""
    case = await case_for_update(work, case_id)
    kinds.check(kinds.TASKING, case.state)
    task = new_task(
        work,
        case.member_id,
        given["kind"],
        given["title"],
        given["due_on"],
        episode_id=case.id,
        assignee=given["assignee"] or case.primary_case_manager,
        confidential=case.confidential,
        clock=given["clock"],
        pausable=given["pausable"],
    )
    await save_rows(work.tx, tasks=[task])
    task_id: UUID = task["id"]
    work.record("task_added", "task", task_id, member_id=case.member_id, after={"case": case.id, "kind": given["kind"]})
    return task_id


async def change_task(
    work: Work, task_id: UUID, action: TaskAction | None, changes: Mapping[str, Any], *, case_id: UUID | None = None
) -> None:
    """Raises `TaskNotFound`, `ActionNotAllowed`."""
    known = await task_for_update(work, task_id, case_id)
    if known is None:
        raise TaskNotFound
    check_if_match(work.headers, known["version"], required=True)
    after = {**known, **changes, "version": known["version"] + 1}
    if action is not None:
        after["status"] = TASK_LIFECYCLE.after(TaskStatus(known["status"]), action)
        ended = after["status"] is not TaskStatus.OPEN
        after |= {"ended_at": work.now if ended else None, "ended_by": work.caller.subject if ended else None}
        if action is TaskAction.CANCEL and not changes.get("reason"):
            raise InvalidMember("/reason", "missing", "Say why the task is not done.")
    elif known["status"] != TaskStatus.OPEN:
        TASK_LIFECYCLE.after(TaskStatus(known["status"]), TaskAction.COMPLETE)
    await save_rows(work.tx, tasks=[after])
    work.record(
        f"task_{action}" if action else "task_changed",
        "task",
        task_id,
        member_id=UUID(known["member_id"]),
        before={"status": known["status"], "assignee": known["assignee"], "due_on": known["due_on"]},
        after={"status": after["status"], "assignee": after["assignee"], "due_on": after["due_on"]},
    )
