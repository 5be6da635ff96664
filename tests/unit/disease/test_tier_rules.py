"""Every tier rule on both sides of its boundary, and every stratum within reach."""

import pytest

from disease.domain.rules import CATALOGUE
from disease.domain.rules.asthma import ASTHMA_RULES
from disease.domain.rules.diabetes import DIABETES_RULES
from disease.domain.stratification import Standing
from disease.domain.tier import Tier
from shared.kernel.facts.member_facts import Coverage
from tests.unit.disease.examples_of_asthma import ASTHMA_EXAMPLES, COVERED_180_DAYS, Facts
from tests.unit.disease.examples_of_diabetes import DIABETES_EXAMPLES
from tests.unit.disease.members import (
    GLIPIZIDE,
    a1c,
    ago,
    asthma,
    condition,
    control,
    diabetes,
    drug,
    ed,
    gaps,
    rule_ids,
    stay,
)

TIERS = {rule.id: rule.tier for rule in CATALOGUE if rule.tier is not None}


def each(examples: dict[str, list[tuple[str, Facts, Facts]]]) -> list[object]:
    return [
        pytest.param(rule, holds, not_, id=f"{rule} {name}")
        for rule, of_rule in examples.items()
        for name, holds, not_ in of_rule
    ]


def test_every_tier_rule_has_examples() -> None:
    assert list(ASTHMA_EXAMPLES) == [rule.id for rule in ASTHMA_RULES]
    assert list(DIABETES_EXAMPLES) == [rule.id for rule in DIABETES_RULES]


@pytest.mark.parametrize(("rule", "holds", "not_"), each(ASTHMA_EXAMPLES))
def test_a_rule_of_asthma_holds_on_one_side_of_its_boundary_only(rule: str, holds: Facts, not_: Facts) -> None:
    assert rule in rule_ids(asthma(*holds))
    assert rule not in rule_ids(asthma(*not_))


@pytest.mark.parametrize(("rule", "holds", "not_"), each(DIABETES_EXAMPLES))
def test_a_rule_of_diabetes_holds_on_one_side_of_its_boundary_only(rule: str, holds: Facts, not_: Facts) -> None:
    assert rule in rule_ids(diabetes(*holds))
    assert rule not in rule_ids(diabetes(*not_))


@pytest.mark.parametrize(
    "standing",
    [
        *(asthma(*holds) for of_rule in ASTHMA_EXAMPLES.values() for _, holds, _ in of_rule),
        *(diabetes(*holds) for of_rule in DIABETES_EXAMPLES.values() for _, holds, _ in of_rule),
    ],
    ids=lambda standing: " ".join(rule_ids(standing)),
)
def test_the_gravest_rule_that_holds_decides(standing: Standing) -> None:
    order = [Tier.VERY_HIGH, Tier.HIGH, Tier.MODERATE]

    assert standing.tier == min((TIERS[rule] for rule in rule_ids(standing)), key=order.index)


def test_every_stratum_of_asthma_is_within_reach() -> None:
    found = {
        asthma(ed(30)).tier,
        asthma(stay(100)).tier,
        asthma(ed(100)).tier,
        asthma().tier,
        asthma(coverage=(Coverage(ago(60)),)).tier,
    }

    assert found == set(Tier)


def test_every_stratum_of_diabetes_is_within_reach() -> None:
    results = (a1c("9.1"), a1c("8.0"), a1c("7.9"), a1c("9.0", comparator="<"))
    found = {diabetes(result).tier for result in results} | {diabetes(ed(30, "E11.10")).tier}

    assert found == set(Tier)


def test_asthma_is_low_with_180_days_of_cover_and_pharmacy() -> None:
    enough = asthma(coverage=(*COVERED_180_DAYS[:-1], Coverage(ago(0), pharmacy=False)))
    short = asthma(coverage=(Coverage(ago(365), ago(187)), Coverage(ago(0), pharmacy=False)))
    no_pharmacy = asthma(coverage=(Coverage(ago(365), pharmacy=False),))

    assert (enough.tier, short.tier, no_pharmacy.tier) == (Tier.LOW, Tier.UNDETERMINED, Tier.UNDETERMINED)
    assert rule_ids(enough) == ["A-L1"]
    assert ("pharmacy_data", "absent") in gaps(short)
    assert ("pharmacy_data", "absent") not in gaps(enough)


def test_asthma_is_low_with_good_control_whatever_the_cover() -> None:
    new = (Coverage(ago(60), pharmacy=False),)

    assert asthma(control(180), coverage=new).tier == Tier.LOW
    assert asthma(control(181), coverage=new).tier == Tier.UNDETERMINED
    assert asthma(control(9, activity_limitation=None), coverage=new).tier == Tier.UNDETERMINED


def test_severe_asthma_without_pharmacy_data_says_nothing_of_controllers() -> None:
    uncovered = asthma(condition("J45.50", 9), coverage=(Coverage(ago(730), pharmacy=False),))

    assert rule_ids(uncovered) == ["A-M6"]


def test_an_old_age_makes_a_sulfonylurea_risky() -> None:
    assert "D-M5" in rule_ids(diabetes(drug(GLIPIZIDE, 9), age=77))
    assert "D-M5" not in rule_ids(diabetes(drug(GLIPIZIDE, 9), age=76))


def test_the_tool_is_for_adults_with_type_2() -> None:
    lows = [ed(days, "E11.649") for days in (500, 600, 700)]

    assert diabetes(*lows, age=18).measures["hypoglycaemia_risk"] == "high"
    assert diabetes(*lows, age=17).measures["hypoglycaemia_risk"] is None
    assert diabetes(condition("E10.9", 9), condition("E10.9", 8), age=40).measures["hypoglycaemia_risk"] is None
