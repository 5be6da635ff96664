"""R18: when a pregnancy or the danger of lead is over, and what becomes of the cases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casemanagement.domain.lifecycle import EpisodeState, Outcome
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.endings import END_RULES, Ending, closed, concerned
from shared.kernel.facts.member_facts import Code, CodeSystem, Observation
from tests.unit.casemanagement.builders import an_episode
from tests.unit.casemanagement.facts_of_a_member import (
    AS_OF,
    a_condition,
    a_person,
    a_pregnancy,
    days_ago,
    screening_of,
)

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
OLD_CHILD, YOUNG_CHILD = date(2020, 3, 1), date(2020, 3, 2)


def venous(value: str, days: int) -> Observation:
    return Observation(
        code=Code(CodeSystem.LOINC, "77307-7"), value=Decimal(value), unit="ug/dL", observed_on=days_ago(days)
    )


def endings(*given: Any, born: date = YOUNG_CHILD, **facts: Any) -> tuple[Ending, ...]:
    return screening_of(*given, person=a_person(birth_date=born), **facts).endings


def test_r18_is_one_rule_of_the_catalogue() -> None:
    assert [rule.id for rule in END_RULES] == ["R18"]


@pytest.mark.parametrize(("days", "over"), [(60, False), (61, True)])
def test_r18_a_pregnancy_is_over_sixty_days_after_its_end(days: int, over: bool) -> None:
    born = date(1995, 1, 1)
    told = endings(pregnancy=a_pregnancy(days_ago(days), ended_on=days_ago(days)), born=born)
    coded = endings(a_condition("O80", on=days_ago(days)), born=born)

    for found in (told, coded):
        assert [ending.programs for ending in found] == (
            [frozenset({ProgramCode.PRENATAL, ProgramCode.HIGH_RISK_OBSTETRICS})] if over else []
        )
    if over:
        assert {given.name: given.value for given in told[0].inputs} == {
            "pregnancy_ended": days_ago(days).isoformat(),
            "postpartum_days": 60,
        }


@pytest.mark.parametrize(("days", "over"), [(74, False), (75, True)])
def test_r18_a_pregnancy_whose_end_nobody_told_is_taken_to_end_two_weeks_after_its_due_date(
    days: int, over: bool
) -> None:
    assert bool(endings(pregnancy=a_pregnancy(days_ago(days)), born=date(1995, 1, 1))) is over


def test_r18_the_next_pregnancy_keeps_the_program() -> None:
    again = a_condition("Z34.90", on=days_ago(5))

    assert endings(again, a_condition("O80", on=days_ago(90)), born=date(1995, 1, 1)) == ()


@pytest.mark.parametrize(
    ("results", "born", "over"),
    [
        ((("9.9", 90), ("9.9", 0)), YOUNG_CHILD, True),
        ((("9.9", 89), ("9.9", 0)), YOUNG_CHILD, False),
        ((("9.9", 90), ("10", 40), ("9.9", 0)), YOUNG_CHILD, False),
        ((("12", 90), ("3", 0)), YOUNG_CHILD, False),
        ((("12", 90), ("9.9", 0)), OLD_CHILD, True),
        ((("12", 90), ("10", 0)), OLD_CHILD, False),
        ((("10", 0),), OLD_CHILD, False),
    ],
)
def test_r18_lead_is_over_at_its_goal_or_at_72_months_below_the_threshold(
    results: tuple[tuple[str, int], ...], born: date, over: bool
) -> None:
    found = endings(*(venous(value, days) for value, days in results), born=born)

    assert [ending.programs for ending in found] == ([frozenset({ProgramCode.LEAD})] if over else [])


def test_r18_a_newer_capillary_result_keeps_the_lead_case() -> None:
    capillary = Observation(
        code=Code(CodeSystem.LOINC, "10368-9"), value=Decimal(11), unit="ug/dL", observed_on=days_ago(0)
    )

    assert endings(venous("3", 1), capillary, born=OLD_CHILD) == ()


def test_r18_closes_what_nobody_has_taken_on_and_leaves_the_rest_to_the_case_manager() -> None:
    (ending,) = endings(venous("3", 0), born=OLD_CHILD)
    states = (EpisodeState.STRATIFIED, EpisodeState.OUTREACH, EpisodeState.ACTIVE)
    cases = [an_episode(state, number, program=ProgramCode.LEAD) for number, state in enumerate(states, 1)]

    change = closed(cases[0], ending, NOW, AS_OF)

    assert change is not None
    assert (change.after.outcome, change.after.reasons) == (Outcome.NOT_ELIGIBLE, ())
    assert (change.event.transition, change.event.rule_ids) == ("T4", ("R18",))
    assert [closed(case, ending, NOW, AS_OF) for case in cases[1:]] == [None, None]


def test_r18_concerns_open_accepted_cases_that_are_older_than_the_fact() -> None:
    (ending,) = endings(venous("3", 0), born=OLD_CHILD)
    before = datetime.combine(AS_OF, datetime.min.time(), UTC)
    old = an_episode(EpisodeState.ACTIVE, 1, program=ProgramCode.LEAD, eligible_at=before)
    others = (
        an_episode(EpisodeState.ACTIVE, 2, program=ProgramCode.LEAD, eligible_at=before + timedelta(days=1)),
        an_episode(EpisodeState.ACTIVE, 3),
        an_episode(EpisodeState.DISCHARGED, 4, program=ProgramCode.LEAD),
        an_episode(EpisodeState.REFERRED, 5, program=ProgramCode.LEAD),
    )

    assert concerned((old, *others), ending) == (old,)
