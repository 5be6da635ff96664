"""One case on the wire, whole, and what an action did or would do."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.api.case_schema import (
    CASE_ID,
    ActionRead,
    CaseMember,
    ClockRead,
    EventRead,
    StepsRead,
)
from casemanagement.domain.lifecycle import EpisodeAction, EpisodeState, Outcome
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire


class HoldRead(Wire):
    reason: str
    since: Day
    state: EpisodeState
    until: Day | None


class LateCancellationRead(Wire):
    goal_id: UUID
    cancelled_on: Day
    reason: str | None


class DischargeRead(Wire):
    id: UUID
    reasons: list[DischargeReasonCode]
    primary_reason: DischargeReasonCode
    sub_reason: str | None
    summary: str
    goals_met: int | None
    goals_eligible: int | None
    late_cancellations: list[LateCancellationRead]
    proposed_by: str
    approved_by: str | None
    effective_on: Day
    recorded_at: Instant
    reversed_at: Instant | None
    reversed_because: str | None


class CaseReferral(Wire):
    id: UUID
    source: str
    channel: str
    status: str
    received_at: Instant


class ProgressRead(Wire):
    """What assessment, plan, contacts, letters and tasks say so far; goals are those of the current plan."""

    assessment_begun_at: Instant | None
    factors_done: list[str]
    factors_missing: list[str]
    goals_accepted: int
    goals_eligible: int
    goals_met: int
    goals_incomplete: list[str]
    late_cancellations: list[LateCancellationRead]
    plan_agreed: bool
    pcp_notified: bool
    attempts_failed: int
    attempt_days: int
    attempt_day_parts: int
    failed_contacts: int
    refusals: int
    letter_sent_on: Day | None
    warning_letter_on: Day | None
    inpatient: bool
    in_crisis: bool
    barriers_open: list[str]
    open_tasks: int


class CaseRead(Wire):
    """`actions` are those that the state allows and the caller may do. `previous_state` is where `reopen` leads."""

    id: UUID
    version: int
    number: str
    member_id: UUID
    member: CaseMember
    program: ProgramCode | None
    episode_no: int | None
    state: EpisodeState
    previous_state: EpisodeState | None
    enrolled: bool
    engaged: bool
    confidential: bool
    provisional: bool
    level: str | None
    level_by: str | None
    level_reason: str | None
    level_set_at: Instant | None
    machine_level: str | None
    origin: Literal["referral", "screening", "reopened"]
    referral_id: UUID | None
    screening_id: UUID | None
    rule_set: str | None
    rule_ids: list[str]
    trace: Any
    referred_at: Instant | None
    eligible_at: Instant | None
    identified_at: Instant | None
    stratified_at: Instant | None
    evaluated_at: Instant | None
    planned_at: Instant | None
    facilitated_at: Instant | None
    advocated_at: Instant | None
    enrolled_at: Instant | None
    engaged_at: Instant | None
    primary_case_manager: str | None
    lead_case_manager: str | None
    outbound_suspended: bool
    next_contact_on: Day | None
    hold: HoldRead | None
    plan_agreed_at: Instant | None
    pcp_notified_at: Instant | None
    closed_at: Instant | None
    ended_on: Day | None
    outcome: Outcome | None
    reasons: list[DischargeReasonCode]
    primary_reason: DischargeReasonCode | None
    created_at: Instant
    updated_at: Instant
    steps: StepsRead
    clocks: list[ClockRead]
    progress: ProgressRead
    opt_outs: list[str]
    referrals: list[CaseReferral]
    contacts_after_end: int = Field(description="contacts on days after the case had ended, known only later (R16)")
    allowed_actions: list[EpisodeAction]
    actions: list[ActionRead]
    discharges: list[DischargeRead]
    history: list[EventRead]
    policy: str


class ActedRead(CaseRead):
    """The case after the action; `findings` are what the rules said besides."""

    findings: list[FindingRead]


class DryRunRead(Wire):
    """What an action would do. `outcome` blocked: rules refuse it, and each finding says what to do."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "dry_run": True,
                "case_id": CASE_ID,
                "action": "engage",
                "outcome": "clear",
                "transition": "T8",
                "to": "evaluation",
                "changes": {"state": "evaluation"},
                "findings": [],
            }
        }
    )

    dry_run: Literal[True]
    case_id: UUID
    action: EpisodeAction
    outcome: Literal["clear", "warnings", "held", "blocked"]
    transition: str | None
    to: EpisodeState | None
    changes: dict[str, Any]
    findings: list[FindingRead]


class ReasonReadiness(Wire):
    """One of the five reasons: whether it holds now (null: undefined), its figures, and what it lacks."""

    reason: DischargeReasonCode
    ready: bool | None
    rule_id: str
    inputs: dict[str, Any]
    lacks: list[str]


class ReadinessRead(Wire):
    """What speaks for a discharge today; `late_cancellations` are goals cancelled shortly before."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "case_id": CASE_ID,
                "state": "active",
                "dischargeable": True,
                "reasons": [
                    {
                        "reason": "goals_met_80",
                        "ready": True,
                        "rule_id": "R9",
                        "inputs": {"met": 4, "eligible": 5, "needed": "5 × met ≥ 4 × eligible"},
                        "lacks": [],
                    }
                ],
                "open_tasks": 0,
                "late_cancellations": [],
            }
        }
    )

    case_id: UUID
    state: EpisodeState
    dischargeable: bool
    reasons: list[ReasonReadiness]
    open_tasks: int
    late_cancellations: list[LateCancellationRead]
