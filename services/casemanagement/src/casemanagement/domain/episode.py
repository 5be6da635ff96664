"""An episode: one member in one program, from the referral or screening to the end."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.lifecycle import EpisodeState, Outcome
from casemanagement.domain.program import DischargeReasonCode, ProgramCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why work pauses; `until` is when it is looked at again, `state` where it goes on."""

    reason: str
    since: date
    state: EpisodeState
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """`program` and `eligible_at` are unknown until a nurse accepts a referral that named no program.

    The six step dates are `identified_at` to `advocated_at`. `previous_state` is where `reopen` leads.
    """

    id: UUID
    version: int
    number: str
    member_id: UUID
    program: ProgramCode | None
    episode_no: int | None
    state: EpisodeState
    previous_state: EpisodeState | None = None
    confidential: bool = False
    provisional: bool = False
    level: str | None = None
    level_by: str | None = None
    level_reason: str | None = None
    level_set_at: datetime | None = None
    """When a nurse set it by hand; None for a level of the rules."""
    machine_level: str | None = None
    origin: str
    referral_id: UUID | None = None
    screening_id: UUID | None = None
    rule_set: str | None = None
    rule_ids: tuple[str, ...] = ()
    trace: Any = None
    referred_at: datetime | None = None
    eligible_at: datetime | None = None
    identified_at: datetime | None = None
    stratified_at: datetime | None = None
    evaluated_at: datetime | None = None
    planned_at: datetime | None = None
    facilitated_at: datetime | None = None
    advocated_at: datetime | None = None
    enrolled_at: datetime | None = None
    engaged_at: datetime | None = None
    primary_case_manager: str | None = None
    next_contact_on: date | None = None
    hold: Hold | None = None
    plan_agreed_at: datetime | None = None
    pcp_notified_at: datetime | None = None
    closed_at: datetime | None = None
    ended_on: date | None = None
    outcome: Outcome | None = None
    reasons: tuple[DischargeReasonCode, ...] = ()
    primary_reason: DischargeReasonCode | None = None
    created_at: datetime
    updated_at: datetime

    @property
    def exclusive_group(self) -> str:
        """One of the programs of a group may be open for a member; the database holds it by the same name."""
        return exclusive_group(self.program)


def exclusive_group(program: ProgramCode | None) -> str:
    if program in (ProgramCode.PRENATAL, ProgramCode.HIGH_RISK_OBSTETRICS):
        return ProgramCode.PRENATAL
    return program or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCancellation:
    """A goal that was cancelled shortly before the discharge, with the reason that was given."""

    goal_id: UUID
    cancelled_on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFacts:
    """What assessments, plan, contacts, letters and tasks say of an episode, for the guards of its transitions.

    `factors_missing` are the required factors without date or conclusion. Goals are those of the current plan (R9):
    eligible and met as the rule counts them. `attempts_failed`, `attempt_days` and `attempt_day_parts` count outreach
    that reached nobody; `failed_contacts` and `refusals` count since engagement. Days are those of the office.
    """

    assessment_begun_at: datetime | None = None
    factors_done: tuple[str, ...] = ()
    factors_missing: tuple[str, ...] = ()
    goals_accepted: int = 0
    goals_eligible: int = 0
    goals_met: int = 0
    goals_incomplete: tuple[str, ...] = ()
    """Sentences: what an accepted goal lacks of measure, target, due date, priority and barrier (R6)."""
    late_cancellations: tuple[LateCancellation, ...] = ()
    plan_agreed: bool = False
    pcp_notified: bool = False
    attempts_failed: int = 0
    attempt_days: int = 0
    attempt_day_parts: int = 0
    failed_contacts: int = 0
    refusals: int = 0
    letter_sent_on: date | None = None
    """The unable-to-reach letter."""
    warning_letter_on: date | None = None
    inpatient: bool = False
    in_crisis: bool = False
    barriers_open: tuple[str, ...] = field(default=())
    open_tasks: int = 0
