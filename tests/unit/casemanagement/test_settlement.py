"""Death and the end of cover reach every open case; what was an error, or cover that returns, restores it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casemanagement.domain.episode import Episode
from casemanagement.domain.lifecycle import ENGAGED, NEVER_ENGAGED, OPEN, EpisodeState, Outcome
from casemanagement.domain.member import Cover, Member
from casemanagement.domain.moves import Change
from casemanagement.domain.policy import POLICY
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from casemanagement.domain.settlement import settle
from tests.unit.casemanagement.builders import a_member, an_episode

NOON = datetime(2026, 1, 10, 18, tzinfo=UTC)


def settled(member: Member, *episodes: Episode, on: date = date(2026, 1, 10)) -> tuple[Change, ...]:
    now = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    return settle(member, episodes, on, now, "service:plans", POLICY)


@pytest.mark.parametrize("state", OPEN)
def test_a_death_ends_an_open_case_in_any_state(state: EpisodeState) -> None:
    (change,) = settled(a_member(deceased_on=date(2026, 1, 5)), an_episode(state))

    after = change.after
    assert after.state == (EpisodeState.DISCHARGED if state in ENGAGED else EpisodeState.CLOSED)
    assert after.outcome == (Outcome.DISCHARGED if state in ENGAGED else Outcome.DEATH)
    assert (after.primary_reason, after.ended_on) == (DischargeReasonCode.DEATH, date(2026, 1, 5))
    assert (change.event.transition, change.event.effective_at) == ("T15", date(2026, 1, 5))
    assert (change.discharge is not None) == (state in ENGAGED)


def test_a_death_reaches_every_open_case_and_leaves_the_ended_ones() -> None:
    episodes = [an_episode(state, number) for number, state in enumerate(EpisodeState, 1)]

    changes = settled(a_member(deceased_on=date(2026, 1, 5)), *episodes)

    assert [change.before.state for change in changes if change.before] == list(OPEN)


@pytest.mark.parametrize("state", OPEN)
def test_a_death_reported_in_error_restores_the_state_before(state: EpisodeState) -> None:
    episode = an_episode(state)
    (death,) = settled(a_member(deceased_on=date(2026, 1, 5)), episode)

    (back,) = settled(a_member(), death.after)

    assert (back.after.state, back.after.hold, back.after.outcome) == (state, episode.hold, None)
    assert (back.event.transition, back.event.rule_ids) == ("T21", ("R17",))
    assert back.takes_back


def covered_until(day: date, *more: Cover) -> Member:
    return a_member(cover=(Cover(date(2025, 1, 1), day), *more))


def test_scenario_17_cover_ends_on_its_last_day_and_returns_after_41_days() -> None:
    term = covered_until(date(2025, 11, 30))
    assert settled(term, an_episode(), on=date(2025, 11, 20)) == ()
    assert settled(term, an_episode(), on=date(2025, 11, 30)) == ()
    assert term.coverage_changes_on(date(2025, 11, 20)) == date(2025, 12, 1)

    (end,) = settled(term, an_episode(), on=date(2025, 12, 1))
    assert (end.after.state, end.after.ended_on) == (EpisodeState.DISCHARGED, date(2025, 11, 30))
    assert (end.after.primary_reason, end.event.transition) == (DischargeReasonCode.PLAN_TERMINATION, "T16")

    reinstated = a_member()
    (back,) = settled(reinstated, end.after, on=date(2026, 1, 10))
    assert (back.after.state, back.after.episode_no, back.event.rule_ids) == (EpisodeState.ACTIVE, 1, ("R16",))


@pytest.mark.parametrize(("start", "resumed"), [(date(2026, 1, 29), True), (date(2026, 1, 30), False)])
def test_a_gap_of_60_days_resumes_the_case_and_one_of_61_does_not(start: date, resumed: bool) -> None:
    (end,) = settled(covered_until(date(2025, 11, 30)), an_episode(), on=date(2025, 12, 1))

    changes = settled(covered_until(date(2025, 11, 30), Cover(start)), end.after, on=date(2026, 2, 1))

    assert bool(changes) is resumed


def test_a_return_that_covers_the_gap_counts_from_the_day_on_which_we_learned_of_it() -> None:
    (end,) = settled(covered_until(date(2025, 11, 30)), an_episode(), on=date(2025, 12, 1))

    assert settled(a_member(), end.after, on=date(2026, 1, 29))
    assert settled(a_member(), end.after, on=date(2026, 1, 30)) == ()


def test_cover_that_returns_resumes_one_case_where_a_newer_one_is_open() -> None:
    (end,) = settled(covered_until(date(2025, 11, 30)), an_episode(number=1), on=date(2025, 12, 1))

    assert settled(a_member(), end.after, an_episode(EpisodeState.REFERRED, number=2)) == ()


@pytest.mark.parametrize("state", NEVER_ENGAGED)
def test_an_end_of_cover_before_engagement_is_a_closure(state: EpisodeState) -> None:
    (change,) = settled(covered_until(date(2025, 12, 31)), an_episode(state))

    assert (change.after.state, change.after.outcome) == (EpisodeState.CLOSED, Outcome.PLAN_TERMINATION)
    assert change.discharge is None


def test_a_retroactive_end_sets_the_day_back() -> None:
    (end,) = settled(covered_until(date(2025, 11, 30)), an_episode(), on=date(2025, 12, 1))

    (change,) = settled(covered_until(date(2025, 11, 10)), end.after)

    assert (change.after.ended_on, change.event.action) == (date(2025, 11, 10), "correct_end")
    assert settled(covered_until(date(2025, 11, 10)), change.after) == ()


def test_who_waits_for_cover_to_begin_keeps_the_case() -> None:
    member = a_member(cover=(Cover(date(2020, 1, 1), date(2020, 12, 31)), Cover(date(2026, 3, 1))))

    assert settled(member, an_episode(EpisodeState.IDENTIFIED)) == ()


def test_cover_that_was_to_come_and_does_not_ends_the_case() -> None:
    (change,) = settled(a_member(cover=()), an_episode(EpisodeState.IDENTIFIED))

    assert (change.event.transition, change.after.ended_on) == ("T16", date(2026, 1, 10))


@pytest.mark.parametrize(
    "changes",
    [
        {"state": EpisodeState.DISCHARGED},
        {"state": EpisodeState.CLOSED},
    ],
)
def test_a_case_that_ended_otherwise_stays_ended(changes: dict[str, Any]) -> None:
    assert settled(a_member(), an_episode(**changes)) == ()


def test_prenatal_screening_and_high_risk_obstetrics_are_not_resumed_beside_each_other() -> None:
    died = a_member(deceased_on=date(2026, 1, 5))
    (screen,) = settled(died, an_episode(number=1, program=ProgramCode.PRENATAL))

    open_now = an_episode(number=2, program=ProgramCode.HIGH_RISK_OBSTETRICS)
    assert settled(a_member(), screen.after, open_now) == ()
