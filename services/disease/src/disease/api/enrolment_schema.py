"""Enrolments on the wire."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from disease.domain.enrolment import LIFECYCLE, DisenrolmentReason, EnrolmentAction, EnrolmentStatus
from disease.domain.opt_out import Source
from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from shared.schema.wire import Day, Wire

Text = Field(min_length=1, max_length=2000)
Via = Literal[
    "health_info_line", "nurse_line_24h", "cm_line", "tty", "portal", "mail", "fax", "nurse_call", "provider", "batch"
]
ENROLMENT: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-00000000000e",
    "member_id": "0199a1b2-0000-7000-8000-000000000001",
    "disease": "asthma",
    "number": 1,
    "status": "telephonic_outreach",
    "allowed_actions": ["stop_calls", "engage", "disenrol"],
    "tier": "high",
    "tier_since": "2026-03-01",
    "source": "stratification",
    "identified_on": "2026-03-01",
    "enrolled_on": "2026-03-01",
    "engaged_on": None,
    "disenrolled_on": None,
    "reason": None,
    "call_due_on": "2026-03-15",
    "last_reached_on": None,
    "unreachable_since": None,
    "mail_due_on": "2026-06-01",
    "welcome_due_on": "2026-03-15",
    "assignee": None,
    "version": 1,
}


class EnrolmentRead(Wire):
    """One stay in a program; the next one has the next `number`. `unreachable_since` is a flag: mail goes on."""

    model_config = ConfigDict(json_schema_extra={"example": ENROLMENT})

    id: UUID
    member_id: UUID
    disease: DiseaseCode
    number: int
    status: EnrolmentStatus
    allowed_actions: list[EnrolmentAction]
    tier: Tier | None
    tier_since: Day | None
    source: Source
    identified_on: Day
    enrolled_on: Day | None
    engaged_on: Day | None
    disenrolled_on: Day | None
    reason: DisenrolmentReason | None
    call_due_on: Day | None
    last_reached_on: Day | None
    unreachable_since: Day | None
    mail_due_on: Day | None
    welcome_due_on: Day | None
    assignee: str | None
    version: int


class EnrolmentsRead(Wire):
    """Newest first in each program. `lifecycle` is the table of statuses as a Mermaid diagram."""

    items: list[EnrolmentRead]
    next: None = None
    lifecycle: str


class EnrolmentCreate(Wire):
    """Only the member, who speaks for the member, or an agreement on a live call takes an opt-out back."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"disease": "asthma", "source": "member_self", "via": "nurse_line_24h"}}
    )

    disease: DiseaseCode
    source: Literal[Source.MEMBER_SELF, Source.CAREGIVER, Source.AGREED_ON_CALL, Source.PROVIDER]
    via: Via
    statement: str | None = Field(default=None, max_length=2000)


class EnrolmentOutcome(Wire):
    """`ask_member_via_provider`: the member opted out, so nobody calls; the provider may ask."""

    outcome: Literal["enrolled", "already_enrolled", "ask_member_via_provider"]
    opt_outs_revoked: list[UUID]
    enrolments: list[EnrolmentRead]


class DisenrolmentCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {"reason": "condition_ruled_out", "statement": "The specialist ruled asthma out."}
        }
    )

    reason: Literal[DisenrolmentReason.CONDITION_RULED_OUT, DisenrolmentReason.MOVED_TO_CM]
    statement: str = Text


def enrolment_as_json(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "allowed_actions": list(LIFECYCLE.allowed(EnrolmentStatus(item["status"])))}
