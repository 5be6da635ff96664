"""Catastrophic, transplant, special needs and long term care; who is excluded; every program can be reached."""

from datetime import date, timedelta

import pytest

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.screening import RULES
from shared.kernel.facts.member_facts import Coverage
from tests.unit.casemanagement.facts_of_a_member import (
    AS_OF,
    a_condition,
    a_person,
    a_pregnancy,
    a_stay,
    a_visit,
    all_rule_ids,
    an_office_visit,
    days_ago,
    lead,
    missing_names,
    program,
    rule_ids,
    screening_of,
    the,
)

CHILD = a_person(birth_date=date(2020, 1, 1))
OLD = a_person(birth_date=date(1961, 3, 1))  # 65 today


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("S06.5X0A", "CAT-01"),
        ("T75.1XXA", "CAT-02"),
        ("T31.20", "CAT-03"),
        ("T31.99", "CAT-03"),
        ("T22.311A", "CAT-03"),
        ("T25.721A", "CAT-03"),
        ("S14.109A", "CAT-04"),
        ("S24.101A", "CAT-04"),
        ("S34.01XA", "CAT-04"),
    ],
)
@pytest.mark.parametrize("person", [a_person(), CHILD], ids=["adult", "child"])
def test_a_catastrophic_injury_is_provisional_until_a_nurse_confirms_it(code: str, rule: str, person: object) -> None:
    found = the(screening_of(a_visit(code), person=person), ProgramCode.CATASTROPHIC)

    assert (found.outcome, found.level, rule_ids(found)) == ("provisional", None, [rule])


@pytest.mark.parametrize("code", ["S06.0X1A", "T31.10", "T31.0", "T22.211A", "S12.000A", "T75.2XXA"])
def test_a_lesser_injury_is_not_catastrophic(code: str) -> None:
    assert screening_of(a_visit(code)).programs == ()


def test_a_concussion_beside_a_graver_head_injury_changes_nothing() -> None:
    assert "CAT-01" in all_rule_ids(screening_of(a_visit("S06.0X1A"), a_condition("S06.340A")))


def test_a_catastrophic_event_counts_for_365_days() -> None:
    assert "CAT-01" in all_rule_ids(screening_of(a_visit("S06.5X0A", on=days_ago(365))))
    assert "CAT-01" not in all_rule_ids(screening_of(a_visit("S06.5X0A", on=days_ago(366))))
    assert "CAT-01" in all_rule_ids(screening_of(a_stay(days_ago(400), days_ago(365), "S06.5X0A")))
    assert "CAT-01" not in all_rule_ids(screening_of(a_condition("S06.5X0A", on=days_ago(366))))


@pytest.mark.parametrize(("code", "rule"), [("Z94.0", "TX-01"), ("Z76.82", "TX-02"), ("T86.11", "TX-03")])
def test_a_transplant_or_the_wait_for_one_enrolls(code: str, rule: str) -> None:
    found = the(screening_of(a_condition(code)), ProgramCode.TRANSPLANT)

    assert (found.outcome, rule_ids(found)) == ("enroll", [rule])


def test_kidney_failure_is_a_case_when_a_transplant_is_looked_into() -> None:
    evaluated = a_person(flags=frozenset({"transplant_evaluation"}))

    assert rule_ids(program(screening_of(a_condition("N18.6"), person=evaluated), ProgramCode.TRANSPLANT)) == ["TX-04"]
    without = screening_of(a_condition("N18.6"))
    assert program(without, ProgramCode.TRANSPLANT) is None
    assert missing_names(without) == [("transplant_evaluation", "absent")]
    assert "TX-04" not in all_rule_ids(screening_of(a_condition("N18.5"), person=evaluated))


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("F84.0", "SN-01"),
        ("F71", "SN-02"),
        ("F88", "SN-03"),
        ("F89", "SN-03"),
        ("R62.50", "SN-04"),
        ("R62.51", "SN-05"),
    ],
)
def test_a_special_need_of_a_child_enrolls(code: str, rule: str) -> None:
    assert rule_ids(the(screening_of(a_condition(code), person=CHILD), ProgramCode.SPECIAL_NEEDS)) == [rule]


def test_delay_and_failure_to_thrive_are_those_of_children() -> None:
    seventeen = a_person(birth_date=AS_OF.replace(year=2008) + timedelta(days=1))
    eighteen = a_person(birth_date=AS_OF.replace(year=2008))

    for code, rule in (("R62.50", "SN-04"), ("R62.51", "SN-05")):
        assert rule in all_rule_ids(screening_of(a_condition(code), person=seventeen))
        assert rule not in all_rule_ids(screening_of(a_condition(code), person=eighteen))
    assert "SN-01" in all_rule_ids(screening_of(a_condition("F84.0"), person=eighteen))


