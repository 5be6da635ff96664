"""Lead: bands, specimens, confirmation, bounds, units, and diagnoses without a result."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.rule_set import with_thresholds
from tests.unit.casemanagement.facts_of_a_member import (
    AS_OF,
    CAPILLARY,
    UNSPECIFIED,
    VENOUS,
    a_condition,
    days_ago,
    lead,
    missing_names,
    program,
    rule_ids,
    screening_of,
    step_codes,
    the,
)


def outcome(*given: Any, as_of: date = AS_OF) -> tuple[str | None, str | None]:
    found = program(screening_of(*given, as_of=as_of), ProgramCode.LEAD)
    return (found.outcome.value, found.level) if found else (None, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", (None, None)),
        ("3.49", (None, None)),
        ("3.499999", (None, None)),
        ("3.5", ("watch", "3.5-10")),
        ("9.5", ("watch", "3.5-10")),
        ("9.999999", ("watch", "3.5-10")),
        ("10", ("enroll", "10-20")),
        ("19.999999", ("enroll", "10-20")),
        ("20", ("enroll", "20-45")),
        ("44.999999", ("enroll", "20-45")),
        ("45", ("enroll", "45+")),
        ("120", ("enroll", "45+")),
    ],
)
def test_the_bands_are_half_open(value: str, expected: tuple[str | None, str | None]) -> None:
    assert outcome(lead(value)) == expected


@pytest.mark.parametrize(
    ("value", "confirm_by"),
    [
        ("10", date(2026, 2, 15)),
        ("20", date(2026, 1, 29)),
        ("45", date(2026, 1, 17)),
    ],
)
def test_a_capillary_result_is_a_case_the_day_after_its_confirmation_was_due(value: str, confirm_by: date) -> None:
    capillary = lead(value, CAPILLARY, on=date(2026, 1, 15))

    assert outcome(capillary, as_of=confirm_by)[0] == "provisional"
    assert outcome(capillary, as_of=confirm_by + timedelta(days=1))[0] == "enroll"
    overdue = the(screening_of(capillary, as_of=confirm_by + timedelta(days=1)), ProgramCode.LEAD)
    assert rule_ids(overdue) == ["LEAD-03"]
    assert "venous_confirmation" in step_codes(overdue)


def test_a_capillary_result_below_the_case_threshold_is_watched_and_confirmed_within_three_months() -> None:
    found = the(screening_of(lead("9.9", CAPILLARY, on=days_ago(10))), ProgramCode.LEAD)

    assert (found.outcome, rule_ids(found)) == ("watch", ["LEAD-05"])
    assert (found.next_steps[0].code, found.next_steps[0].due_on) == ("venous_confirmation", date(2026, 5, 19))


@pytest.mark.parametrize(
    ("code", "specimen", "expected"),
    [
        (VENOUS, None, "enroll"),
        (VENOUS, "capillary", "enroll"),
        (CAPILLARY, None, "provisional"),
        (CAPILLARY, "venous", "provisional"),
        (UNSPECIFIED, None, "provisional"),
        (UNSPECIFIED, "capillary", "provisional"),
        (UNSPECIFIED, "venous", "enroll"),
    ],
)
def test_the_code_decides_the_specimen(code: str, specimen: str | None, expected: str) -> None:
    assert outcome(lead("12", code, specimen=specimen))[0] == expected


def test_the_newest_venous_result_decides() -> None:
    assert outcome(lead("12", on=days_ago(90)), lead("8.2", on=days_ago(5))) == ("watch", "3.5-10")
    assert outcome(lead("8.2", on=days_ago(90)), lead("12", on=days_ago(5))) == ("enroll", "10-20")
    assert outcome(lead("12", on=days_ago(90)), lead("2", on=days_ago(5))) == (None, None)
    assert outcome(lead("30", CAPILLARY, on=days_ago(5)), lead("2", on=days_ago(5))) == (None, None)
    assert outcome(lead("12", on=days_ago(5)), lead("4", on=days_ago(5))) == ("enroll", "10-20")


def test_a_newer_capillary_result_is_provisional_beside_an_older_venous_one() -> None:
    assert outcome(lead("2", on=days_ago(90)), lead("12", CAPILLARY, on=days_ago(5))) == ("provisional", "10-20")
    assert outcome(lead("8", on=days_ago(90)), lead("46", CAPILLARY, on=days_ago(1))) == ("provisional", "45+")
    assert outcome(lead("12", on=days_ago(90)), lead("46", CAPILLARY, on=days_ago(1))) == ("enroll", "45+")
    assert outcome(lead("2", on=days_ago(90)), lead("5", CAPILLARY, on=days_ago(1))) == ("watch", "3.5-10")
    assert outcome(lead("12", on=days_ago(90)), lead("2", CAPILLARY, on=days_ago(1))) == ("enroll", "10-20")


@pytest.mark.parametrize(
    ("comparator", "value", "expected"),
    [
        (">", "45", ("enroll", "45+")),
        (">", "3.4", (None, None)),
        (">=", "10", ("enroll", "10-20")),
        ("<", "3.3", (None, None)),
        ("<", "3.5", (None, None)),
        ("<=", "3.4", (None, None)),
    ],
)
def test_a_bound_that_decides_counts(comparator: str, value: str, expected: tuple[str | None, str | None]) -> None:
    screening = screening_of(lead(value, comparator=comparator))

    assert outcome(lead(value, comparator=comparator)) == expected
    assert screening.missing == ()


@pytest.mark.parametrize(("comparator", "value"), [("<", "3.6"), ("<", "10"), ("<=", "3.5"), ("<", "65")])
def test_r15_a_bound_that_decides_nothing_is_watched_and_missing(comparator: str, value: str) -> None:
    screening = screening_of(lead(value, comparator=comparator))

    found = the(screening, ProgramCode.LEAD)
    assert (found.outcome, found.level, rule_ids(found)) == ("watch", None, ["LEAD-06"])
    assert found.rules[0].inputs[0].value == f"{comparator}{value}"
    assert missing_names(screening) == [("blood_lead", "censored")]
    assert step_codes(found) == ["find_result"]


@pytest.mark.parametrize("code", ["R78.71", "T56.0X1A"])
def test_r15_a_lead_diagnosis_without_a_result_is_watched_and_the_result_missing(code: str) -> None:
    screening = screening_of(a_condition(code, on=days_ago(5)))

    assert rule_ids(the(screening, ProgramCode.LEAD)) == ["LEAD-07"]
    assert the(screening, ProgramCode.LEAD).outcome == "watch"
    assert missing_names(screening) == [("blood_lead", "absent")]


def test_a_result_from_shortly_before_a_lead_diagnosis_or_later_explains_it() -> None:
    code = a_condition("R78.71", on=days_ago(100))

    assert outcome(code, lead("2.0", on=days_ago(190))) == (None, None)
    assert outcome(code, lead("2.0", on=days_ago(191))) == ("watch", None)
    assert outcome(code, lead("2.0", on=days_ago(3))) == (None, None)


def test_r15_a_rejected_result_is_named_and_the_one_before_decides() -> None:
    screening = screening_of(lead("12", on=days_ago(60)), lead("4", unit="mmol/L", on=days_ago(2)))

    assert the(screening, ProgramCode.LEAD).level == "10-20"
    assert missing_names(screening) == [("blood_lead", "rejected")]


def test_a_result_in_micromoles_is_converted_and_shown_as_reported() -> None:
    found = the(screening_of(lead("0.4826", unit="umol/L")), ProgramCode.LEAD)

    assert (found.outcome, found.level) == ("enroll", "10-20")
    assert [(given.name, given.value) for given in found.rules[0].inputs][:2] == [
        ("venous_blood_lead", "0.4826"),
        ("venous_blood_lead_ug_dl", "10"),
    ]
    assert outcome(lead("0.4825", unit="umol/L")) == ("watch", "3.5-10")


def test_a_result_of_tomorrow_is_ignored_and_named() -> None:
    screening = screening_of(lead("46", on=AS_OF + timedelta(days=1)))

    assert screening.programs == ()
    assert missing_names(screening) == [("blood_lead", "after_as_of")]


def test_r15_an_old_result_decides_and_is_named_as_stale() -> None:
    assert missing_names(screening_of(lead("12", on=days_ago(366)))) == [("blood_lead", "stale")]
    assert missing_names(screening_of(lead("12", on=days_ago(365)))) == []
    assert outcome(lead("12", on=days_ago(4000))) == ("enroll", "10-20")


def test_the_pace_of_retests_slows_when_enough_results_decline() -> None:
    falling = [lead(value, on=days_ago(days)) for value, days in [("19", 200), ("17", 150), ("16", 100), ("14", 50)]]

    early = the(screening_of(*falling), ProgramCode.LEAD).next_steps[0]
    later = the(screening_of(*falling, lead("12", on=days_ago(10))), ProgramCode.LEAD).next_steps[0]
    rising = the(screening_of(*falling, lead("15", on=days_ago(10))), ProgramCode.LEAD).next_steps[0]

    assert (early.not_before, early.due_on) == (date(2026, 2, 10), date(2026, 4, 10))
    assert (later.not_before, later.due_on) == (date(2026, 5, 19), date(2026, 8, 19))
    assert (rising.not_before, rising.due_on) == (date(2026, 3, 19), date(2026, 5, 19))


def test_a_level_of_45_or_more_brings_a_nurse_today() -> None:
    assert step_codes(the(screening_of(lead("45")), ProgramCode.LEAD))[:2] == ["same_day_nurse", "retest"]
    assert "urgent_treatment" in step_codes(the(screening_of(lead("45")), ProgramCode.LEAD))
    assert "same_day_nurse" not in step_codes(the(screening_of(lead("44.9")), ProgramCode.LEAD))


def test_every_band_and_every_outcome_can_be_reached() -> None:
    values = ["3.5", "10", "20", "45"]

    assert [outcome(lead(value))[1] for value in values] == [band.level for band in JANUARY_2026.lead.bands]
    assert {outcome(lead(value, CAPILLARY))[0] for value in values} == {"watch", "provisional", "enroll"}


def test_a_threshold_of_the_office_is_named_in_the_rule_set_and_kept_in_order() -> None:
    own = with_thresholds(JANUARY_2026, Decimal(5), Decimal("2.5"))

    assert own.id == "2026-01+lead_cm_threshold=5+lead_watch_threshold=2.5"
    assert with_thresholds(JANUARY_2026, Decimal("10.00"), None) is JANUARY_2026
    with pytest.raises(ValueError, match="watch threshold"):
        with_thresholds(JANUARY_2026, Decimal(3), None)
    found = the(screening_of(lead("2.5"), rule_set=own), ProgramCode.LEAD)
    assert (found.outcome, found.level) == ("watch", None)
