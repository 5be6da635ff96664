"""Appeals on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from authorization.domain.appeal import AppealLevel, AppealOutcome, AppealStatus, Continuation
from authorization.domain.clock import Signal
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(min_length=1, max_length=8000)]
FiledBy = Literal["member", "representative", "provider"]
APPEAL: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000d7",
    "notice_id": "0199a1b2-0000-7000-8000-0000000000c1",
    "request_id": "0199a1b2-0000-7000-8000-00000000000a",
    "level": "appeal",
    "status": "open",
    "filed_on": "2018-11-01",
    "filed_by": "member",
    "expedited": False,
    "text": "I need the help in the mornings.",
    "continuation": "granted",
    "findings": [],
    "received_by": "spa2",
    "received_at": "2018-11-01T15:00:00Z",
    "due_at": "2018-12-01T15:00:00Z",
    "decided_by": None,
    "decided_at": None,
    "outcome_text": None,
    "signal": "green",
    "plan_id": None,
    "agency": "agency-a",
    "member_id": None,
    "medicaid_id": "M0000001",
    "policy": "2018-10",
}


class AppealCreate(Wire):
    """`filed_on` is the day on which the office got it, today if left out; `filed_by` is who speaks."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "notice_id": APPEAL["notice_id"],
                "filed_by": "member",
                "continuation": True,
                "text": APPEAL["text"],
            }
        }
    )

    notice_id: UUID
    level: AppealLevel = AppealLevel.APPEAL
    filed_on: Day | None = None
    filed_by: FiledBy = "member"
    expedited: bool = False
    continuation: bool = Field(default=False, description="whether the service shall go on until this is decided")
    text: Text


class AppealOutcomeCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={"example": {"outcome": "overturned", "text": "The new evaluation supports the hours."}}
    )

    outcome: AppealOutcome
    text: Text


class AppealRead(Wire):
    """`received_by` and `decided_by` are shown to the office only. `findings` say what became of continuation.

    `signal` is amber when most of the time to decide is gone and red from `due_at` on; null when it is decided.
    """

    model_config = ConfigDict(json_schema_extra={"example": APPEAL})

    id: UUID
    notice_id: UUID
    request_id: UUID
    level: AppealLevel
    status: AppealStatus
    filed_on: Day
    filed_by: FiledBy
    expedited: bool
    text: str
    continuation: Continuation
    findings: list[FindingRead]
    received_by: str | None
    received_at: Instant
    due_at: Instant
    decided_by: str | None
    decided_at: Instant | None
    outcome_text: str | None
    signal: Signal | None
    plan_id: UUID | None
    agency: str | None
    member_id: UUID | None
    medicaid_id: str
    policy: str
