"""What a finding does to the cases of a member: opens one, sets its level, ends it, or leaves it alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from casemanagement.domain.episode import Episode, exclusive_group
from casemanagement.domain.levels import ENGINE, SET_LEVEL, LevelFacts, rises, why_it_gives_way
from casemanagement.domain.lifecycle import ENROLLED, EpisodeAction, EpisodeState, Outcome, transition_of
from casemanagement.domain.member import Member
from casemanagement.domain.moves import Change, Event, ended, moved
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from casemanagement.domain.referral import in_scope
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome

OPENING = "T2"
BEFORE_OUTREACH = (EpisodeState.IDENTIFIED, EpisodeState.STRATIFIED)


class Disposition(StrEnum):
    """`nothing_new`: the last case ended, and nothing has happened since that would open another.

    `group_open`: a case of a program that excludes this one is open.
    """

    OPENED = "opened"
    CHANGED = "changed"
    KNOWN = "known"
    CLOSED = "closed"
    WATCHED = "watched"
    OPTED_OUT = "opted_out"
    EXCLUDED = "excluded"
    NOTHING_NEW = "nothing_new"
    GROUP_OPEN = "group_open"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`episode` is the open one of the program, if there is one."""

    disposition: Disposition
    episode: Episode | None = None


def verdict(
    found: ProgramFound,
    member: Member,
    episodes: Sequence[Episode],
    scopes_left: frozenset[str],
    as_of: date,
    today: date,
    order: tuple[str, ...] = (),
) -> Verdict:
    """`scopes_left` are the scopes of the member's standing opt-outs that are in effect, `order` the program's levels.

    A screening of an earlier day than the one behind an open case leaves it alone.
    """
    mine = [episode for episode in episodes if episode.program is found.program]
    current = next((episode for episode in mine if _is_open(episode)), None)
    watched = found.outcome is ScreeningOutcome.WATCH
    if current is not None and knows_more(current, as_of):
        return Verdict(Disposition.KNOWN, current)
    if current is not None and watched:
        refuted = current.provisional and current.state in BEFORE_OUTREACH
        return Verdict(Disposition.CLOSED if refuted else Disposition.KNOWN, current)
    if current is not None:
        return Verdict(Disposition.CHANGED if _says_more(found, current, order) else Disposition.KNOWN, current)
    if member.deceased_on is not None or not member.covered_on(today):
        return Verdict(Disposition.EXCLUDED)
    if any(in_scope(scope, found.program) for scope in scopes_left):
        return Verdict(Disposition.OPTED_OUT)
    if watched:
        return Verdict(Disposition.WATCHED)
    group = exclusive_group(found.program)
    if any(_is_open(episode) and episode.exclusive_group == group for episode in episodes):
        return Verdict(Disposition.GROUP_OPEN)
    last = max(mine, key=lambda episode: episode.episode_no or 0, default=None)
    return Verdict(Disposition.OPENED if last is None or _is_new(found, last) else Disposition.NOTHING_NEW)


def knows_more(episode: Episode, as_of: date) -> bool:
    """Whether the case rests on the facts of a later day."""
    return bool(episode.trace) and str(episode.trace.get("as_of", "")) > as_of.isoformat()


def _is_open(episode: Episode) -> bool:
    return episode.state not in (EpisodeState.DISCHARGED, EpisodeState.CLOSED)


def _says_more(found: ProgramFound, episode: Episode, order: tuple[str, ...]) -> bool:
    """A case that nobody has taken on yet gets its level, and is confirmed when it was provisional.

    One that somebody has taken on keeps its level unless it rises (R14).
    """
    if episode.state in ENROLLED:
        return rises(episode, found.level, order)
    if episode.state not in BEFORE_OUTREACH:
        return False
    if found.outcome is ScreeningOutcome.PROVISIONAL:
        return episode.provisional and found.level != episode.machine_level
    return episode.provisional or episode.state is EpisodeState.IDENTIFIED or found.level != episode.machine_level


