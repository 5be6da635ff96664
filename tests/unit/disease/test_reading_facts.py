"""What is read out of facts: units, classes, control, results with comparators, and what is missing."""

from decimal import Decimal
from itertools import combinations

import pytest

from disease.domain.asthma_inputs import ControlClass
from disease.domain.reading.asthma import units_of
from disease.domain.reading.control import class_of_domains, domains_of
from disease.domain.rule_sets import NEWEST
from shared.kernel.facts.member_facts import MedicationClass
from tests.unit.disease.members import (
    ALBUTEROL,
    BUDESONIDE,
    MONTELUKAST,
    PREDNISONE,
    SALMETEROL,
    WELL,
    a1c,
    answers,
    asthma,
    control,
    control_total,
    diabetes,
    drug,
    ed,
    egfr,
    gaps,
    gmi,
    result,
    rule_ids,
    uacr,
    visit,
)

CONTROLLER = MedicationClass.ASTHMA_CONTROLLER


@pytest.mark.parametrize(
    ("code", "units", "supply", "counted"),
    [
        (ALBUTEROL, "2", 30, "2"),
        (ALBUTEROL, None, 90, "1"),
        (MONTELUKAST, None, 30, "1"),
        (MONTELUKAST, None, 31, "2"),
        (MONTELUKAST, None, None, "1"),
        (MONTELUKAST, "3", 30, "3"),
        (ALBUTEROL, "0", None, "0"),
    ],
)
def test_units_are_as_sent_or_months_of_an_oral_drug_or_one(
    code: str, units: str | None, supply: int | None, counted: str
) -> None:
    assert units_of(drug(code, 9, units, supply), 30) == Decimal(counted)


def test_a_code_wins_over_the_class_of_the_sender_and_that_is_told() -> None:
    standing = asthma(drug(SALMETEROL, 9, given=CONTROLLER), drug(ALBUTEROL, 9, given=MedicationClass.ASTHMA_RELIEVER))

    assert standing.measures["controller_units"] == "0"
    assert [(gap.name, gap.reason, gap.source) for gap in standing.missing if gap.name == "medication_class"] == [
        ("medication_class", "rejected", "rxnorm 36117")
    ]


def test_the_class_of_the_sender_counts_for_an_unknown_code() -> None:
    standing = asthma(drug("999999", 9, given=CONTROLLER), drug("999998", 9))

    assert (standing.measures["controller_units"], standing.measures["reliever_units"]) == ("1", "0")


def test_controller_and_reliever_make_the_ratio() -> None:
    standing = asthma(drug(ALBUTEROL, 9, "2"), drug(BUDESONIDE, 9, "1"))

    assert standing.measures["amr"] == "0.3333"


def test_steroids_of_unknown_supply_count_and_that_is_told() -> None:
    standing = asthma(drug(PREDNISONE, 9), visit(9, "J45.909"))

    assert standing.measures["steroid_courses"] == 1
    assert ("days_supply", "assumed") in gaps(standing)


def test_a_course_begins_no_earlier_than_14_days_after_the_last_began() -> None:
    near = [visit(days, "J45.909") for days in (100, 90, 80)]
    standing = asthma(*(drug(PREDNISONE, days, supply=5) for days in (100, 90, 80)), *near)

    assert standing.measures["steroid_courses"] == 2


@pytest.mark.parametrize(
    ("age", "well", "not_well", "very_poor"),
    [(12, 2, (3, 15), 16), (11, 1, (2, 7), 8), (5, 1, (2, 7), 8), (4, 1, (2, 4), 5)],
)
def test_wakings_are_judged_by_age(age: int, well: int, not_well: tuple[int, int], very_poor: int) -> None:
    def judged(wakings: int) -> object:
        return domains_of(control(night_wakings_per_month=wakings), age, NEWEST.asthma)["night_wakings"]

    assert judged(well) is ControlClass.WELL
    assert [judged(wakings) for wakings in not_well] == [ControlClass.NOT_WELL] * 2
    assert judged(very_poor) is ControlClass.VERY_POOR


def test_steroid_courses_are_judged_by_age() -> None:
    def judged(courses: int, age: int) -> object:
        return domains_of(control(oral_steroid_courses_12_months=courses), age, NEWEST.asthma)["oral_steroid_courses"]

    assert [judged(courses, 4) for courses in (1, 2, 3, 4)] == [
        ControlClass.WELL,
        ControlClass.NOT_WELL,
        ControlClass.NOT_WELL,
        ControlClass.VERY_POOR,
    ]
    assert [judged(courses, 5) for courses in (1, 2)] == [ControlClass.WELL, ControlClass.VERY_POOR]


def test_good_control_needs_all_five_domains() -> None:
    for left_out in combinations(WELL, 3):
        domains = domains_of(control(20, **dict.fromkeys(left_out)), 30, NEWEST.asthma)

        assert class_of_domains(domains) == (None if None in domains.values() else ControlClass.WELL)


def test_the_worst_answered_domain_wins_with_others_open() -> None:
    standing = asthma(answers("asthma_control", reliever_days_per_week=3))

    assert standing.measures["control"] == "not_well"
    assert {name for name, reason in gaps(standing) if reason == "absent"} >= {
        "night_wakings",
        "daytime_symptoms",
        "activity_limitation",
        "oral_steroid_courses",
    }


