"""What each action makes of an episode. The guards have spoken before; nothing is judged here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from casemanagement.domain.discharge import goals_met_80
from casemanagement.domain.episode import Episode, Hold
from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.levels import ENGINE
from casemanagement.domain.lifecycle import (
    OUTCOMES,
    EpisodeAction,
    EpisodeState,
    Outcome,
    Transition,
    transition_of,
)
from casemanagement.domain.member import is_confidential
from casemanagement.domain.moves import Change, Discharge, ended, moved, primary_of, reopened
from casemanagement.domain.program import DischargeReasonCode

Step = Callable[[GuardFacts, Transition, str, Sequence[Episode]], Change]


def step(facts: GuardFacts, action: EpisodeAction, actor: str, siblings: Sequence[Episode]) -> Change:
    """The change; `siblings` are all episodes of the member, for the number of the next one in a program."""
    transition = transition_of(facts.episode.state, action)
    return STEPS.get(action, _go_on)(facts, transition, actor, siblings)


def _next_contact(facts: GuardFacts, state: EpisodeState) -> dict[str, Any]:
    asked = facts.request.next_contact_on
    return {"next_contact_on": asked or facts.policy.next_contact(state, facts.today)}


def next_number(episodes: Sequence[Episode], program: str | None) -> int:
    """The number of the member's next episode in this program: 1, 2, …"""
    return 1 + max((known.episode_no or 0 for known in episodes if known.program == program), default=0)


def _accept(facts: GuardFacts, transition: Transition, _actor: str, siblings: Sequence[Episode]) -> Change:
    program, episode = facts.program, facts.episode
    number = episode.episode_no if program is episode.program else next_number(siblings, program)
    return moved(
        episode,
        transition,
        facts.now,
        reason=facts.request.reason,
        program=program,
        episode_no=number,
        confidential=is_confidential(program, facts.member, facts.today, facts.policy),
        eligible_at=episode.eligible_at or facts.now,
        **_next_contact(facts, EpisodeState.IDENTIFIED),
    )


def _stratify(facts: GuardFacts, transition: Transition, actor: str, _siblings: Sequence[Episode]) -> Change:
    episode, request = facts.episode, facts.request
    machine = request.level if facts.system else episode.machine_level
    return moved(
        episode,
        transition,
        facts.now,
        reason=request.reason,
        detail={"level": {"before": episode.level, "after": request.level}},
        level=request.level,
        level_by=ENGINE if facts.system else actor,
        level_reason=request.reason,
        level_set_at=None if facts.system else facts.now,
        machine_level=machine,
        **_next_contact(facts, EpisodeState.STRATIFIED),
    )


def _assign(facts: GuardFacts, transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    episode, request = facts.episode, facts.request
    if transition.action is EpisodeAction.ASSIGN:
        due = _next_contact(facts, EpisodeState.OUTREACH)
    else:
        due = {"next_contact_on": request.next_contact_on or episode.next_contact_on}
    return moved(
        episode,
        transition,
        facts.now,
        reason=request.reason,
        detail={"case_manager": {"before": episode.primary_case_manager, "after": request.case_manager}},
        primary_case_manager=request.case_manager,
        **due,
    )


def _engage(facts: GuardFacts, transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    request = facts.request
    detail = {"identifiers": sorted(request.identifiers), "spoke_with": request.spoke_with}
    due = _next_contact(facts, EpisodeState.EVALUATION)
    return moved(facts.episode, transition, facts.now, detail=detail, **due)


def _go_on(facts: GuardFacts, transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    assert transition.to is not None  # noqa: S101 - the others have a step of their own
    return moved(
        facts.episode, transition, facts.now, reason=facts.request.reason, **_next_contact(facts, transition.to)
    )


def _hold(facts: GuardFacts, transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    request, episode = facts.request, facts.episode
    hold = Hold(reason=request.reason or "", since=facts.today, until=request.until, state=episode.state)
    due = {"next_contact_on": request.next_contact_on or request.until} if request.until else None
    return moved(
        episode,
        transition,
        facts.now,
        reason=request.reason,
        hold=hold,
        **(due or _next_contact(facts, EpisodeState.ON_HOLD)),
    )


def _resume(facts: GuardFacts, transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    hold = facts.episode.hold
    assert hold is not None  # noqa: S101 - a case on hold knows where it was
    due = _next_contact(facts, hold.state)
    return moved(facts.episode, transition, facts.now, to=hold.state, hold=None, **due)


def _close(facts: GuardFacts, transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    request, episode = facts.request, facts.episode
    assert request.outcome is not None  # noqa: S101 - T4 holds
    return ended(
        episode,
        transition,
        facts.now,
        facts.today,
        reasons=(),
        outcome=request.outcome,
        reason=request.reason,
        number=OUTCOMES[episode.state][request.outcome],
    )


TRANSITION_OF_REASON = {
    DischargeReasonCode.MEMBER_REQUEST: "T17",
    DischargeReasonCode.GOALS_MET_80: "T18",
    DischargeReasonCode.NON_ADHERENCE: "T19",
}


def reasons_of(facts: GuardFacts) -> tuple[DischargeReasonCode, ...]:
    """What was named, and that the goals are met where they are, the gravest first: both are counted (scenario 18)."""
    reasons = set(facts.request.reasons)
    known = facts.facts
    if facts.episode.state is EpisodeState.ACTIVE and goals_met_80(known.goals_met, known.goals_eligible):
        reasons.add(DischargeReasonCode.GOALS_MET_80)
    return tuple(sorted(reasons))


def _discharge(facts: GuardFacts, transition: Transition, actor: str, _siblings: Sequence[Episode]) -> Change:
    request, known, reasons = facts.request, facts.facts, reasons_of(facts)
    primary = primary_of(reasons)
    discharge = Discharge(
        reasons=reasons,
        primary_reason=primary,
        sub_reason=request.sub_reason if DischargeReasonCode.NON_ADHERENCE in reasons else None,
        summary=request.summary or "",
        goals_met=known.goals_met,
        goals_eligible=known.goals_eligible,
        late_cancellations=known.late_cancellations,
        proposed_by=actor,
        approved_by=actor if facts.supervisor else None,
        effective_on=facts.today,
    )
    change = ended(
        facts.episode,
        transition,
        facts.now,
        facts.today,
        reasons=reasons,
        outcome=Outcome.DISCHARGED,
        discharge=discharge,
        reason=request.reason,
        rule_ids=("R9", "R10"),
        number=TRANSITION_OF_REASON[primary],
    )
    return replace(change, cancel_tasks=request.cancel_open_tasks)


def _reopen(facts: GuardFacts, _transition: Transition, _actor: str, _siblings: Sequence[Episode]) -> Change:
    state = facts.episode.previous_state
    assert state is not None  # noqa: S101 - an ended episode knows where it was
    due = facts.request.next_contact_on or facts.policy.next_contact(state, facts.today)
    return reopened(facts.episode, facts.now, due, facts.request.reason or "", ("R16",))


STEPS: dict[EpisodeAction, Step] = {
    EpisodeAction.ACCEPT: _accept,
    EpisodeAction.STRATIFY: _stratify,
    EpisodeAction.ASSIGN: _assign,
    EpisodeAction.REASSIGN: _assign,
    EpisodeAction.ENGAGE: _engage,
    EpisodeAction.HOLD: _hold,
    EpisodeAction.RESUME: _resume,
    EpisodeAction.CLOSE: _close,
    EpisodeAction.DISCHARGE: _discharge,
    EpisodeAction.REOPEN: _reopen,
}
