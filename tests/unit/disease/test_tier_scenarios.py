"""Scenarios 19 to 22 of the domain reference, and the computed half of 23."""

from disease.domain.tier import Tier
from shared.kernel.facts.member_facts import Coverage
from tests.unit.disease.members import (
    ALBUTEROL,
    BUDESONIDE,
    a1c,
    ago,
    asthma,
    control,
    diabetes,
    drug,
    ed,
    gaps,
    rule_ids,
    stay,
)


def test_scenario_19_a1c_at_the_boundaries_or_none_in_the_year() -> None:
    nine, eight, none = diabetes(a1c("9.0")), diabetes(a1c("8.0")), diabetes(a1c("7.9", 366))

    assert (nine.tier, rule_ids(nine), nine.measures["gsd_poor_control"]) == (Tier.MODERATE, ["D-M1"], False)
    assert (eight.tier, rule_ids(eight), eight.measures["gsd_controlled"]) == (Tier.MODERATE, ["D-M1"], False)
    assert (none.tier, rule_ids(none), none.measures["gsd_poor_control"]) == (Tier.MODERATE, ["D-M2"], True)
    assert ("a1c", "stale") in gaps(none)


def test_scenario_20_a1c_above_ten_alone_and_with_an_admission() -> None:
    alone = diabetes(a1c("10.5"))
    admitted = diabetes(a1c("10.5"), stay(100, "E11.65"))

    assert (alone.tier, rule_ids(alone)) == (Tier.HIGH, ["D-H1"])
    assert (admitted.tier, rule_ids(admitted)) == (Tier.VERY_HIGH, ["D-VH3", "D-H1", "D-H3"])


def test_scenario_21_one_ed_visit_by_its_age_and_the_ratio() -> None:
    few = (drug(ALBUTEROL, 50, "1.5"), drug(BUDESONIDE, 50, "1"))
    half = (drug(ALBUTEROL, 50, "1"), drug(BUDESONIDE, 50, "1"))

    assert asthma(ed(20)).tier == Tier.VERY_HIGH
    assert asthma(ed(31)).tier == Tier.MODERATE
    assert (asthma(ed(200), *few).tier, asthma(ed(200), *few).measures["amr"]) == (Tier.HIGH, "0.40")
    assert (asthma(ed(200), *half).tier, asthma(ed(200), *half).measures["amr"]) == (Tier.MODERATE, "0.50")


def test_scenario_22_little_cover_and_no_answers() -> None:
    new = (Coverage(ago(60), pharmacy=False),)
    unknown, well = asthma(coverage=new), asthma(control(), coverage=new)

    assert (unknown.tier, unknown.measures["amr"]) == (Tier.UNDETERMINED, None)
    assert {("coverage", "absent"), ("pharmacy_data", "absent"), ("amr", "absent")} <= gaps(unknown)
    assert ("asthma_control", "absent") in gaps(unknown)
    assert (well.tier, rule_ids(well)) == (Tier.LOW, ["A-L2"])


def test_scenario_23_a_visit_and_an_admission_of_one_night_are_one_event() -> None:
    night = (ed(12), stay(10, since=12))
    now, later = asthma(*night), asthma(ed(33), stay(31, since=33))

    assert (now.tier, rule_ids(now)) == (Tier.VERY_HIGH, ["A-VH4", "A-H1"])
    assert (now.measures["ed_visits"], now.measures["stays"]) == (0, 1)
    assert (later.tier, rule_ids(later)) == (Tier.HIGH, ["A-H1"])
