"""Tasks on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.care.tasks import TaskAction, TaskKind, TaskStatus
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Subject = Annotated[str, Field(min_length=1, max_length=100)]
TASK: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000d1",
    "version": 1,
    "member_id": "0199a1b2-0000-7000-8000-0000000000b1",
    "member_name": "Ada Byron",
    "episode_id": "0199a1b2-0000-7000-8000-0000000000e1",
    "case_number": "CM-0000018",
    "program": "lead",
    "intervention_id": None,
    "cause": None,
    "kind": "call",
    "title": "Call about the retest",
    "due_on": "2026-03-09",
    "overdue": False,
    "clock": None,
    "pausable": False,
    "paused_on": None,
    "assignee": "nurse1",
    "assigned_role": "care_nurse",
    "confidential": False,
    "status": "open",
    "outcome": None,
    "reason": None,
    "rule_ids": [],
    "created_at": "2026-03-02T16:00:00Z",
    "created_by": "nurse1",
    "ended_at": None,
    "ended_by": None,
}


class TaskCreate(Wire):
    """Without an assignee it is the case manager's. `pausable` tasks wait while the case is on hold."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"kind": "call", "title": TASK["title"], "due_on": TASK["due_on"]}}
    )

    kind: TaskKind
    title: str = Field(min_length=1, max_length=300)
    due_on: Day
    assignee: Subject | None = None
    clock: str | None = Field(default=None, max_length=64, description="the clock that it belongs to")
    pausable: bool = False


class TaskChange(Wire):
    """`action` completes, cancels (with a reason) or reopens; an open task may also be handed on or moved."""

    model_config = ConfigDict(json_schema_extra={"example": {"action": "complete", "outcome": "Retest is booked"}})

    action: TaskAction | None = None
    outcome: Text | None = None
    reason: Text | None = None
    due_on: Day | None = None
    assignee: Subject | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_fields_set - {"action"}
        return {name: getattr(self, name) for name in given if name != "due_on" or self.due_on is not None}


class TaskRead(Wire):
    """A task without a case is about a member only, for example a retest that is watched."""

    model_config = ConfigDict(json_schema_extra={"example": TASK})

    id: UUID
    version: int
    member_id: UUID
    member_name: str
    episode_id: UUID | None
    case_number: str | None
    program: str | None
    intervention_id: UUID | None
    cause: str | None
    kind: TaskKind
    title: str
    due_on: Day
    overdue: bool
    clock: str | None
    pausable: bool
    paused_on: Day | None
    assignee: str | None
    assigned_role: Literal["care_nurse", "care_supervisor"]
    confidential: bool
    status: TaskStatus
    outcome: str | None
    reason: str | None
    rule_ids: list[str]
    created_at: Instant
    created_by: str
    ended_at: Instant | None
    ended_by: str | None
