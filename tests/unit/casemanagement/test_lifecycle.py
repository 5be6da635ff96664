"""The table of transitions: every pair of state and action is allowed, or refused with what is allowed."""

from itertools import product

import pytest

from casemanagement.domain.lifecycle import (
    BY_MOVE,
    ENGAGED,
    LIFECYCLE,
    OPEN,
    OUTCOMES,
    SYSTEM_ONLY,
    TERMINAL,
    TRANSITIONS,
    Actor,
    EpisodeAction,
    EpisodeState,
    Outcome,
    diagram,
    transition_of,
)
from shared.kernel.lifecycle import ActionNotAllowed

S, A = EpisodeState, EpisodeAction
ALLOWED = {
    S.REFERRED: {A.ACCEPT, A.CLOSE},
    S.IDENTIFIED: {A.CLOSE, A.STRATIFY},
    S.STRATIFIED: {A.STRATIFY, A.CLOSE, A.ASSIGN},
    S.OUTREACH: {A.REASSIGN, A.ENGAGE, A.CLOSE},
    S.EVALUATION: {A.REASSIGN, A.PLAN, A.HOLD, A.DISCHARGE},
    S.PLANNING: {A.REASSIGN, A.ACTIVATE, A.HOLD, A.DISCHARGE},
    S.ACTIVE: {A.REASSIGN, A.HOLD, A.REVISE_PLAN, A.DISCHARGE},
    S.ON_HOLD: {A.REASSIGN, A.RESUME, A.DISCHARGE},
    S.DISCHARGED: {A.REOPEN},
    S.CLOSED: {A.REOPEN},
}
BY_RECORD = {A.RECORD_DEATH, A.END_COVERAGE}


@pytest.mark.parametrize(("state", "action"), list(product(S, A)))
def test_every_pair_is_allowed_or_refused_with_what_is(state: EpisodeState, action: EpisodeAction) -> None:
    allowed = ALLOWED[state] | (BY_RECORD if state in OPEN else set())

    if action in allowed:
        assert transition_of(state, action) is BY_MOVE[state, action]
    else:
        with pytest.raises(ActionNotAllowed) as refused:
            transition_of(state, action)
        assert set(refused.value.members["allowed_actions"]) == allowed


def test_there_are_ten_states_and_no_move_is_named_twice() -> None:
    assert len(S) == 10
    assert len(BY_MOVE) == sum(len(transition.starts) for transition in TRANSITIONS)
    assert set(OPEN) | set(TERMINAL) == set(S)


def test_the_transitions_have_the_numbers_of_the_domain_page() -> None:
    named = {transition.number for transition in TRANSITIONS} | {
        number for outcomes in OUTCOMES.values() for number in outcomes.values()
    }

    # T1, T2 and T20 make an episode; T17 and T19 are discharges by their primary reason.
    assert named | {"T1", "T2", "T20", "T17", "T19"} == {f"T{number}" for number in range(1, 22)}


def test_death_and_the_end_of_cover_belong_to_the_record_alone() -> None:
    for transition in TRANSITIONS:
        if transition.action in BY_RECORD:
            assert transition.actors == SYSTEM_ONLY
            expected = S.DISCHARGED if set(transition.starts) <= set(ENGAGED) else S.CLOSED
            assert transition.to is expected


def test_only_a_supervisor_or_the_record_reopens() -> None:
    for state in TERMINAL:
        assert BY_MOVE[state, A.REOPEN].actors == {Actor.SUPERVISOR, Actor.SYSTEM}


def test_a_closure_knows_its_outcomes_wherever_it_is_possible() -> None:
    assert {state for state, action in BY_MOVE if action is A.CLOSE} == set(OUTCOMES)
    assert Outcome.DISCHARGED not in {outcome for outcomes in OUTCOMES.values() for outcome in outcomes}


def test_the_diagram_shows_every_move() -> None:
    lines = diagram().splitlines()

    for (start, action), transition in BY_MOVE.items():
        assert any(line.startswith(f"    {start} --> ") and line.endswith(f" {action}") for line in lines), transition
    assert LIFECYCLE.allowed(S.ON_HOLD)
