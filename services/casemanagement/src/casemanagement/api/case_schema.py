"""Cases on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.guards import MEMBERS, ActionRequest
from casemanagement.domain.lifecycle import EpisodeAction, EpisodeState, Outcome
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from shared.kernel.errors import InvalidMember
from shared.schema.findings import CitationRead, FindingRead
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Subject = Annotated[str, Field(min_length=1, max_length=100)]
Scope = Annotated[str, Field(pattern=r"^(program:[a-z_]+|all_cm|all_dm|all|channel:(phone|sms|mail|email))$")]
Identifier = Literal["name", "birth_date", "medicaid_id", "address", "phone"]
CASE_ID = "0198f000-0000-7000-8000-000000000003"


class ActionBody(Wire):
    """Which members an action takes stands with the operation; others are refused."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"identifiers": ["name", "birth_date"], "spoke_with": "member", "agreed": True}}
    )

    reason: Text | None = Field(default=None, description="why; for a member's request what they said")
    reply: Text | None = Field(default=None, description="the answer to whoever referred the member")
    outcome: Outcome | None = Field(default=None, description="how a case closes before anybody is engaged")
    program: ProgramCode | None = None
    member_agreed: bool = Field(default=False, description="on a live call the member agreed to take part again")
    level: str | None = Field(default=None, min_length=1, max_length=32)
    case_manager: Subject | None = Field(default=None, description="subject of the nurse's token")
    force: bool = Field(default=False, description="a supervisor insists beyond the caseload limit")
    identifiers: list[Identifier] = Field(default_factory=list, max_length=5)
    spoke_with: Literal["member", "personal_representative"] | None = None
    agreed: bool = Field(default=False, description="whoever was spoken with agreed to talk")
    next_contact_on: Day | None = None
    until: Day | None = None
    scope: Scope | None = Field(default=None, description="what the member opts out of; else this program")
    reasons: list[DischargeReasonCode] = Field(default_factory=list, max_length=5)
    sub_reason: Literal["lost_contact"] | None = None
    summary: Annotated[str, Field(min_length=1, max_length=8000)] | None = None
    cancel_open_tasks: Text | None = Field(default=None, description="why open tasks are not done any more")

    def request(self, action: EpisodeAction) -> ActionRequest:
        """Raises `InvalidMember` for a member that the action does not take."""
        for name in sorted(self.model_fields_set - MEMBERS[action]):
            taken = ", ".join(sorted(MEMBERS[action])) or "nothing"
            raise InvalidMember(f"/{name}", "not_of_this_action", f"{action} takes {taken}.")
        values = self.model_dump()
        return ActionRequest(
            **{**values, "identifiers": frozenset(self.identifiers), "reasons": frozenset(self.reasons)}
        )


class DischargeBody(Wire):
    """One or more of the five reasons; the gravest is the primary one."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "reasons": ["goals_met_80"],
                "summary": "The child's lead level fell below 5; the home is abated.",
                "cancel_open_tasks": "Goals are met.",
            }
        }
    )

    reasons: list[DischargeReasonCode] = Field(min_length=1, max_length=5)
    summary: str = Field(min_length=1, max_length=8000)
    reason: Text | None = Field(default=None, description="what the member said, for a member's request")
    sub_reason: Literal["lost_contact"] | None = None
    scope: Scope | None = None
    cancel_open_tasks: Text | None = None

    def request(self) -> ActionRequest:
        return ActionRequest(**{**self.model_dump(), "reasons": frozenset(self.reasons)})


class CaseMember(Wire):
    id: UUID | None = None
    medicaid_id: str
    given_name: str
    family_name: str
    birth_date: Day
    language: str | None = None
    phone: str | None = None
    tty: bool = False
    time_zone: str | None = None


class ClockRead(Wire):
    """`due_on` is a day of the office and ends with it. `alerts` says who is told of a contact that is late."""

    clock: Literal["assess_start", "assess_complete", "next_contact"]
    due_on: Day
    done_on: Day | None
    status: Literal["running", "overdue", "met", "missed", "stopped"]
    rule_id: str
    citation: CitationRead
    alerts: list[Literal["case_manager", "supervisor"]]


class StepsRead(Wire):
    """When each of the six steps was reached."""

    identification: Instant | None
    stratification: Instant | None
    evaluation: Instant | None
    planning: Instant | None
    service_facilitation: Instant | None
    advocacy: Instant | None


class ActionRead(Wire):
    """An action that is possible now; `lacks` is what it still needs, in the request or in the case."""

    action: EpisodeAction
    transition: str
    to: EpisodeState | None
    what: str
    lacks: list[FindingRead]


class EventRead(Wire):
    """`effective_at` is when it holds from, `recorded_at` when it was known."""

    id: UUID
    transition: str
    action: str
    from_state: EpisodeState | None
    to_state: EpisodeState
    actor: str
    roles: list[str]
    reason: str | None
    detail: dict[str, Any] | None
    rule_ids: list[str]
    effective_at: Instant
    recorded_at: Instant


class CaseSummary(Wire):
    """A line of the list. `days_overdue` counts from the day of the next contact."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": CASE_ID,
                "version": 3,
                "number": "C00000018",
                "member_id": "0198f000-0000-7000-8000-000000000001",
                "member": {
                    "given_name": "Ada",
                    "family_name": "Byron",
                    "medicaid_id": "M1",
                    "birth_date": "2019-05-02",
                },
                "program": "lead",
                "episode_no": 1,
                "state": "outreach",
                "level": "10-20",
                "provisional": False,
                "confidential": False,
                "primary_case_manager": "nurse1",
                "lead_case_manager": "nurse1",
                "eligible_at": "2026-03-01T10:00:00Z",
                "enrolled_at": "2026-03-02T10:00:00Z",
                "next_contact_on": "2026-03-09",
                "days_overdue": 0,
            }
        }
    )

    id: UUID
    version: int
    number: str
    member_id: UUID
    member: CaseMember
    program: ProgramCode | None
    episode_no: int | None
    state: EpisodeState
    level: str | None = None
    provisional: bool
    confidential: bool
    primary_case_manager: str | None = None
    lead_case_manager: str | None = None
    eligible_at: Instant | None = None
    enrolled_at: Instant | None = None
    engaged_at: Instant | None = None
    next_contact_on: Day | None = None
    days_overdue: int | None = None
    closed_at: Instant | None = None
    ended_on: Day | None = None
    outcome: Outcome | None = None
    primary_reason: DischargeReasonCode | None = None
