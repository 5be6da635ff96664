"""A move of an episode: what it is afterwards, and the entry of its log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from casemanagement.domain.episode import Episode, LateCancellation
from casemanagement.domain.lifecycle import (
    ENGAGED,
    ENROLLED,
    EpisodeAction,
    EpisodeState,
    Outcome,
    Transition,
)
from casemanagement.domain.program import DischargeReasonCode

# The gravest reason is the primary one; all are kept.
PRECEDENCE = (
    DischargeReasonCode.DEATH,
    DischargeReasonCode.PLAN_TERMINATION,
    DischargeReasonCode.MEMBER_REQUEST,
    DischargeReasonCode.GOALS_MET_80,
    DischargeReasonCode.NON_ADHERENCE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the append-only log. `effective_at` is when it holds from, which may be earlier than its record."""

    transition: str
    action: str
    from_state: EpisodeState | None
    to_state: EpisodeState
    effective_at: datetime | date
    reason: str | None = None
    detail: dict[str, Any] | None = None
    rule_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    """`goals_met` of `goals_eligible` are those of the current plan; None where no plan was judged."""

    reasons: tuple[DischargeReasonCode, ...]
    primary_reason: DischargeReasonCode
    sub_reason: str | None = None
    summary: str
    goals_met: int | None = None
    goals_eligible: int | None = None
    late_cancellations: tuple[LateCancellation, ...] = ()
    proposed_by: str
    approved_by: str | None = None
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`before` None: the episode is new. `takes_back` says why its standing discharge does not hold any more.

    `restores` is when the end came that never should have: what it cancelled at that instant is open again (R16, R17).
    """

    before: Episode | None
    after: Episode
    event: Event
    discharge: Discharge | None = None
    takes_back: str | None = None
    restores: datetime | None = None
    cancel_tasks: str | None = None
    """Why tasks that are still open are not done any more; None: because the case ended."""


def primary_of(reasons: Sequence[DischargeReasonCode]) -> DischargeReasonCode:
    return next(reason for reason in PRECEDENCE if reason in reasons)


def moved(
    episode: Episode,
    transition: Transition,
    now: datetime,
    *,
    reason: str | None = None,
    detail: dict[str, Any] | None = None,
    rule_ids: tuple[str, ...] = (),
    number: str | None = None,
    to: EpisodeState | None = None,
    **changes: Any,
) -> Change:
    """The episode in its next state, the date of a step that is reached for the first time set."""
    target = to or transition.to or episode.state
    steps = {name: now for name in STEPS.get(target, ()) if getattr(episode, name) is None}
    after = replace(episode, **{**steps, "state": target, "version": episode.version + 1, "updated_at": now, **changes})
    event = Event(
        transition=number or transition.number,
        action=transition.action,
        from_state=episode.state,
        to_state=target,
        effective_at=now,
        reason=reason,
        detail=detail,
        rule_ids=rule_ids,
    )
    return Change(before=episode, after=after, event=event)


# The dates that a state sets when it is reached first; facilitation and advocacy run together (§1).
STEPS: dict[EpisodeState, tuple[str, ...]] = {
    EpisodeState.IDENTIFIED: ("identified_at",),
    EpisodeState.STRATIFIED: ("stratified_at",),
    EpisodeState.OUTREACH: ("enrolled_at",),
    EpisodeState.EVALUATION: ("engaged_at", "evaluated_at"),
    EpisodeState.PLANNING: ("planned_at",),
    EpisodeState.ACTIVE: ("facilitated_at", "advocated_at"),
}


def ended(
    episode: Episode,
    transition: Transition,
    now: datetime,
    on: date,
    *,
    reasons: tuple[DischargeReasonCode, ...],
    outcome: Outcome,
    discharge: Discharge | None = None,
    reason: str | None = None,
    rule_ids: tuple[str, ...] = (),
    number: str | None = None,
    detail: dict[str, Any] | None = None,
) -> Change:
    """The episode ended on a day: DISCHARGED when the member was engaged, else CLOSED."""
    engaged = episode.state in ENGAGED
    after = replace(
        episode,
        state=EpisodeState.DISCHARGED if engaged else EpisodeState.CLOSED,
        previous_state=episode.state,
        version=episode.version + 1,
        updated_at=now,
        closed_at=now,
        ended_on=on,
        outcome=Outcome.DISCHARGED if engaged else outcome,
        reasons=reasons,
        primary_reason=primary_of(reasons) if reasons else None,
        next_contact_on=None,
    )
    event = Event(
        transition=number or transition.number,
        action=transition.action,
        from_state=episode.state,
        to_state=after.state,
        effective_at=on,
        reason=reason,
        detail=detail,
        rule_ids=rule_ids,
    )
    return Change(before=episode, after=after, event=event, discharge=discharge if engaged else None)


def reopened(episode: Episode, now: datetime, next_contact_on: date, reason: str, rule_ids: tuple[str, ...]) -> Change:
    """The episode as it was before it ended; both moves stay in the log."""
    state = episode.previous_state
    assert state is not None  # noqa: S101 - an ended episode knows where it was
    after = replace(
        episode,
        state=state,
        previous_state=None,
        version=episode.version + 1,
        updated_at=now,
        closed_at=None,
        ended_on=None,
        outcome=None,
        reasons=(),
        primary_reason=None,
        next_contact_on=next_contact_on,
    )
    event = Event(
        transition="T21",
        action=EpisodeAction.REOPEN,
        from_state=episode.state,
        to_state=state,
        effective_at=now,
        reason=reason,
        rule_ids=rule_ids,
    )
    return Change(before=episode, after=after, event=event, takes_back=reason)


def lead_after(lead: str | None, episodes: Sequence[Episode]) -> str | None:
    """Who leads for the member: the present lead while they have an enrolled case, else the longest-serving other."""
    enrolled = sorted(
        (episode for episode in episodes if episode.state in ENROLLED),
        key=lambda episode: (episode.enrolled_at is None, episode.enrolled_at, episode.id),
    )
    managers = [episode.primary_case_manager for episode in enrolled]
    return lead if lead in managers else next(iter(managers), None)
