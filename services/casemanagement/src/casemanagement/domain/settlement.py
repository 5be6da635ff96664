"""What a death, an end of cover, its return or a correction does to the cases of a member, all at once (R16, R17)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from casemanagement.domain.episode import Episode
from casemanagement.domain.lifecycle import (
    BY_MOVE,
    ENGAGED,
    TERMINAL,
    EpisodeAction,
    Outcome,
)
from casemanagement.domain.member import Member
from casemanagement.domain.moves import Change, Discharge, Event, ended, reopened
from casemanagement.domain.policy import CasePolicy
from casemanagement.domain.program import DischargeReasonCode

SUMMARIES = {
    DischargeReasonCode.DEATH: "The member died. No letter goes to the member.",
    DischargeReasonCode.PLAN_TERMINATION: "Cover by the plan ended. A summary for the next plan can be sent.",
}


def settle(
    member: Member, episodes: Sequence[Episode], today: date, now: datetime, actor: str, policy: CasePolicy
) -> tuple[Change, ...]:
    """The changes that the member's record calls for; none when it was settled before."""
    if member.deceased_on is not None:
        return tuple(_died(episode, member.deceased_on, now, actor) for episode in _open(episodes))
    back = tuple(_restored(member, episodes, today, now, policy))
    return back or tuple(_uncovered(member, episodes, today, now, actor))


def _open(episodes: Iterable[Episode]) -> list[Episode]:
    return [episode for episode in episodes if episode.state not in TERMINAL]


def _died(episode: Episode, on: date, now: datetime, actor: str) -> Change:
    return _end(episode, EpisodeAction.RECORD_DEATH, DischargeReasonCode.DEATH, Outcome.DEATH, on, now, actor, "R17")


def _uncovered(member: Member, episodes: Sequence[Episode], today: date, now: datetime, actor: str) -> Iterator[Change]:
    last = member.last_covered_day(today)
    for episode in episodes:
        if episode.state not in TERMINAL:
            on = _cover_ended(member, episode, last, today)
            if on is not None:
                yield _end(
                    episode,
                    EpisodeAction.END_COVERAGE,
                    DischargeReasonCode.PLAN_TERMINATION,
                    Outcome.PLAN_TERMINATION,
                    on,
                    now,
                    actor,
                    "R16",
                )
        elif _ended_too_late(episode, last):
            assert last is not None  # noqa: S101 - it is compared above
            yield _ended_earlier(episode, last, now)


def _cover_ended(member: Member, episode: Episode, last: date | None, today: date) -> date | None:
    """The last covered day of the episode when cover is over; None while the member is covered or cover is to come."""
    if member.covered_on(today):
        return None
    if last is not None and last >= episode.created_at.date():
        return last
    return None if member.covered_after(today) else (last or today)


def _ended_too_late(episode: Episode, last: date | None) -> bool:
    by_cover = _ended_by(episode, DischargeReasonCode.PLAN_TERMINATION, Outcome.PLAN_TERMINATION)
    return by_cover and last is not None and episode.ended_on is not None and last < episode.ended_on


def _ended_earlier(episode: Episode, on: date, now: datetime) -> Change:
    """A later notice says that cover ended before the day we knew."""
    event = Event(
        transition="T16",
        action="correct_end",
        from_state=episode.state,
        to_state=episode.state,
        effective_at=on,
        reason="Cover ended earlier than was known.",
        detail={"ended_on": {"before": episode.ended_on, "after": on}},
        rule_ids=("R16",),
    )
    after = replace(episode, ended_on=on, version=episode.version + 1, updated_at=now)
    return Change(before=episode, after=after, event=event)


def _end(
    episode: Episode,
    action: EpisodeAction,
    reason: DischargeReasonCode,
    outcome: Outcome,
    on: date,
    now: datetime,
    actor: str,
    rule_id: str,
) -> Change:
    discharge = Discharge(
        reasons=(reason,),
        primary_reason=reason,
        summary=SUMMARIES[reason],
        proposed_by=actor,
        effective_on=on,
    )
    return ended(
        episode,
        BY_MOVE[episode.state, action],
        now,
        on,
        reasons=(reason,),
        outcome=outcome,
        discharge=discharge,
        reason=SUMMARIES[reason] if episode.state in ENGAGED else None,
        rule_ids=(rule_id,),
    )


def _restored(
    member: Member, episodes: Sequence[Episode], today: date, now: datetime, policy: CasePolicy
) -> Iterator[Change]:
    taken = {_group(episode) for episode in _open(episodes)}
    for episode in sorted(episodes, key=lambda ended: (ended.ended_on or today, ended.created_at), reverse=True):
        if episode.state not in TERMINAL or _group(episode) in taken:
            continue
        if _ended_by(episode, DischargeReasonCode.DEATH, Outcome.DEATH):
            reason, rule_id = "The death was reported in error.", "R17"
        elif _ended_by(
            episode, DischargeReasonCode.PLAN_TERMINATION, Outcome.PLAN_TERMINATION
        ) and _cover_returned_in_time(member, episode, today, policy):
            reason, rule_id = "Cover returned in time, so the same case goes on.", "R16"
        else:
            continue
        taken.add(_group(episode))
        state = episode.previous_state
        assert state is not None  # noqa: S101 - an ended episode knows where it was
        back = reopened(episode, now, policy.next_contact(state, today), reason, (rule_id,))
        yield replace(back, restores=episode.closed_at)


def _cover_returned_in_time(member: Member, episode: Episode, today: date, policy: CasePolicy) -> bool:
    """The gap runs from the last covered day to the day on which cover began again; when the return covers the whole
    gap after the fact, to the day on which we learned of it."""
    on = episode.ended_on
    if on is None or not member.covered_on(today):
        return False
    first = member.first_covered_day(on)
    if first is None:
        return False
    back = today if (first - on).days == 1 else first
    return (back - on).days <= policy.reinstatement_days


def _group(episode: Episode) -> str:
    return episode.exclusive_group


def _ended_by(episode: Episode, reason: DischargeReasonCode, outcome: Outcome) -> bool:
    return reason is episode.primary_reason or outcome is episode.outcome
