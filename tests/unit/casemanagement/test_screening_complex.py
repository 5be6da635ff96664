"""Complex: chronic conditions, Charlson, LACE, emergency visits and stays; HIV on its own."""

from datetime import date, timedelta

import pytest

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.charlson import charlson_of
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.lace import lace_of
from casemanagement.domain.screening.trace import discreet, reasons_of
from shared.kernel.facts.member_facts import Code, CodeSystem, Encounter, Observation
from tests.unit.casemanagement.facts_of_a_member import (
    AS_OF,
    a_concept,
    a_condition,
    a_person,
    a_pregnancy,
    a_stay,
    a_visit,
    all_rule_ids,
    an_office_visit,
    days_ago,
    facts,
    icd,
    program,
    rule_ids,
    screening_of,
    the,
)

SIX_MONTHS_AGO = date(2025, 9, 1)
ONE_OF_EACH = {
    "chronic_heart_failure": "I50.9",
    "chronic_ischaemic_heart_disease": "I25.10",
    "chronic_copd": "J44.9",
    "chronic_asthma": "J45.40",
    "chronic_diabetes": "E11.9",
    "chronic_chronic_kidney_disease": "N18.30",
    "chronic_stroke": "I63.9",
    "chronic_cancer": "C50.919",
    "chronic_cirrhosis": "K74.60",
    "chronic_epilepsy": "G40.909",
    "chronic_serious_mental_illness": "F31.9",
    "chronic_sickle_cell": "D57.1",
    "chronic_hiv": "Z21",
}


def charlson(*codes: str) -> int:
    return charlson_of(Evidence(facts(*map(a_condition, codes)), AS_OF, JANUARY_2026)).score


def test_the_examples_name_every_chronic_condition() -> None:
    assert list(ONE_OF_EACH) == [codes.id for codes in JANUARY_2026.chronic]


@pytest.mark.parametrize("code", [code for code in ONE_OF_EACH.values() if code != "J45.40"])
def test_two_chronic_conditions_are_complex_and_one_is_not(code: str) -> None:
    two = screening_of(a_condition(code), a_condition("J45.40"))

    assert "CX-01" in rule_ids(the(two, ProgramCode.COMPLEX))
    assert program(screening_of(a_condition(code)), ProgramCode.COMPLEX) is None


@pytest.mark.parametrize("code", ["N18.2", "C44.91", "I10", "F32.9", "K70.2", "E66.9", "J42"])
def test_what_is_not_on_the_list_does_not_count(code: str) -> None:
    assert "CX-01" not in all_rule_ids(screening_of(a_condition(code), a_condition("J45.40")))


def test_two_codes_of_one_condition_are_one_condition() -> None:
    assert "CX-01" not in all_rule_ids(screening_of(a_condition("E11.9"), a_condition("E10.9")))


def test_claims_count_when_there_is_a_stay_or_visits_on_two_days() -> None:
    asthma = a_condition("J45.40")

    def complex_with(*claims: Encounter) -> bool:
        return "CX-01" in all_rule_ids(screening_of(asthma, *claims))

    assert not complex_with(an_office_visit("E11.9"))
    assert not complex_with(an_office_visit("E11.9"), an_office_visit("E11.65"))
    assert complex_with(an_office_visit("E11.9"), an_office_visit("E11.9", on=days_ago(31)))
    assert complex_with(an_office_visit("E11.9"), a_visit("E11.9", on=days_ago(31)))
    assert not complex_with(an_office_visit("E11.9"), an_office_visit("E11.9", on=date(2024, 2, 29)))
    assert complex_with(an_office_visit("E11.9"), an_office_visit("E11.9", on=date(2024, 3, 1)))
    assert complex_with(a_stay(days_ago(300), days_ago(299), "E11.9"))


def test_one_emergency_visit_for_asthma_identifies_it() -> None:
    diabetes = a_condition("E11.9")
    beside = a_visit("R07.9", diagnoses=(icd("J45.909"),))

    assert "CX-01" in all_rule_ids(screening_of(diabetes, a_visit("J45.901")))
    assert "CX-01" not in all_rule_ids(screening_of(diabetes, beside))
    assert "CX-01" not in all_rule_ids(screening_of(diabetes, a_visit("I50.9")))


