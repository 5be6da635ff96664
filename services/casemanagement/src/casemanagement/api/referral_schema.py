"""Referrals on the wire; their body is `shared.schema.casemanagement.ReferralCreate`."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from casemanagement.api.case_schema import CASE_ID, Text
from casemanagement.domain.guards import ActionRequest
from casemanagement.domain.lifecycle import EpisodeAction, EpisodeState, Outcome
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.referral import ReferralChannel, ReferralSource, ReferralStatus
from shared.schema.casemanagement import Referrer
from shared.schema.wire import Day, Instant, Wire

REFERRAL_ID = "0198f000-0000-7000-8000-000000000004"


class ReferralCase(Wire):
    """Shown to those who may see the case."""

    id: UUID
    number: str
    state: EpisodeState
    program: ProgramCode | None


class TriageRead(Wire):
    outcome: Literal["accepted", "declined"]
    closed_as: Outcome | None
    program: ProgramCode | None
    reason: str | None
    reply: str | None
    by: str
    at: Instant


class ReferralRead(Wire):
    """`reply` is what the referrer is told at once; after the triage `triage.reply` answers them."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": REFERRAL_ID,
                "version": 1,
                "member_id": "0198f000-0000-7000-8000-000000000001",
                "program": "lead",
                "source": "provider_physician",
                "channel": "fax",
                "referrer": {"name": "Dr. Grace Hopper"},
                "reason": "Venous lead level 12.",
                "received_at": "2026-03-01T10:00:00Z",
                "received_by": "nurse1",
                "triage_due_on": "2026-03-03",
                "status": "waiting",
                "reply": "Thank you for the referral. A nurse looks at it by 2026-03-03 and answers you.",
                "confidential": False,
                "case": {"id": CASE_ID, "number": "C00000018", "state": "referred", "program": "lead"},
            }
        }
    )

    id: UUID
    version: int
    submission_id: UUID | None = None
    member_id: UUID
    program: ProgramCode | None = None
    source: ReferralSource
    channel: ReferralChannel
    referrer: Referrer | None = None
    reason: str | None = None
    received_at: Instant
    received_by: str
    triage_due_on: Day | None = None
    status: ReferralStatus
    reply: str
    triage: TriageRead | None = None
    confidential: bool
    case: ReferralCase | None = None


class Triage(Wire):
    """Accept a referral into a program, or decline it as one of the outcomes; the reply answers the referrer."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"outcome": "accepted", "program": "lead", "reply": "We call the family this week."}
        }
    )

    outcome: Literal["accepted", "declined"]
    program: ProgramCode | None = None
    closed_as: Literal["not_eligible", "duplicate", "info_only", "opted_out"] | None = None
    reason: Text | None = None
    reply: Text | None = None
    member_agreed: bool = Field(default=False, description="on a live call the member agreed to take part again")
    next_contact_on: Day | None = None

    @model_validator(mode="after")
    def _fits_its_outcome(self) -> "Triage":
        if self.outcome == "declined" and self.closed_as is None:
            raise ValueError("say in closed_as how the referral is declined")
        if self.outcome == "accepted" and self.closed_as is not None:
            raise ValueError("closed_as belongs to a declined referral")
        return self

    def request(self) -> tuple[EpisodeAction, ActionRequest]:
        values: dict[str, Any] = {"reason": self.reason, "reply": self.reply}
        if self.outcome == "declined":
            return EpisodeAction.CLOSE, ActionRequest(outcome=Outcome(self.closed_as or ""), **values)
        values |= {"member_agreed": self.member_agreed, "next_contact_on": self.next_contact_on}
        return EpisodeAction.ACCEPT, ActionRequest(program=self.program, **values)
