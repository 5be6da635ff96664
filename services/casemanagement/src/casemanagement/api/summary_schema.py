"""Everything open for a member, on the wire."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict

from casemanagement.api.case_schema import CaseMember
from casemanagement.domain.lifecycle import EpisodeState, Outcome
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from shared.schema.members import CoverageSpan
from shared.schema.wire import Day, Instant, Wire


class SummaryCase(Wire):
    id: UUID
    number: str
    program: ProgramCode | None
    state: EpisodeState
    level: str | None
    confidential: bool
    primary_case_manager: str | None
    eligible_at: Instant | None
    next_contact_on: Day | None
    overdue: bool
    ended_on: Day | None
    outcome: Outcome | None
    primary_reason: DischargeReasonCode | None


class SummaryReferral(Wire):
    id: UUID
    program: ProgramCode | None
    source: str
    status: str
    received_at: Instant
    triage_due_on: Day | None


class SummaryTask(Wire):
    id: UUID
    kind: str
    title: str
    due_on: Day
    assignee: str | None
    overdue: bool


class SummaryLetter(Wire):
    """A letter that waits to be sent."""

    id: UUID
    kind: str
    recipient: str
    status: str
    queued_at: Instant
    send_by: Day | None


class MemberSummary(Wire):
    """Confidential parts are there for holders of the role `confidential` who send `X-Access-Reason`."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "member": {
                    "id": "0198f000-0000-7000-8000-000000000001",
                    "medicaid_id": "M1",
                    "given_name": "Ada",
                    "family_name": "Byron",
                    "birth_date": "2019-05-02",
                },
                "coverage": [{"program": "medicaid", "start": "2025-01-01"}],
                "outbound_suspended": False,
                "lead_case_manager": "nurse1",
                "open_cases": [],
                "ended_cases": [],
                "referrals": [],
                "opt_outs": [],
                "tasks": [],
                "letters": [],
            }
        }
    )

    member: CaseMember
    coverage: list[CoverageSpan]
    deceased_on: Day | None = None
    outbound_suspended: bool
    death_report: dict[str, Any] | None = None
    lead_case_manager: str | None = None
    preferences: dict[str, Any] | None = None
    open_cases: list[SummaryCase]
    ended_cases: list[SummaryCase]
    referrals: list[SummaryReferral]
    opt_outs: list[dict[str, Any]]
    tasks: list[SummaryTask]
    letters: list[SummaryLetter]