@pytest.mark.parametrize(
    ("codes", "score"),
    [
        ((), 0),
        (("J45.40",), 1),
        (("Z21",), 0),
        (("B20",), 6),
        (("E11.65",), 1),
        (("E11.649",), 1),
        (("E11.22",), 2),
        (("E11.9", "E11.22"), 2),
        (("E08.9",), 0),
        (("O24.410",), 0),
        (("C50.919",), 2),
        (("C79.51",), 6),
        (("C50.919", "C79.51"), 6),
        (("K74.60",), 1),
        (("K74.60", "K76.6"), 3),
        (("I21.9", "I50.9", "J44.9"), 3),
        (("G81.90", "N18.4"), 4),
        (("I21.9", "I25.2"), 1),
        (("C44.91",), 0),
    ],
)
def test_charlson_with_the_weights_of_1987_and_its_hierarchy(codes: tuple[str, ...], score: int) -> None:
    assert charlson(*codes) == score


def test_a_charlson_score_of_four_is_complex_and_three_is_not() -> None:
    four = screening_of(a_condition("G81.90"), a_condition("N19"))
    three = screening_of(a_condition("G81.90"), a_condition("M06.9"))

    assert rule_ids(the(four, ProgramCode.COMPLEX)) == ["CX-02"]
    assert the(four, ProgramCode.COMPLEX).rules[0].inputs[0].value == 4
    assert program(three, ProgramCode.COMPLEX) is None


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (6, 4), (7, 5), (13, 5), (14, 7), (90, 7)],
)
def test_lace_counts_the_length_of_the_stay(days: int, points: int) -> None:
    evidence = Evidence(facts(a_stay(days_ago(10 + days), days_ago(10))), AS_OF, JANUARY_2026)
    lace = lace_of(evidence, charlson_of(evidence))

    assert lace is not None
    assert lace.score == points


def test_lace_counts_the_way_in_the_comorbidity_and_the_visits_before() -> None:
    """Five days (4), through the emergency department (3), Charlson 2 (2), one visit before (1)."""
    stay = a_stay(days_ago(15), days_ago(10))
    way_in = a_visit(on=days_ago(15))
    kidney = a_condition("N18.2")
    before = a_visit(on=days_ago(60))

    ten = screening_of(stay, way_in, kidney, before)
    nine = screening_of(stay, way_in, kidney)

    assert rule_ids(the(ten, ProgramCode.COMPLEX)) == ["CX-03"]
    values = {given.name: given.value for given in the(ten, ProgramCode.COMPLEX).rules[0].inputs}
    assert values["lace"] == 10
    assert values["lace_emergency_visits_before"] == 1
    assert nine.programs == ()


def test_lace_reckons_a_high_charlson_score_as_five_and_at_most_four_visits() -> None:
    visits = [a_visit(on=days_ago(40 + day)) for day in range(0, 12, 2)]
    evidence = Evidence(facts(a_stay(days_ago(11), days_ago(10)), a_condition("B20"), *visits), AS_OF, JANUARY_2026)
    lace = lace_of(evidence, charlson_of(evidence))

    assert lace is not None
    assert lace.score == 1 + 5 + 4


def test_lace_is_for_the_newest_discharge_of_an_adult_within_six_months() -> None:
    long_stay = a_stay(SIX_MONTHS_AGO - timedelta(days=20), SIX_MONTHS_AGO)
    way_in = a_visit(on=SIX_MONTHS_AGO - timedelta(days=20))
    earlier = a_stay(SIX_MONTHS_AGO - timedelta(days=21), SIX_MONTHS_AGO - timedelta(days=1))
    child = a_person(birth_date=SIX_MONTHS_AGO.replace(year=2007) + timedelta(days=1))

    assert "CX-03" in all_rule_ids(screening_of(long_stay, way_in))
    assert "CX-03" not in all_rule_ids(screening_of(earlier, way_in))
    assert "CX-03" not in all_rule_ids(screening_of(long_stay, way_in, person=child))
    assert "CX-03" not in all_rule_ids(screening_of(long_stay, way_in, a_stay(days_ago(3), days_ago(2))))
    assert "CX-03" not in all_rule_ids(screening_of(a_stay(days_ago(20), None), a_visit(on=days_ago(20))))


def test_three_emergency_visits_in_six_months_are_complex() -> None:
    visits = [a_visit(on=day) for day in (SIX_MONTHS_AGO, days_ago(50), AS_OF)]

    assert rule_ids(the(screening_of(*visits), ProgramCode.COMPLEX)) == ["CX-04"]
    assert screening_of(*visits[1:]).programs == ()
    assert screening_of(a_visit(on=SIX_MONTHS_AGO - timedelta(days=1)), *visits[1:]).programs == ()


def test_two_stays_in_six_months_are_complex() -> None:
    one = a_stay(SIX_MONTHS_AGO - timedelta(days=3), SIX_MONTHS_AGO)

    assert rule_ids(the(screening_of(one, a_stay(days_ago(3), days_ago(1))), ProgramCode.COMPLEX)) == ["CX-05"]
    assert rule_ids(the(screening_of(one, a_stay(days_ago(3), None)), ProgramCode.COMPLEX)) == ["CX-05"]
    assert screening_of(one).programs == ()