def _is_new(found: ProgramFound, last: Episode) -> bool:
    """Late data attach to a case that ended; only what came after its end opens another, or the return of cover."""
    if last.outcome is Outcome.PLAN_TERMINATION or last.primary_reason is DischargeReasonCode.PLAN_TERMINATION:
        return True
    return last.ended_on is None or (found.fresh_on is not None and found.fresh_on > last.ended_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a new episode is made of beside the finding."""

    id: UUID
    number: str
    member_id: UUID
    screening_id: UUID
    rule_set: str
    episode_no: int
    confidential: bool
    eligible_at: datetime
    next_contact_on: date


def opened(found: ProgramFound, opening: Opening, trace: dict[str, Any], now: datetime) -> Change:
    """T2: the episode begins IDENTIFIED."""
    episode = Episode(
        id=opening.id,
        version=1,
        number=opening.number,
        member_id=opening.member_id,
        program=found.program,
        episode_no=opening.episode_no,
        state=EpisodeState.IDENTIFIED,
        confidential=opening.confidential,
        provisional=found.outcome is ScreeningOutcome.PROVISIONAL,
        level=found.level,
        level_by=ENGINE if found.level else None,
        machine_level=found.level,
        origin="screening",
        screening_id=opening.screening_id,
        rule_set=opening.rule_set,
        rule_ids=_ids(found),
        trace=trace,
        eligible_at=opening.eligible_at,
        identified_at=now,
        next_contact_on=opening.next_contact_on,
        created_at=now,
        updated_at=now,
    )
    event = Event(
        transition=OPENING,
        action="identify",
        from_state=None,
        to_state=EpisodeState.IDENTIFIED,
        effective_at=opening.eligible_at,
        rule_ids=_ids(found),
    )
    return Change(before=None, after=episode, event=event)


def stratified(facts: LevelFacts, found: ProgramFound, rule_set: str, trace: dict[str, Any]) -> Change:
    """T5: the level by the engine; a level that a nurse set stays beside the machine's own until it gives way (R14).

    A case that somebody has taken on stays in its state.
    """
    episode, now = facts.episode, facts.now
    gives_way = why_it_gives_way(facts)
    by_hand = episode.level_by not in (None, ENGINE) and gives_way is None
    change = moved(
        episode,
        SET_LEVEL if episode.state in ENROLLED else transition_of(episode.state, EpisodeAction.STRATIFY),
        now,
        to=episode.state if episode.state in ENROLLED else None,
        reason=gives_way,
        rule_ids=(*_ids(found), *(("R14",) if gives_way else ())),
        detail={"level": found.level},
        level=episode.level if by_hand else found.level,
        level_by=episode.level_by if by_hand else ENGINE,
        level_reason=episode.level_reason if by_hand else None,
        level_set_at=episode.level_set_at if by_hand else None,
        machine_level=found.level,
        provisional=found.outcome is ScreeningOutcome.PROVISIONAL and episode.state not in ENROLLED,
        rule_set=rule_set,
        trace=trace,
    )
    return replace(change, after=replace(change.after, rule_ids=_ids(found)))


def informed(episode: Episode, now: datetime, today: date) -> Change:
    """T6: low prenatal risk ends with the contact information."""
    return _closed(episode, Outcome.INFO_ONLY, "T6", now, today, "The risk of the pregnancy is low.")


def refuted(episode: Episode, now: datetime, today: date) -> Change:
    """T4: what was provisional was not confirmed."""
    return _closed(
        episode, Outcome.NOT_ELIGIBLE, "T4", now, today, "The venous result lies below the threshold of a case."
    )


def _closed(episode: Episode, outcome: Outcome, number: str, now: datetime, today: date, reason: str) -> Change:
    close = transition_of(episode.state, EpisodeAction.CLOSE)
    return ended(episode, close, now, today, reasons=(), outcome=outcome, number=number, reason=reason)


def refuted_by_absence(episodes: Sequence[Episode], found: Sequence[ProgramFound], as_of: date) -> tuple[Episode, ...]:
    """Provisional lead cases that nobody has taken on, when no rule of lead holds any more."""
    if any(program.program is ProgramCode.LEAD for program in found):
        return ()
    return tuple(
        episode
        for episode in episodes
        if episode.program is ProgramCode.LEAD
        and episode.provisional
        and episode.state in BEFORE_OUTREACH
        and not knows_more(episode, as_of)
    )


def next_contact_on(found: ProgramFound, usual: date, today: date) -> date:
    """The usual day, or earlier when a step is due before it; never in the past."""
    due = [step.due_on for step in found.next_steps if step.due_on is not None]
    return max(today, min([usual, *due]))


def _ids(found: ProgramFound) -> tuple[str, ...]:
    return tuple(result.rule_id for result in found.rules)
