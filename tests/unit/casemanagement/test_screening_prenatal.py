"""Prenatal: whether a member is pregnant, how risky it is, and what is not known about it."""

from datetime import date, timedelta

import pytest

from casemanagement.domain.program import ProgramCode
from tests.unit.casemanagement.facts_of_a_member import (
    AS_OF,
    a_concept,
    a_condition,
    a_person,
    a_pregnancy,
    a_visit,
    all_rule_ids,
    an_office_visit,
    days_ago,
    missing_names,
    program,
    rule_ids,
    screening_of,
    the,
)

LOW_RISK = a_person(birth_date=date(2000, 1, 1))
DUE_ON = date(2026, 9, 1)


def test_the_age_on_the_due_date_decides_for_the_older_mother() -> None:
    before = screening_of(person=a_person(birth_date=date(1991, 9, 2)), pregnancy=a_pregnancy(DUE_ON))
    on_the_day = screening_of(person=a_person(birth_date=date(1991, 9, 1)), pregnancy=a_pregnancy(DUE_ON))

    assert program(before, ProgramCode.HIGH_RISK_OBSTETRICS) is None
    assert rule_ids(the(on_the_day, ProgramCode.HIGH_RISK_OBSTETRICS)) == ["OB-01", "OB-03"]


@pytest.mark.parametrize(
    ("risk", "rule"),
    [
        ("prior_low_birth_weight", "OB-04"),
        ("prior_preterm_birth", "OB-05"),
        ("prior_infant_death", "OB-06"),
        ("multiples", "OB-07"),
        ("underweight", "OB-08"),
        ("substance_use", "OB-09"),
        ("homelessness", "OB-10"),
        ("partner_violence", "OB-11"),
        ("lives_alone_unsupported", "OB-12"),
    ],
)
def test_every_named_risk_is_high(risk: str, rule: str) -> None:
    screening = screening_of(person=LOW_RISK, pregnancy=a_pregnancy(DUE_ON, risk))

    found = the(screening, ProgramCode.HIGH_RISK_OBSTETRICS)
    assert (found.level, found.outcome, rule_ids(found)) == ("high", "enroll", ["OB-01", rule])
    assert program(screening, ProgramCode.PRENATAL) is None


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("O09.212", "OB-05"),
        ("Z87.51", "OB-05"),
        ("O30.002", "OB-07"),
        ("O99.322", "OB-09"),
        ("O99.332", "OB-09"),
        ("F11.20", "OB-09"),
        ("Z59.01", "OB-10"),
        ("I10", "OB-13"),
        ("O14.02", "OB-13"),
        ("E11.9", "OB-14"),
        ("O24.410", "OB-14"),
        ("O34.32", "OB-15"),
        ("Z21", "OB-16"),
    ],
)
def test_a_diagnosis_of_a_risk_is_high(code: str, rule: str) -> None:
    screening = screening_of(a_condition(code), person=LOW_RISK, pregnancy=a_pregnancy(DUE_ON))

    assert rule_ids(the(screening, ProgramCode.HIGH_RISK_OBSTETRICS)) == ["OB-01", rule]


def test_what_belongs_to_an_earlier_pregnancy_is_no_risk_of_this_one() -> None:
    started_on = DUE_ON - timedelta(days=280)

    before = screening_of(
        a_condition("O24.410", on=started_on - timedelta(days=1)), person=LOW_RISK, pregnancy=a_pregnancy(DUE_ON)
    )
    since = screening_of(a_condition("O24.410", on=started_on), person=LOW_RISK, pregnancy=a_pregnancy(DUE_ON))

    assert program(before, ProgramCode.PRENATAL) is not None
    assert "OB-14" in all_rule_ids(since)