@pytest.mark.parametrize(("flag", "rule"), [("special_health_care_needs", "SN-06"), ("foster_care", "SN-07")])
def test_a_flag_of_the_state_is_a_special_need(flag: str, rule: str) -> None:
    screening = screening_of(person=a_person(flags=frozenset({flag, "something_else"})))

    assert rule_ids(the(screening, ProgramCode.SPECIAL_NEEDS)) == [rule]


def test_one_claim_of_autism_is_not_enough() -> None:
    assert screening_of(an_office_visit("F84.0"), person=CHILD).programs == ()


@pytest.mark.parametrize("code", ["R54", "Z74.09", "Z74.1"])
def test_the_frail_are_in_long_term_care_from_65_on(code: str) -> None:
    younger = a_person(birth_date=date(1961, 3, 2))

    assert rule_ids(the(screening_of(a_condition(code), person=OLD), ProgramCode.LONG_TERM_CARE)) == ["LTC-01"]
    assert screening_of(a_condition(code), person=younger).programs == ()


@pytest.mark.parametrize(("flag", "rule"), [("ltss", "LTC-02"), ("waiver", "LTC-02"), ("institutional_care", "LTC-03")])
def test_long_term_services_and_institutions_count_from_65_on(flag: str, rule: str) -> None:
    old = a_person(birth_date=OLD.birth_date, flags=frozenset({flag}))

    assert rule_ids(the(screening_of(person=old), ProgramCode.LONG_TERM_CARE)) == [rule]
    assert screening_of(person=a_person(flags=frozenset({flag}))).programs == ()


def test_age_alone_is_no_frailty() -> None:
    assert screening_of(person=OLD).programs == ()


@pytest.mark.parametrize(
    ("coverage", "excluded"),
    [
        ((), "not_covered"),
        ((Coverage(date(2020, 1, 1), AS_OF),), None),
        ((Coverage(date(2020, 1, 1), AS_OF - timedelta(days=1)),), "not_covered"),
        ((Coverage(AS_OF),), None),
        ((Coverage(AS_OF + timedelta(days=1)),), "not_covered"),
    ],
)
def test_who_is_not_covered_today_is_in_no_program(coverage: tuple[Coverage, ...], excluded: str | None) -> None:
    screening = screening_of(a_condition("F84.0"), person=a_person(coverage=coverage))

    assert screening.excluded == excluded
    assert [found.program for found in screening.programs] == ([] if excluded else [ProgramCode.SPECIAL_NEEDS])
    assert [found.program for found in screening.identified] == ([ProgramCode.SPECIAL_NEEDS] if excluded else [])


def test_the_deceased_are_in_no_program_from_the_day_of_death_on() -> None:
    today = screening_of(a_condition("F84.0"), person=a_person(deceased_on=AS_OF, coverage=()))
    tomorrow = screening_of(a_condition("F84.0"), person=a_person(deceased_on=AS_OF + timedelta(days=1)))

    assert (today.excluded, today.programs) == ("deceased", ())
    assert [found.program for found in today.identified] == [ProgramCode.SPECIAL_NEEDS]
    assert (tomorrow.excluded, len(tomorrow.programs)) == (None, 1)
    assert missing_names(tomorrow) == [("deceased_on", "after_as_of")]


def test_every_program_can_be_reached() -> None:
    reached = {
        found.program
        for screening in (
            screening_of(a_visit("S06.5X0A"), a_condition("E11.9"), a_condition("J45.40"), a_condition("B20")),
            screening_of(lead("10"), a_condition("F84.0"), a_condition("Z94.0"), person=CHILD),
            screening_of(person=a_person(birth_date=date(2000, 1, 1)), pregnancy=a_pregnancy()),
            screening_of(pregnancy=a_pregnancy()),
            screening_of(a_condition("R54"), person=OLD),
        )
        for found in screening.programs
    }

    assert reached == set(ProgramCode)


def test_rules_have_one_id_each_and_an_id_of_their_program() -> None:
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))
    prefixes = {
        "CAT": {ProgramCode.CATASTROPHIC},
        "CX": {ProgramCode.COMPLEX},
        "HIV": {ProgramCode.COMPLEX_HIV},
        "LEAD": {ProgramCode.LEAD},
        "OB": {ProgramCode.PRENATAL, ProgramCode.HIGH_RISK_OBSTETRICS},
        "TX": {ProgramCode.TRANSPLANT},
        "SN": {ProgramCode.SPECIAL_NEEDS},
        "LTC": {ProgramCode.LONG_TERM_CARE},
    }
    assert [rule.id for rule in RULES if rule.program not in prefixes[rule.id.split("-")[0]]] == []
