"""R5: twelve factors, each dated by the machine and concluded by a nurse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casemanagement.domain.care.assessment import (
    AnswerSource,
    AssessmentFacts,
    FactorEntry,
    FactorRecord,
    due_on,
    recorded,
    unknown_factors,
)
from casemanagement.domain.care.policy import FACTORS
from casemanagement.domain.care.rules import ASSESSMENT_RULES
from shared.kernel.rule import evaluate
from tests.unit.casemanagement.care_builders import NOW, POLICY

DONE = tuple(FactorRecord(factor.code, completed_at=NOW, conclusion="No need found.") for factor in FACTORS)


def missing(factors: tuple[FactorRecord, ...], summary: str | None = None) -> list[str]:
    evaluation = evaluate(ASSESSMENT_RULES, AssessmentFacts(factors, summary, POLICY), POLICY.id)
    return [found.pointer.removeprefix("/factors/") for found in evaluation.findings]


def test_there_are_twelve_factors() -> None:
    assert len({factor.code for factor in FACTORS}) == 12


def test_r5_twelve_dated_and_concluded_factors_are_complete() -> None:
    assert missing(DONE) == []


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.code)
def test_r5_every_single_factor_is_needed(factor: object) -> None:
    kept = tuple(record for record in DONE if record.code != factor.code)  # type: ignore[attr-defined]

    assert missing(kept) == [factor.code]  # type: ignore[attr-defined]


def test_r5_a_dated_factor_without_conclusion_is_not_complete() -> None:
    first = replace(DONE[0], conclusion=None)

    assert missing((first, *DONE[1:])) == ["health_status"]


def test_r5_one_summary_concludes_every_dated_factor_but_dates_none() -> None:
    dated = tuple(replace(record, conclusion=None) for record in DONE)

    assert missing(dated, "Lives safely, needs transport.") == []
    assert missing(dated[1:], "Lives safely, needs transport.") == ["health_status"]


def test_r5_imported_answers_date_and_conclude_nothing() -> None:
    entry = FactorEntry("benefits", {"dental": "yes"}, AnswerSource.IMPORT, None)

    record = recorded(None, entry, NOW, "nurse1")

    assert (record.answers, record.completed_at, record.conclusion) == ({"dental": "yes"}, None, None)


def test_the_first_date_of_a_factor_stays() -> None:
    first = recorded(None, FactorEntry("benefits", {"a": 1}, AnswerSource.NURSE, None), NOW, "nurse1")

    later = recorded(
        first, FactorEntry("benefits", None, AnswerSource.NURSE, "Knows her benefits."), NOW + timedelta(days=9), "n2"
    )

    assert (later.completed_at, later.completed_by) == (NOW, "nurse1")
    assert (later.answers, later.conclusion, later.concluded_at) == (
        {"a": 1},
        "Knows her benefits.",
        NOW + timedelta(days=9),
    )


def test_a_conclusion_alone_dates_its_factor() -> None:
    record = recorded(None, FactorEntry("benefits", None, AnswerSource.NURSE, "None used."), NOW, "nurse1")

    assert record.completed_at == NOW


def test_the_clock_of_an_assessment_runs_from_eligibility() -> None:
    assert due_on(date(2026, 1, 1), POLICY) == date(2026, 3, 2)


def test_a_factor_that_does_not_exist_is_named() -> None:
    assert unknown_factors(["benefits", "horoscope"], POLICY) == ("horoscope",)
