"""The assigned tier: up at once, down when a lower one has lasted 90 days, a nurse's choice on top."""

from datetime import date, timedelta

import pytest

from disease.domain.assigned_tier import Assignment, assign, override
from disease.domain.rule_sets import NEWEST
from disease.domain.stratification import stratify
from disease.domain.tier import RANK, Tier
from tests.unit.disease.members import AS_OF, a_member, condition, ed, stay

RULES = NEWEST.assignment
FIRST = date(2026, 1, 1)
LOW, MODERATE, HIGH, VERY_HIGH, UNDETERMINED = (
    Tier.LOW,
    Tier.MODERATE,
    Tier.HIGH,
    Tier.VERY_HIGH,
    Tier.UNDETERMINED,
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def after(*computed: tuple[int, Tier | None]) -> Assignment | None:
    current = None
    for number, tier in computed:
        current = assign(current, tier, day(number), RULES)
    return current


def tier_after(*computed: tuple[int, Tier | None]) -> Tier | None:
    assignment = after(*computed)
    return assignment.tier if assignment else None


@pytest.mark.parametrize("tier", list(Tier))
def test_the_first_computation_is_assigned(tier: Tier) -> None:
    assert after((0, tier)) == Assignment(tier, FIRST)


@pytest.mark.parametrize("lower", RANK)
@pytest.mark.parametrize("higher", RANK)
def test_it_steps_up_at_once_and_never_down_at_once(lower: Tier, higher: Tier) -> None:
    if RANK[lower] < RANK[higher]:
        assert tier_after((0, lower), (1, higher)) == higher
        assert tier_after((0, higher), (1, lower)) == higher


def test_it_steps_down_after_90_days() -> None:
    assert tier_after((0, HIGH), (10, LOW), (99, LOW)) == HIGH
    assert tier_after((0, HIGH), (10, LOW), (100, LOW)) == LOW


def test_one_computation_at_the_old_tier_starts_the_days_anew() -> None:
    assert tier_after((0, HIGH), (10, LOW), (50, HIGH), (60, LOW), (100, LOW)) == HIGH
    assert tier_after((0, HIGH), (10, LOW), (50, HIGH), (60, LOW), (150, LOW)) == LOW


def test_it_steps_down_no_further_than_the_gravest_of_the_lower_ones() -> None:
    assert after((0, VERY_HIGH), (10, HIGH), (99, MODERATE), (100, LOW)) == Assignment(HIGH, day(100), day(100), LOW)
    assert tier_after((0, VERY_HIGH), (10, HIGH), (100, LOW), (189, LOW)) == HIGH
    assert tier_after((0, VERY_HIGH), (10, HIGH), (100, LOW), (190, LOW)) == LOW


def test_undetermined_changes_nothing_that_stands() -> None:
    assert after((0, HIGH), (10, LOW), (50, UNDETERMINED)) == after((0, HIGH), (10, LOW))
    assert tier_after((0, HIGH), (10, LOW), (50, UNDETERMINED), (100, LOW)) == LOW
    assert tier_after((0, UNDETERMINED), (1, LOW)) == LOW


def test_who_has_no_tier_has_no_assignment_and_begins_anew() -> None:
    assert after((0, VERY_HIGH), (10, None)) is None
    assert tier_after((0, VERY_HIGH), (10, None), (11, LOW)) == LOW


def test_the_same_day_again_changes_nothing() -> None:
    once = after((0, HIGH), (10, LOW), (100, MODERATE))

    assert assign(once, MODERATE, day(100), RULES) == once


def test_the_choice_of_a_nurse_stands_for_180_days() -> None:
    current = override(Assignment(VERY_HIGH, FIRST), MODERATE, "Intensive care was in 2004.", "nurse1", FIRST, RULES)

    assert current.in_force(day(180)) == MODERATE
    assert current.in_force(day(181)) == VERY_HIGH


def test_the_choice_of_a_nurse_ends_with_a_step_up_only() -> None:
    current = override(Assignment(MODERATE, FIRST), LOW, "Uses the inhaler well.", "nurse1", FIRST, RULES)
    same, up = assign(current, MODERATE, day(1), RULES), assign(current, HIGH, day(1), RULES)

    assert same is not None
    assert up is not None
    assert (same.in_force(day(1)), up.in_force(day(1))) == (LOW, HIGH)
    assert up.override is None


def test_scenario_23_the_assigned_tier_follows_a_night_in_hospital_slowly() -> None:
    facts = a_member(condition("J45.909"), ed(12), stay(10, since=12))
    discharged = AS_OF - timedelta(days=10)
    current: Assignment | None = Assignment(MODERATE, discharged - timedelta(days=200))
    seen = {}
    for number in range(366):
        on = discharged + timedelta(days=number)
        computed = stratify(facts, on, NEWEST).asthma.tier
        current = assign(current, computed, on, RULES)
        seen[number] = (computed, current.tier if current else None)

    assert seen[0] == seen[30] == (VERY_HIGH, VERY_HIGH)
    assert seen[31] == seen[120] == (HIGH, VERY_HIGH)
    assert seen[121] == seen[365] == (HIGH, HIGH)
