"""The work list and calls on the wire."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from disease.domain.outreach import CallOutcome, Channel
from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from shared.kernel.contact_rules import DayPart
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire

MEMBER = "0199a1b2-0000-7000-8000-000000000001"
ENTRY: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-00000000000e",
    "member": {
        "id": MEMBER,
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "2016-05-02",
        "language": "en",
        "interpreter": False,
        "tty": False,
        "phone": "+1 314 555 0100",
    },
    "disease": "asthma",
    "status": "telephonic_outreach",
    "tier": "very_high",
    "purpose": "first_call",
    "call_due_on": "2026-03-05",
    "overdue_days": 0,
    "channel": "phone",
    "number_is_bad": False,
    "attempts": 1,
    "lacks": ["attempts", "day_parts", "days"],
    "day_parts_needed": ["afternoon", "evening"],
    "letter_sent_on": None,
    "zones": ["America/Chicago"],
    "zones_known_from": ["time_zone"],
    "local_times": ["10:15"],
    "callable_now": True,
    "next_allowed_at": "2026-03-04T16:15:00Z",
    "case_lead_open": False,
    "assignee": None,
    "version": 2,
    "policy": "2026-01",
}
CALL: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-00000000000c",
    "member_id": MEMBER,
    "enrolment_id": "0199a1b2-0000-7000-8000-00000000000e",
    "disease": "asthma",
    "direction": "outbound",
    "channel": "phone",
    "placed_at": "2026-03-04T16:15:00Z",
    "local_at": "2026-03-04T10:15:00",
    "time_zone": "America/Chicago",
    "day_part": "morning",
    "placed_by": "nurse1",
    "outcome": None,
    "outcome_at": None,
    "language": "en",
    "interpreter": False,
    "cap": {"answer": "granted", "deferred_until": None, "reservation_id": "r1", "detail": None},
    "findings": [],
    "version": 1,
}
Number = Field(default=None, min_length=7, max_length=32, pattern=r"^[0-9+() .-]+$")


class WorklistMember(Wire):
    id: UUID
    given_name: str
    family_name: str
    birth_date: Day
    language: str | None
    interpreter: bool
    tty: bool
    phone: str | None


class WorklistEntry(Wire):
    """`lacks` is what an unable-to-reach letter still needs; `zones` are all places where the member may be."""

    model_config = ConfigDict(json_schema_extra={"example": ENTRY})

    id: UUID
    member: WorklistMember
    disease: DiseaseCode
    status: str
    tier: Tier
    purpose: Literal["first_call", "follow_up", "health_risk_assessment", "retry"]
    call_due_on: Day
    overdue_days: int
    channel: Literal["phone", "tty"]
    number_is_bad: bool
    attempts: int
    lacks: list[Literal["attempts", "day_parts", "days", "letter", "wait"]]
    day_parts_needed: list[DayPart]
    letter_sent_on: Day | None
    zones: list[str]
    zones_known_from: list[Literal["time_zone", "state", "area_code", "office"]]
    local_times: list[str]
    callable_now: bool
    next_allowed_at: datetime | None
    case_lead_open: bool
    assignee: str | None
    version: int
    policy: str


class CapRead(Wire):
    """`unknown`: case management did not answer."""

    answer: Literal["granted", "deferred", "refused", "unknown"]
    deferred_until: datetime | None
    reservation_id: str | None
    detail: str | None


class CallRead(Wire):
    """`local_at` is the wall clock where the member lives; `findings` are rules that were broken or not asked."""

    model_config = ConfigDict(json_schema_extra={"example": CALL})

    id: UUID
    member_id: UUID
    enrolment_id: UUID | None
    disease: DiseaseCode
    direction: Literal["outbound", "inbound"]
    channel: Channel
    placed_at: datetime
    local_at: datetime
    time_zone: str
    day_part: DayPart
    placed_by: str
    outcome: CallOutcome | None
    outcome_at: datetime | None
    language: str | None
    interpreter: bool
    cap: CapRead | None
    findings: list[FindingRead]
    version: int


class CallWanted(Wire):
    """Left out: the program of the highest tier, the member's own route and number, now."""

    model_config = ConfigDict(json_schema_extra={"example": {"disease": "asthma", "at": "2026-03-04T16:15:00Z"}})

    disease: DiseaseCode | None = None
    channel: Channel | None = None
    number: str | None = Number
    at: Instant | None = None


class CallCreate(Wire):
    """Without `outcome` a call is about to be placed: every rule is judged, and the other programs are asked.

    With `outcome` it was made already, or came in: it is kept as it happened, with what it broke as findings.
    """

    model_config = ConfigDict(json_schema_extra={"example": {"disease": "asthma", "channel": "phone"}})

    disease: DiseaseCode | None = None
    direction: Literal["outbound", "inbound"] = "outbound"
    channel: Channel | None = None
    number: str | None = Number
    placed_at: Instant | None = Field(default=None, description="only with an outcome; now where it is left out")
    outcome: CallOutcome | None = None
    language: str | None = Field(default=None, max_length=35)
    interpreter: bool | None = None

    @model_validator(mode="after")
    def _past_calls_have_an_outcome(self) -> Self:
        if self.outcome is None and (self.placed_at is not None or self.direction == "inbound"):
            raise ValueError("give the outcome of a call that was made already or came in")
        return self


class OutcomeCreate(Wire):
    model_config = ConfigDict(json_schema_extra={"example": {"outcome": "no_answer"}})

    outcome: CallOutcome
    language: str | None = Field(default=None, max_length=35)
    interpreter: bool | None = None


class CallCheckRead(Wire):
    """Nothing is stored and nobody is asked: `cap` is judged when the call is placed."""

    allowed: bool
    at: datetime
    zones: list[str]
    local_times: list[str]
    next_allowed_at: datetime | None
    channel: Channel
    attempts: int
    lacks: list[str]
    cap: Literal["asked_when_placed"]
    findings: list[FindingRead]
    policy: str
