"""Goals: rule G80 in whole numbers, late cancellations, and what a plan needs to start."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemanagement.domain.care.goals import (
    GOAL_LIFECYCLE,
    Achievement,
    GoalLifecycle,
    count,
    late_cancellations,
    moved,
)
from casemanagement.domain.care.plan import PlanFacts
from casemanagement.domain.care.rules import PLAN_RULES
from shared.kernel.lifecycle import ActionNotAllowed
from shared.kernel.rule import evaluate
from tests.unit.casemanagement.care_builders import NOW, POLICY, TODAY, a_goal, goals

L = GoalLifecycle


@pytest.mark.parametrize(
    ("met", "eligible", "enough"), [(4, 5, True), (3, 4, False), (35, 44, False), (36, 44, True), (1, 1, True)]
)
def test_scenario_12_four_fifths_in_whole_numbers(met: int, eligible: int, enough: bool) -> None:
    counted = count(goals(met, eligible))

    assert (counted.met, counted.eligible, counted.enough) == (met, eligible, enough)


def test_scenario_13_of_no_goals_nothing_is_said() -> None:
    cancelled = [a_goal(number, lifecycle=L.CANCELLED, achievement=Achievement.ACHIEVED) for number in range(3)]

    for none in ([], cancelled):
        assert (count(none).defined, count(none).enough) == (False, False)


def test_scenario_14_cancelling_raises_the_share_and_is_listed() -> None:
    plan = [*goals(3, 3), *(a_goal(number, lifecycle=L.ACTIVE) for number in (8, 9))]
    after = [moved(goal, L.CANCELLED, "No longer wanted", NOW) if goal.id.int > 7 else goal for goal in plan]

    assert (count(plan).enough, count(after).enough) == (False, True)
    assert [goal.id.int for goal in late_cancellations(after, NOW + timedelta(days=14), POLICY)] == [8, 9]
    assert late_cancellations(after, NOW + timedelta(days=14, seconds=1), POLICY) == ()


@pytest.mark.parametrize("lifecycle", [L.PROPOSED, L.PLANNED, L.REJECTED, L.CANCELLED, L.ENTERED_IN_ERROR])
def test_a_goal_that_nobody_agreed_to_does_not_count(lifecycle: GoalLifecycle) -> None:
    assert count([a_goal(lifecycle=lifecycle, achievement=Achievement.ACHIEVED)]).eligible == 0


@pytest.mark.parametrize("achievement", [a for a in Achievement if a.value not in ("achieved", "sustaining")])
def test_only_achieved_and_sustaining_are_met(achievement: Achievement) -> None:
    assert count([a_goal(achievement=achievement)]).met == 0


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_rule_is_the_fraction_without_rounding(met: int, more: int) -> None:
    counted = count(goals(met, met + more))

    assert counted.enough == (met + more > 0 and met / (met + more) >= 0.8)


def test_a_completed_goal_can_be_lost_again_and_a_cancelled_one_cannot() -> None:
    assert moved(a_goal(lifecycle=L.COMPLETED), L.ACTIVE, None, NOW).lifecycle is L.ACTIVE
    with pytest.raises(ActionNotAllowed) as refused:
        moved(a_goal(lifecycle=L.CANCELLED), L.ACTIVE, None, NOW)
    assert refused.value.members["allowed_actions"] == []


def test_every_state_of_a_goal_can_be_left_but_for_three() -> None:
    assert {state for state in L if not GOAL_LIFECYCLE.allowed(state)} == {L.CANCELLED, L.REJECTED, L.ENTERED_IN_ERROR}


READY = PlanFacts((a_goal(lifecycle=L.ACCEPTED),), TODAY, TODAY, POLICY)


def lacking(facts: PlanFacts) -> list[str]:
    return [found.pointer for found in evaluate(PLAN_RULES, facts, POLICY.id).findings]


def test_r6_a_plan_with_goal_agreement_and_copy_may_start() -> None:
    assert lacking(READY) == []


def test_r6_and_without_each_of_them_it_may_not() -> None:
    assert lacking(replace(READY, goals=())) == ["/goals"]
    assert lacking(replace(READY, goals=(a_goal(lifecycle=L.PROPOSED),))) == ["/goals"]
    assert lacking(replace(READY, agreed_on=None)) == ["/agreement"]
    assert lacking(replace(READY, pcp_notified_on=None)) == ["/pcp_notified_on"]


@pytest.mark.parametrize(
    ("member", "name"),
    [("measure", "measure"), ("target", "target"), ("due", "due"), ("priority", "priority"), ("no_barrier", "barrier")],
)
def test_r6_a_goal_says_everything(member: str, name: str) -> None:
    without: dict[str, Any] = {member: None}
    goal = a_goal(**without)
    (found,) = evaluate(PLAN_RULES, replace(READY, goals=(goal,)), POLICY.id).findings

    assert (found.pointer, found.actual) == (f"/goals/{goal.id}", [name])
    assert found.message == f"The goal “{goal.text}” still needs: {name}."
