"""Care plans on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.api.care_part_schema import (
    AT,
    BARRIER,
    CASE_ID,
    GOAL,
    INTERVENTION,
    PLAN_ID,
    PROBLEM,
    BarrierRead,
    GoalRead,
    InterventionRead,
    ProblemRead,
    Text,
)
from casemanagement.domain.care.plan import PlanStatus
from shared.schema.findings import CitationRead
from shared.schema.wire import Day, Instant, Wire

Npi = Annotated[str, Field(pattern=r"^[0-9]{10}$")]
AgreedBy = Literal["member", "representative", "parent"]
CITATION = {"source": "Case and Disease Management", "section": "Case Management Process", "quote": "80% of …"}
COUNT: dict[str, Any] = {"rule_id": "G80", "met": 0, "eligible": 1, "enough": False, "citation": CITATION}


class CarePlanText(Wire):
    """`agreed_on` and `agreed_by` go together; `agreement` says how the member agreed, and what they wish."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "agreed_on": "2026-03-02",
                "agreed_by": "parent",
                "agreement": "By phone; prefers mornings",
                "pcp_notified_on": "2026-03-02",
                "pcp_npi": "1234567893",
                "next_review_on": "2026-09-02",
            }
        }
    )

    agreed_on: Day | None = None
    agreed_by: AgreedBy | None = None
    agreement: Text | None = None
    pcp_notified_on: Day | None = None
    pcp_npi: Npi | None = None
    self_management: Text | None = None
    communication: Text | None = Field(default=None, description="who talks to whom, how and how often")
    next_review_on: Day | None = None


class CarePlanCreate(CarePlanText):
    reason: Text | None = Field(default=None, description="why a new version begins")


class LateCancellationRead(Wire):
    goal_id: UUID
    cancelled_on: Day
    reason: str | None


class ProposalRead(Wire):
    """Enough goals are met: the case manager confirms the discharge by `confirm_by`. Withdrawn when they are not."""

    id: UUID
    episode_id: UUID
    care_plan_id: UUID
    met: int
    eligible: int
    late_cancellations: list[LateCancellationRead]
    proposed_at: Instant
    confirm_by: Day
    status: Literal["open", "withdrawn", "confirmed"]
    ended_at: Instant | None
    ended_because: str | None


class GoalCountRead(Wire):
    """`enough` is null while no goal counts: of nothing, four fifths are not defined."""

    rule_id: Literal["G80"] = "G80"
    met: int
    eligible: int
    enough: bool | None
    citation: CitationRead


class LackRead(Wire):
    pointer: str
    message: str


class CarePlanRead(Wire):
    """The version in work or in force. `goal_count` is judged anew with every change of a goal (R9)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": PLAN_ID,
                "version": 1,
                "episode_id": CASE_ID,
                "member_id": "0199a1b2-0000-7000-8000-0000000000b1",
                "plan_no": 1,
                "status": "draft",
                "reason": None,
                "agreed_on": None,
                "agreed_by": None,
                "agreement": None,
                "pcp_notified_on": None,
                "pcp_npi": None,
                "self_management": None,
                "communication": None,
                "next_review_on": None,
                "created_at": AT,
                "created_by": "nurse1",
                "activated_at": None,
                "problems": [PROBLEM],
                "barriers": [BARRIER],
                "goals": [GOAL],
                "interventions": [INTERVENTION],
                "proposal": None,
                "goal_count": COUNT,
                "lacks": [{"pointer": "/agreement", "message": "Record that the member agreed to the plan, and how."}],
            }
        }
    )

    id: UUID
    version: int
    episode_id: UUID
    member_id: UUID
    plan_no: int
    status: PlanStatus
    reason: str | None
    agreed_on: Day | None
    agreed_by: AgreedBy | None
    agreement: str | None
    pcp_notified_on: Day | None
    pcp_npi: str | None
    self_management: str | None
    communication: str | None
    next_review_on: Day | None
    created_at: Instant
    created_by: str
    activated_at: Instant | None
    problems: list[ProblemRead]
    barriers: list[BarrierRead]
    goals: list[GoalRead]
    interventions: list[InterventionRead]
    proposal: ProposalRead | None
    goal_count: GoalCountRead
    lacks: list[LackRead] = Field(description="what stands between a draft and its activation (R6)")