def test_an_answer_that_cannot_be_is_rejected() -> None:
    standing = asthma(control(daytime_symptom_days_per_week=8, activity_limitation="a lot"))

    assert {("daytime_symptom_days_per_week", "rejected"), ("activity_limitation", "rejected")} <= gaps(standing)
    assert standing.measures["control"] is None


def test_a_total_counts_from_12_years_on() -> None:
    assert asthma(control_total("10"), age=12).measures["control"] == "very_poor"
    assert asthma(control_total("10"), age=11).measures["control"] is None


def test_the_later_of_a1c_and_gmi_is_the_value() -> None:
    standing = diabetes(a1c("9.5", 40), gmi("7.1", 20))

    assert standing.measures["a1c"] == {"value": "7.1", "source": "loinc 97506-0", "date": "2026-02-09"}
    assert rule_ids(standing) == ["D-L1"]


@pytest.mark.parametrize(
    "wrong",
    [
        result("97506-0", "154", "mg/dL"),
        result("97506-0", "154", "%"),
        result("4548-4", "7.0", "mmol/mol"),
        result("4548-4", "70", "%"),
    ],
    ids=["eAG as GMI", "eAG in percent", "other unit", "implausible"],
)
def test_an_unusable_result_is_rejected_and_never_used(wrong: object) -> None:
    standing = diabetes(wrong)  # type: ignore[arg-type]

    assert rule_ids(standing) == ["D-M2"]
    assert {reason for name, reason in gaps(standing) if name in ("a1c", "gmi")} >= {"rejected", "absent"}


@pytest.mark.parametrize(
    ("value", "comparator", "rules"),
    [
        ("14.0", ">", ["D-H1"]),
        ("9.0", ">", ["D-H1"]),
        ("9.0", ">=", ["D-M1"]),
        ("8.0", "<", ["D-L1"]),
        ("8.0", "<=", ["D-U1"]),
        ("9.0", "<", ["D-U1"]),
    ],
)
def test_a_comparator_counts_as_its_bound_or_leaves_the_value_open(
    value: str, comparator: str, rules: list[str]
) -> None:
    standing = diabetes(a1c(value, comparator=comparator))

    assert rule_ids(standing) == rules
    assert (("a1c", "censored") in gaps(standing)) == (rules == ["D-U1"])


def test_an_open_result_yields_to_an_older_one_that_is_not() -> None:
    assert rule_ids(diabetes(a1c("9.0", 9, "<"), a1c("8.5", 10))) == ["D-M1"]


def test_filtration_above_sixty_is_good_enough() -> None:
    assert diabetes(egfr("60", comparator=">")).measures["kdigo"]["gfr_category"] == "G2"
    assert diabetes(egfr("45", comparator=">")).measures["kdigo"] is None
    assert diabetes(egfr("15", comparator="<")).measures["kdigo"]["gfr_category"] == "G5"


def test_one_kidney_result_stands_alone_provisionally() -> None:
    alone = diabetes(egfr("50"))

    assert alone.measures["kdigo"] == {
        "gfr_category": "G3a",
        "albuminuria_category": "A1",
        "risk": "moderate",
        "provisional": True,
    }
    assert ("uacr", "assumed") in gaps(alone)


def test_kidney_risk_is_certain_when_it_was_there_three_months_before() -> None:
    def provisional(*facts: object) -> object:
        return diabetes(*facts).measures["kdigo"]["provisional"]  # type: ignore[arg-type]

    assert provisional(egfr("50", 9), uacr("20", 9), egfr("55", 99)) is False
    assert provisional(egfr("50", 9), uacr("20", 9), egfr("55", 98)) is True
    assert provisional(egfr("50", 9), uacr("40", 9), egfr("55", 99)) is True
    assert provisional(egfr("95", 9), uacr("20", 9)) is False


GRID = {
    "95": ("low", "moderate", "high"),
    "60": ("low", "moderate", "high"),
    "45": ("moderate", "high", "very_high"),
    "30": ("high", "very_high", "very_high"),
    "15": ("very_high", "very_high", "very_high"),
    "14.9": ("very_high", "very_high", "very_high"),
}


@pytest.mark.parametrize("filtration", GRID)
def test_the_kidney_grid(filtration: str) -> None:
    found = [diabetes(egfr(filtration), uacr(ratio)).measures["kdigo"]["risk"] for ratio in ("29.9", "300", "300.1")]

    assert tuple(found) == GRID[filtration]


def test_the_type_is_that_of_most_codes() -> None:
    def kind(*codes: str) -> object:
        return diabetes(*(visit(9 + n, code) for n, code in enumerate(codes))).measures["type"]

    assert kind() == "type_2"
    assert kind("E10.9", "E10.9") == "type_1"
    assert kind("E10.9") == "type_1"
    assert kind("E13.9", "E11.9") == "type_2"


def test_outside_the_ages_of_the_measure_there_is_no_flag() -> None:
    flags = [diabetes(age=age).measures["gsd_poor_control"] for age in (17, 18, 75, 76)]

    assert flags == [None, True, True, None]


def test_missing_is_not_told_of_who_has_not_the_disease() -> None:
    assert [gap for gap in asthma(ed(9)).missing if gap.name in ("a1c", "egfr")] == []