def test_a_visit_and_the_stay_that_it_led_to_are_one_event() -> None:
    visits = [a_visit(on=days_ago(50)), a_visit(on=days_ago(30)), a_visit(on=days_ago(10))]

    assert "CX-04" not in all_rule_ids(screening_of(*visits, a_stay(days_ago(9), days_ago(8))))
    assert "CX-04" in all_rule_ids(screening_of(*visits, a_stay(days_ago(8), days_ago(7))))


def test_hiv_alone_is_the_hiv_track_and_complex_only_beside_its_own_criteria() -> None:
    alone = screening_of(a_condition("Z21"))
    beside = screening_of(a_condition("Z21"), a_condition("J45.40"))

    assert [found.program for found in alone.programs] == [ProgramCode.COMPLEX_HIV]
    assert rule_ids(alone.programs[0]) == ["HIV-01"]
    assert [found.program for found in beside.programs] == [ProgramCode.COMPLEX, ProgramCode.COMPLEX_HIV]


def test_aids_alone_is_the_hiv_track_and_its_charlson_weight_calls_for_no_other_program() -> None:
    alone = screening_of(a_condition("B20"))
    with_three = screening_of(a_condition("B20"), a_condition("G81.90"), a_condition("M06.9"))
    with_four = screening_of(a_condition("B20"), a_condition("G81.90"), a_condition("N19"))
    with_asthma = screening_of(a_condition("B20"), a_condition("J45.40"))

    assert [found.program for found in alone.programs] == [ProgramCode.COMPLEX_HIV]
    assert [found.program for found in with_three.programs] == [ProgramCode.COMPLEX_HIV]
    (charlson_rule,) = the(with_four, ProgramCode.COMPLEX).rules
    assert charlson_rule.rule_id == "CX-02"
    assert charlson_rule.inputs[0].value == 4
    assert "charlson_aids" not in {given.name for given in charlson_rule.inputs}
    assert rule_ids(the(with_asthma, ProgramCode.COMPLEX)) == ["CX-01"]


@pytest.mark.parametrize("code", ["B20", "Z21", "O98.711"])
def test_every_code_of_hiv_identifies(code: str) -> None:
    assert "HIV-01" in all_rule_ids(screening_of(a_condition(code)))


def test_a_viral_load_identifies_and_one_claim_does_not() -> None:
    viral_load = Observation(code=Code(CodeSystem.LOINC, "20447-9"), value=None, observed_on=days_ago(700))

    assert rule_ids(the(screening_of(viral_load), ProgramCode.COMPLEX_HIV)) == ["HIV-02"]
    assert screening_of(an_office_visit("B20")).programs == ()


def test_chronic_conditions_are_read_from_snomed() -> None:
    screening = screening_of(a_concept("88805009"), a_concept("44054006"))

    assert rule_ids(the(screening, ProgramCode.COMPLEX)) == ["CX-01"]


def test_r20_what_is_kept_with_another_program_does_not_name_hiv() -> None:
    hiv = JANUARY_2026.lists["hiv_diagnosis"]
    visits = [a_visit("B20", days_ago(days)) for days in (10, 20, 30)]
    screening = screening_of(a_condition("B20"), a_condition("I50.9"), *visits)

    complex_kept = discreet(the(screening, ProgramCode.COMPLEX), hiv)
    own_kept = discreet(the(screening, ProgramCode.COMPLEX_HIV), hiv)

    assert rule_ids(complex_kept) == ["CX-01", "CX-04"]
    told = str([rule["inputs"] for rule in reasons_of(complex_kept)["rules"]])
    assert "I50.9" in told
    assert "B20" not in told
    assert "hiv" not in told.lower()
    assert own_kept == the(screening, ProgramCode.COMPLEX_HIV)


def test_r20_a_pregnancy_with_hiv_is_kept_without_the_rule_that_names_it() -> None:
    hiv = JANUARY_2026.lists["hiv_diagnosis"]
    screening = screening_of(a_condition("B20"), pregnancy=a_pregnancy())
    found = the(screening, ProgramCode.HIGH_RISK_OBSTETRICS)

    kept = discreet(found, hiv)

    assert set(rule_ids(found)) - set(rule_ids(kept))
    assert "B20" in str(reasons_of(found))
    assert "B20" not in str(reasons_of(kept))
    assert (kept.level, kept.outcome) == (found.level, found.outcome)
