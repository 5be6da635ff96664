"""Rules, rule sets and value sets are complete data: ids once, evidence for every value, a source for every list."""

from dataclasses import fields

from disease.domain.rule_pages import PARTS, rule_sets_as_json, rules_as_json, value_sets_as_json
from disease.domain.rule_sets import RULE_SETS
from disease.domain.value_sets import DRUGS


def test_every_rule_has_its_own_id_and_a_citation() -> None:
    pages = rules_as_json()

    assert len({page["id"] for page in pages}) == len(pages)
    assert all(page["citation"]["quote"] and page["policies"] for page in pages)


def test_every_value_of_a_rule_set_says_where_it_comes_from() -> None:
    for rule_set in RULE_SETS:
        names = [f"{part}.{field.name}" for part in PARTS for field in fields(getattr(rule_set, part))]

        assert sorted(rule_set.evidence) == sorted(names)
        assert all(rule_set.evidence.values())


def test_the_control_table_covers_every_age_from_the_oldest_down() -> None:
    for rule_set in RULE_SETS:
        ages = [limits.from_age for limits in rule_set.asthma.control_limits]

        assert ages == sorted(ages, reverse=True)
        assert ages[-1] == 0


def test_every_list_of_codes_has_a_source_and_a_version() -> None:
    lists = value_sets_as_json()

    assert len({one["id"] for one in lists}) == len(lists)
    assert all(one["source"] and one["version"] for one in lists)
    assert all(one["icd10cm"] or one["snomed"] or one["rxnorm"] or one["loinc"] for one in lists)


def test_a_drug_stands_in_one_class() -> None:
    assert len({drug.code for drug in DRUGS}) == len(DRUGS)


def test_the_pages_of_rule_sets_round_nothing() -> None:
    (page,) = rule_sets_as_json()
    values = {value["name"]: value["value"] for value in page["values"]}

    assert values["diabetes.a1c_high"] == "9.0"
    assert values["asthma.control_limits"][0]["very_poor_night_wakings"] == 16
