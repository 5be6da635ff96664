"""Problems, barriers, goals and interventions of a care plan on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.care.goals import Achievement, GoalLifecycle, GoalPriority
from casemanagement.domain.care.plan import BarrierKind, InterventionKind, InterventionStatus, MemberActed
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
AT = "2026-03-02T16:00:00Z"
PLAN_ID, CASE_ID = "0199a1b2-0000-7000-8000-0000000000c1", "0199a1b2-0000-7000-8000-0000000000e1"
PROBLEM: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000c2",
    "care_plan_id": PLAN_ID,
    "text": "Misses lead retests because the clinic is far away",
    "status": "open",
    "assessments": [],
    "factors": ["social_needs"],
    "created_at": AT,
}
BARRIER: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000c3",
    "care_plan_id": PLAN_ID,
    "kind": "transport",
    "text": "No car, no bus nearby",
    "status": "open",
    "created_at": AT,
    "resolved_at": None,
}
GOAL_CREATE: dict[str, Any] = {
    "text": "Both retests are done on time",
    "lifecycle": "accepted",
    "priority": "high",
    "measure": "retests done on the day they are due",
    "target": "2 of 2",
    "due": "2026-09-01",
    "owner": "mother",
    "preference": "Mornings, because of school",
    "problem_id": PROBLEM["id"],
    "barriers": [BARRIER["id"]],
}
GOAL: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000c4",
    "version": 1,
    "care_plan_id": PLAN_ID,
    "episode_id": CASE_ID,
    "carried_from": None,
    "achievement": None,
    "no_barrier": False,
    "reason": None,
    "cancelled_at": None,
    "created_at": AT,
    "created_by": "nurse1",
    "updated_at": AT,
    **GOAL_CREATE,
}
INTERVENTION_CREATE: dict[str, Any] = {
    "kind": "facilitation",
    "text": "Rides to the clinic for both retests",
    "goal_id": GOAL["id"],
    "service": "transportation",
    "referred_to": "Ride service of the county",
}
INTERVENTION: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000c5",
    "version": 1,
    "care_plan_id": PLAN_ID,
    "episode_id": CASE_ID,
    "follow_up_on": "2026-03-16",
    "status": "in_progress",
    "member_acted": None,
    "acted_note": None,
    "reason": None,
    "created_at": AT,
    "created_by": "nurse1",
    "updated_at": AT,
    **INTERVENTION_CREATE,
}


class ProblemCreate(Wire):
    """`assessments` and `factors` are what it was seen in; one problem may come out of several."""

    model_config = ConfigDict(
        json_schema_extra={"example": {name: PROBLEM[name] for name in ("text", "factors", "assessments")}}
    )

    text: Text
    assessments: list[UUID] = Field(default_factory=list, max_length=20)
    factors: list[Line] = Field(default_factory=list, max_length=12)


class BarrierCreate(Wire):
    model_config = ConfigDict(json_schema_extra={"example": {"kind": "transport", "text": "No car, no bus nearby"}})

    kind: BarrierKind
    text: Text


class BarrierChange(Wire):
    model_config = ConfigDict(json_schema_extra={"example": {"status": "resolved"}})

    status: Literal["open", "resolved"]


class GoalText(Wire):
    priority: GoalPriority | None = None
    measure: Line | None = None
    target: Line | None = None
    due: Day | None = None
    owner: Line | None = None
    preference: Text | None = Field(default=None, description="what the member wishes")
    problem_id: UUID | None = None
    barriers: list[UUID] = Field(default_factory=list, max_length=20)
    no_barrier: bool = Field(default=False, description="none was found")


class GoalCreate(GoalText):
    """`lifecycle` says where it stands, `achievement` what came of it."""

    model_config = ConfigDict(json_schema_extra={"example": GOAL_CREATE})

    text: Line
    lifecycle: Literal["proposed", "planned", "accepted"] = "proposed"


class GoalChange(GoalText):
    """While a plan is active only `lifecycle`, `achievement` and `reason` change. Giving a goal up needs a reason."""

    model_config = ConfigDict(json_schema_extra={"example": {"achievement": "achieved"}})

    text: Line | None = None
    lifecycle: GoalLifecycle | None = None
    achievement: Achievement | None = None
    reason: Text | None = None


class InterventionCreate(Wire):
    """`referred_to` makes it a referral, followed up within 14 days (R7): by `follow_up_on`, else on the last day."""

    model_config = ConfigDict(json_schema_extra={"example": INTERVENTION_CREATE})

    kind: InterventionKind
    text: Text
    goal_id: UUID | None = None
    service: Line | None = Field(default=None, description="a service of the program, for example transportation")
    referred_to: Line | None = None
    follow_up_on: Day | None = None


class InterventionChange(Wire):
    model_config = ConfigDict(
        json_schema_extra={"example": {"member_acted": "yes", "acted_note": "Rides are booked", "status": "done"}}
    )

    status: InterventionStatus | None = None
    member_acted: MemberActed | None = None
    acted_note: Text | None = None
    reason: Text | None = None


class ProblemRead(Wire):
    model_config = ConfigDict(json_schema_extra={"example": PROBLEM})

    id: UUID
    care_plan_id: UUID
    text: str
    status: Literal["open", "resolved"]
    assessments: list[UUID]
    factors: list[str]
    created_at: Instant


class BarrierRead(Wire):
    model_config = ConfigDict(json_schema_extra={"example": BARRIER})

    id: UUID
    care_plan_id: UUID
    kind: BarrierKind
    text: str
    status: Literal["open", "resolved"]
    created_at: Instant
    resolved_at: Instant | None


class GoalRead(Wire):
    """`carried_from` is the same goal in the version of the plan before."""

    model_config = ConfigDict(json_schema_extra={"example": GOAL})

    id: UUID
    version: int
    care_plan_id: UUID
    episode_id: UUID
    carried_from: UUID | None
    problem_id: UUID | None
    text: str
    lifecycle: GoalLifecycle
    achievement: Achievement | None
    priority: GoalPriority | None
    measure: str | None
    target: str | None
    due: Day | None
    owner: str | None
    preference: str | None
    barriers: list[UUID]
    no_barrier: bool
    reason: str | None
    cancelled_at: Instant | None
    created_at: Instant
    created_by: str
    updated_at: Instant


class InterventionRead(Wire):
    model_config = ConfigDict(json_schema_extra={"example": INTERVENTION})

    id: UUID
    version: int
    care_plan_id: UUID | None
    episode_id: UUID
    goal_id: UUID | None
    kind: InterventionKind
    text: str
    service: str | None
    referred_to: str | None
    follow_up_on: Day | None
    status: InterventionStatus
    member_acted: MemberActed | None
    acted_note: str | None
    reason: str | None
    created_at: Instant
    created_by: str
    updated_at: Instant
