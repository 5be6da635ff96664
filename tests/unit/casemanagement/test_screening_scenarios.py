"""Scenarios 1 to 5 of the domain reference, as far as identification goes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.rule_set import with_thresholds
from tests.unit.casemanagement.facts_of_a_member import (
    AS_OF,
    CAPILLARY,
    a_person,
    a_pregnancy,
    days_ago,
    lead,
    program,
    rule_ids,
    screening_of,
    step_codes,
    the,
)

FIVE_SERVICES = [
    "family_education",
    "lead_abatement",
    "sibling_testing",
    "appointment_scheduling",
    "transportation",
]


def test_scenario_01_a_venous_result_of_9_9_is_watched_and_never_rounded_to_10() -> None:
    found = the(screening_of(lead("9.9", on=days_ago(10))), ProgramCode.LEAD)

    assert (found.level, found.outcome, rule_ids(found)) == ("3.5-10", "watch", ["LEAD-04"])
    assert found.rules[0].inputs[0].value == "9.9"
    retest = found.next_steps[0]
    assert (retest.code, retest.due_on) == ("retest", date(2026, 5, 19))
    assert "family_education" in step_codes(found)
    assert "transportation" not in step_codes(found)


@pytest.mark.parametrize("value", ["10.0", "10", "10.00"])
def test_scenario_02_a_venous_result_of_10_is_a_case_with_the_five_services(value: str) -> None:
    found = the(screening_of(lead(value, on=days_ago(10))), ProgramCode.LEAD)

    assert (found.level, found.outcome, rule_ids(found)) == ("10-20", "enroll", ["LEAD-01"])
    assert found.eligible_on == days_ago(10)
    assert [code for code in step_codes(found) if code in FIVE_SERVICES] == FIVE_SERVICES
    retest = found.next_steps[0]
    assert (retest.code, retest.not_before, retest.due_on) == ("retest", date(2026, 3, 19), date(2026, 5, 19))


def test_scenario_03_the_watch_begins_at_3_5_and_one_setting_makes_it_a_case() -> None:
    lowered = with_thresholds(JANUARY_2026, Decimal("3.5"), None)

    assert the(screening_of(lead("3.5")), ProgramCode.LEAD).outcome == "watch"
    assert program(screening_of(lead("3.4")), ProgramCode.LEAD) is None
    case = screening_of(lead("3.5"), rule_set=lowered)
    assert (the(case, ProgramCode.LEAD).outcome, the(case, ProgramCode.LEAD).level) == ("enroll", "3.5-10")
    assert case.rule_set == "2026-01+lead_cm_threshold=3.5"
    assert program(screening_of(lead("3.4"), rule_set=lowered), ProgramCode.LEAD) is None


def test_scenario_04_a_capillary_result_of_46_is_provisional_and_a_venous_8_2_only_watched() -> None:
    capillary = lead("46", CAPILLARY, on=AS_OF)

    first = the(screening_of(capillary), ProgramCode.LEAD)
    then = the(screening_of(capillary, lead("8.2", on=date(2026, 3, 2)), as_of=date(2026, 3, 2)), ProgramCode.LEAD)

    assert (first.level, first.outcome, rule_ids(first)) == ("45+", "provisional", ["LEAD-02"])
    same_day, venous = first.next_steps[:2]
    assert (same_day.code, same_day.due_on) == ("same_day_nurse", AS_OF)
    assert (venous.code, venous.due_on) == ("venous_confirmation", date(2026, 3, 3))
    assert (then.level, then.outcome, rule_ids(then)) == ("3.5-10", "watch", ["LEAD-04"])


CONCEIVED = date(2025, 12, 9)  # 266 days before 2026-09-01


def test_scenario_05_seventeen_at_conception_is_high_risk_and_eighteen_is_not() -> None:
    new_mexico = replace(JANUARY_2026, prenatal=replace(JANUARY_2026.prenatal, teen_age=18))
    seventeen = a_person(birth_date=date(2007, 12, 10))  # eighteen the day after
    eighteen = a_person(birth_date=date(2007, 12, 8))  # since the day before

    high = screening_of(person=seventeen, pregnancy=a_pregnancy())
    low = screening_of(person=eighteen, pregnancy=a_pregnancy())
    there = screening_of(person=eighteen, pregnancy=a_pregnancy(), rule_set=new_mexico)

    assert the(high, ProgramCode.HIGH_RISK_OBSTETRICS).outcome == "enroll"
    assert rule_ids(the(high, ProgramCode.HIGH_RISK_OBSTETRICS)) == ["OB-01", "OB-02"]
    assert program(high, ProgramCode.PRENATAL) is None
    assert (the(low, ProgramCode.PRENATAL).level, the(low, ProgramCode.PRENATAL).outcome) == ("low", "info_only")
    assert step_codes(the(low, ProgramCode.PRENATAL)) == ["contact_information"]
    assert program(low, ProgramCode.HIGH_RISK_OBSTETRICS) is None
    assert the(there, ProgramCode.HIGH_RISK_OBSTETRICS).level == "high"
    assert the(high, ProgramCode.HIGH_RISK_OBSTETRICS).rules[1].inputs[0].date == CONCEIVED