def test_the_use_of_drugs_counts_for_a_year() -> None:
    recent = screening_of(a_condition("F11.20", on=days_ago(365)), person=LOW_RISK, pregnancy=a_pregnancy(DUE_ON))
    older = screening_of(a_condition("F11.20", on=days_ago(366)), person=LOW_RISK, pregnancy=a_pregnancy(DUE_ON))

    assert "OB-09" in all_rule_ids(recent)
    assert "OB-09" not in all_rule_ids(older)


def test_a_pregnancy_of_the_last_280_days_is_known_from_codes_and_estimated() -> None:
    within = screening_of(a_condition("Z34.02", on=days_ago(280)), person=LOW_RISK)
    before = screening_of(a_condition("Z34.02", on=days_ago(281)), person=LOW_RISK)

    assert rule_ids(the(within, ProgramCode.PRENATAL)) == ["OB-01"]
    assert missing_names(within) == [("estimated_due_date", "assumed"), ("pregnancy_risks", "absent")]
    assert before.programs == ()


def test_one_claim_tells_of_a_pregnancy() -> None:
    assert program(screening_of(an_office_visit("Z34.81"), person=LOW_RISK), ProgramCode.PRENATAL) is not None
    assert program(screening_of(a_concept("72892002"), person=LOW_RISK), ProgramCode.PRENATAL) is not None


@pytest.mark.parametrize("end", ["O80", "Z37.0", "O03.9", "Z39.2"])
def test_a_birth_or_loss_ends_a_pregnancy_that_is_known_from_codes(end: str) -> None:
    pregnant = a_condition("Z34.02", on=days_ago(100))

    over = screening_of(pregnant, a_visit(end, on=days_ago(20)), person=LOW_RISK)
    again = screening_of(
        pregnant, a_visit(end, on=days_ago(20)), a_condition("Z34.02", on=days_ago(5)), person=LOW_RISK
    )

    assert over.programs == ()
    assert program(again, ProgramCode.PRENATAL) is not None


def test_codes_of_the_puerperium_tell_of_no_pregnancy() -> None:
    assert screening_of(a_condition("O24.430"), person=LOW_RISK).programs == ()
    assert program(screening_of(a_condition("O24.410"), person=LOW_RISK), ProgramCode.HIGH_RISK_OBSTETRICS) is not None


def test_a_pregnancy_without_a_due_date_starts_at_its_notice_at_the_latest() -> None:
    notice = a_pregnancy(None, noticed_on=days_ago(10))
    seventeen = a_person(birth_date=date(2008, 2, 20))  # eighteen the day after the notice
    eighteen = a_person(birth_date=date(2008, 2, 19))

    assert "OB-02" in all_rule_ids(screening_of(person=seventeen, pregnancy=notice))
    screening = screening_of(person=eighteen, pregnancy=notice)
    assert rule_ids(the(screening, ProgramCode.PRENATAL)) == ["OB-01"]
    assert missing_names(screening) == [("estimated_due_date", "assumed")]


def test_a_pregnancy_is_over_when_it_ended_or_is_long_past_its_due_date() -> None:
    def found(**members: date) -> tuple[bool, list[tuple[str, str]]]:
        due_on = members.pop("due_on")
        screening = screening_of(person=LOW_RISK, pregnancy=a_pregnancy(due_on, **members))
        return program(screening, ProgramCode.PRENATAL) is not None, missing_names(screening)

    assert found(due_on=days_ago(14)) == (True, [])
    assert found(due_on=days_ago(15)) == (False, [("pregnancy_end", "absent")])
    assert found(due_on=DUE_ON, ended_on=AS_OF) == (False, [])
    assert found(due_on=DUE_ON, ended_on=AS_OF + timedelta(days=1)) == (True, [])
    assert found(due_on=AS_OF + timedelta(days=280)) == (True, [])
    assert found(due_on=AS_OF + timedelta(days=281)) == (False, [("pregnancy", "after_as_of")])
    assert found(due_on=DUE_ON, noticed_on=AS_OF + timedelta(days=1)) == (False, [("pregnancy", "after_as_of")])
