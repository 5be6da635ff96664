"""Questionnaires are complete in both languages, and a score never takes a silence for a no."""

from datetime import date
from typing import Any

import pytest

from disease.domain.asthma_inputs import ControlClass
from disease.domain.health_assessment import Given, kept_answers, score, valid_until, with_reused
from disease.domain.questionnaires import INSTRUMENTS
from disease.domain.questionnaires.asthma_control import ASTHMA_CONTROL
from disease.domain.questionnaires.diabetes_health import DIABETES_HEALTH
from disease.domain.questionnaires.question import Instrument, Kind
from disease.domain.reading.answers import ACTIVITY
from disease.domain.reading.control import QUESTIONS
from disease.domain.rule_sets import NEWEST
from disease.domain.tier import Tier
from tests.unit.disease.members import AS_OF, WELL, asthma
from tests.unit.disease.members import control as control_answers

each = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.code)


def filled(instrument: Instrument, **different: Any) -> Given:
    """The answer to every required question that shows no problem."""
    given: dict[str, Any] = {}
    for question in instrument.questions:
        if not question.required:
            continue
        possible: list[Any] = [choice.code for choice in question.choices]
        possible += [False, True] if question.kind is Kind.YES_NO else []
        possible += [question.least, question.most] if question.kind is Kind.WHOLE else []
        given[question.code] = next(
            answer for answer in possible if not (question.problem and question.problem.shown_by(answer))
        )
    return Given({**given, **different})


def scored(instrument: Instrument, given: Given, age: int = 30) -> Any:
    return score(instrument, given, age, AS_OF, NEWEST)


@each
def test_every_text_stands_in_both_languages(instrument: Instrument) -> None:
    texts = [instrument.title, *(question.text for question in instrument.questions)]
    texts += [choice.text for question in instrument.questions for choice in question.choices]

    assert all(text.en and text.es and text.en != text.es for text in texts)


@each
def test_every_question_has_one_code_and_allows_something(instrument: Instrument) -> None:
    codes = [question.code for question in instrument.questions]

    assert len(set(codes)) == len(codes)
    assert all(question.most > question.least for question in instrument.questions if question.kind is Kind.WHOLE)
    assert all(len(question.choices) > 1 for question in instrument.questions if question.kind is Kind.CHOICE)


@each
def test_no_licensed_questionnaire_is_named(instrument: Instrument) -> None:
    words = " ".join(question.text.en for question in instrument.questions).lower()

    assert not any(name in words for name in ("little interest or pleasure", "feeling down", "rescue inhaler or nebul"))


def test_the_questions_that_the_rules_read_are_required_and_bounded_alike() -> None:
    for code, most in QUESTIONS.items():
        question = ASTHMA_CONTROL.question(code)
        assert question is not None
        assert (question.required, question.most) == (True, most)
    activity = ASTHMA_CONTROL.question("activity_limitation")
    assert activity is not None
    assert tuple(choice.code for choice in activity.choices) == ACTIVITY
    for code in ("level3_lows_3_months", "foot_sores_now"):
        question = DIABETES_HEALTH.question(code)
        assert question is not None
        assert question.required


@each
def test_it_is_complete_when_every_required_question_is_answered_refused_or_not_known(instrument: Instrument) -> None:
    given = filled(instrument)
    (first, *_), (second, *_) = list(given.answers), list(given.answers)[1:]
    without = {code: answer for code, answer in given.answers.items() if code not in (first, second)}

    assert scored(instrument, given).complete
    assert scored(instrument, Given(without)).open == (first, second)
    assert scored(instrument, Given(without, frozenset({first}))).open == (second,)
    assert scored(instrument, Given(without, frozenset({first}), frozenset({second}))).complete


@each
def test_no_single_required_question_may_stay_open(instrument: Instrument) -> None:
    given = filled(instrument)
    for code in given.answers:
        rest = {name: answer for name, answer in given.answers.items() if name != code}
        assert scored(instrument, Given(rest)).open == (code,)


@each
def test_good_answers_show_no_problem_and_no_floor(instrument: Instrument) -> None:
    found = scored(instrument, filled(instrument))

    assert (found.problems, found.floor) == ((), None)


def test_what_was_refused_or_not_known_is_no_answer_to_the_rules() -> None:
    given = Given({"confidence": 3}, frozenset({"foot_sores_now"}), frozenset({"level3_lows_3_months"}))

    assert kept_answers(given) == {"confidence": 3, "foot_sores_now": None, "level3_lows_3_months": None}
    assert scored(DIABETES_HEALTH, given).floor is None


@pytest.mark.parametrize(
    ("answer", "floor", "rule"),
    [
        ({"level3_lows_3_months": 1}, Tier.HIGH, "D-H8"),
        ({"level3_lows_3_months": 0}, None, None),
        ({"foot_sores_now": True}, Tier.HIGH, "D-H5"),
        ({"lows_below_54_3_months": 3, "foot_numbness": True, "tobacco": True}, None, None),
    ],
)
def test_a_low_with_help_and_a_foot_sore_make_high(
    answer: dict[str, Any], floor: Tier | None, rule: str | None
) -> None:
    found = scored(DIABETES_HEALTH, filled(DIABETES_HEALTH, **answer))

    assert (found.floor, found.floor_rule) == (floor, rule)
    assert {shown.question for shown in found.problems} >= {code for code, given in answer.items() if given}


@pytest.mark.parametrize(
    ("answer", "control", "floor"),
    [
        ({}, ControlClass.WELL, None),
        ({"night_wakings_per_month": 3}, ControlClass.NOT_WELL, Tier.MODERATE),
        ({"activity_limitation": "extreme"}, ControlClass.VERY_POOR, Tier.HIGH),
    ],
)
def test_the_score_and_the_tier_rules_see_the_same_control(
    answer: dict[str, Any], control: ControlClass, floor: Tier | None
) -> None:
    given = filled(ASTHMA_CONTROL, **{**WELL, **answer})
    found = scored(ASTHMA_CONTROL, given)
    standing = asthma(control_answers(0, **answer))

    assert (found.control, found.floor) == (control, floor)
    assert standing.measures["control"] == control.name.lower()
    assert found.floor_rule in (None, *(result.rule_id for result in standing.rules))


def test_shared_answers_of_lately_need_not_be_asked_again() -> None:
    given = Given({"has_primary_care": False}, frozenset({"housing_worry"}))
    earlier: dict[str, Any] = {
        "has_primary_care": True,
        "housing_worry": True,
        "best_time": "evening",
        "confidence": 9,
        "x": 1,
    }

    together, reused = with_reused(ASTHMA_CONTROL, given, earlier)

    assert reused == ("best_time",)
    assert together.answers == {"has_primary_care": False, "best_time": "evening"}


def test_answers_are_valid_for_180_days() -> None:
    assert valid_until(ASTHMA_CONTROL, date(2026, 1, 1), NEWEST) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("daytime_symptom_days_per_week", 7, 8),
        ("daytime_symptom_days_per_week", 0, True),
        ("symptoms_throughout_day", False, "no"),
        ("activity_limitation", "some", "a bit"),
        ("last_visit_on", "2026-02-28", "2026-02-30"),
        ("last_visit_on", "2026-02-28", "20260228"),
        ("preferred_language", "Spanish", " "),
        ("confidence", 10, None),
    ],
)
def test_an_answer_fits_its_question(code: str, good: Any, bad: Any) -> None:
    question = ASTHMA_CONTROL.question(code)

    assert question is not None
    assert question.allows(good)
    assert not question.allows(bad)
