"""Who is identified, who is left out, and why."""

from typing import Any

import pytest

from disease.domain.rule_sets import NEWEST
from disease.domain.stratification import Stratification, stratify
from shared.kernel.facts.member_facts import CodeSystem, Coverage
from tests.unit.disease.members import (
    ALBUTEROL,
    AS_OF,
    BUDESONIDE,
    GLIPIZIDE,
    INSULIN,
    METFORMIN,
    SALMETEROL,
    Fact,
    a1c,
    a_member,
    ago,
    asthma,
    condition,
    drug,
    ed,
    gaps,
    stay,
    visit,
)


def found(*facts: Fact, **person: Any) -> Stratification:
    return stratify(a_member(*facts, **person), AS_OF, NEWEST)


def by(*facts: Fact, age: int = 30) -> list[str]:
    both = found(*facts, age=age)
    return [result.rule_id for standing in (both.asthma, both.diabetes) for result in standing.identification]


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ((condition("J45.909", 9000),), ["A-ID1"]),
        ((condition("195967001", 9, CodeSystem.SNOMED),), ["A-ID1"]),
        ((condition("233678006", 9, CodeSystem.SNOMED),), ["A-ID1"]),
        ((condition("J82.83", 9),), ["A-ID1"]),
        ((condition("J44.9", 9),), []),
        ((ed(729),), ["A-ID2"]),
        ((ed(731),), []),
        ((stay(700, "J45.51"),), ["A-ID2"]),
        ((ed(9, "J18.9"),), []),
        ((visit(9, "J45.991"), visit(700, "I10", "J45.998")), ["A-ID3"]),
        ((visit(9, "J45.990"),), []),
        ((visit(9, "J45.990"), drug(ALBUTEROL, 9), drug(BUDESONIDE, 9)), ["A-ID4"]),
        ((visit(9, "J45.990"), drug(ALBUTEROL, 9), drug(ALBUTEROL, 9)), []),
        ((visit(9, "J45.990"), drug(ALBUTEROL, 9), drug(SALMETEROL, 9)), []),
        ((drug(ALBUTEROL, 9), drug(ALBUTEROL, 10), drug(ALBUTEROL, 11)), []),
        ((condition("E11.9", 9000),), ["D-ID1"]),
        ((condition("44054006", 9, CodeSystem.SNOMED),), ["D-ID1"]),
        ((condition("R73.03", 9),), []),
        ((condition("15777000", 9, CodeSystem.SNOMED),), []),
        ((condition("O24.410", 9),), []),
        ((visit(9, "E10.9"), ed(700, "I10", diagnoses=(condition("E11.9").code,))), ["D-ID2"]),
        ((visit(9, "E10.9"),), []),
        ((stay(700, "E13.9"),), ["D-ID3"]),
        ((stay(731, "E13.9"),), []),
        ((visit(9, "E08.9"), drug(INSULIN, 9)), ["D-ID4"]),
        ((visit(9, "E08.9"), drug(GLIPIZIDE, 700)), ["D-ID4"]),
        ((visit(9, "E08.9"), drug(METFORMIN, 9)), []),
        ((drug(METFORMIN, 9), drug(INSULIN, 9), a1c("11")), []),
    ],
)
def test_facts_identify_or_not(facts: tuple[Fact, ...], rules: list[str]) -> None:
    assert by(*facts) == rules


def test_asthma_is_not_named_before_the_second_birthday() -> None:
    assert by(condition("J45.909", 9), age=2) == ["A-ID1"]
    assert by(condition("J45.909", 9), age=1) == []


def test_who_is_not_identified_has_neither_tier_nor_rules() -> None:
    both = found(a1c("11"), ed(9, "I10"))

    for standing in (both.asthma, both.diabetes):
        assert (standing.identified, standing.tier, standing.rules) == (False, None, ())


@pytest.mark.parametrize(
    ("person", "excluded"),
    [
        ({"deceased_on": ago(0)}, "deceased"),
        ({"coverage": ()}, "not_covered"),
        ({"coverage": (Coverage(ago(365), ago(1)),)}, "not_covered"),
        ({"coverage": (Coverage(ago(365), ago(0)),)}, None),
        ({"deceased_on": ago(-1)}, None),
    ],
)
def test_the_deceased_and_uncovered_have_no_tier_but_stay_identified(
    person: dict[str, Any], excluded: str | None
) -> None:
    standing = found(condition("J45.909"), ed(9), **person).asthma

    assert standing.identified
    assert standing.excluded == excluded
    assert (standing.tier is None, standing.rules == ()) == (excluded is not None, excluded is not None)


def test_chronic_lung_disease_is_told_and_excludes_nobody() -> None:
    standing = asthma(visit(9, "J44.1"), condition("E84.0", 900))

    assert standing.tier is not None
    assert [(given.name, given.value) for given in standing.context] == [
        ("obstructive_lung_disease", "J44.1"),
        ("cystic_fibrosis", "E84.0"),
    ]


def test_a_death_to_come_is_left_out_and_told() -> None:
    assert ("deceased_on", "after_as_of") in gaps(asthma(deceased_on=ago(-1)))
