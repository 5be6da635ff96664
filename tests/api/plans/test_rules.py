"""The rule catalogue through HTTP: every rule with its stages, its packs and the sentence behind it."""

import httpx
import pytest

from plans.domain.policies import POLICIES
from plans.domain.rules import CATALOGUE, EDIT_RULES, PLAN_RULES
from plans.domain.rules.supervisor_review import nobody_reviews_their_own_plan
from plans.domain.stage import Stage
from tests.support.identities import case_manager
from tests.unit.plans.rule_examples import examples_of


async def test_every_rule_shows_its_stages_its_packs_and_its_citation(plans: httpx.AsyncClient) -> None:
    answer = await plans.get("/plans/v1/rules", headers=case_manager())
    items = answer.json()["items"]
    assert [item["id"] for item in items] == [rule.id for rule in CATALOGUE]
    for item in items:
        assert item["stages"], item["id"]
        assert set(item["stages"]) <= set(Stage)
        assert item["policies"] == [policy.id for policy in POLICIES if item["id"] in policy.rule_ids]
        assert item["policies"], item["id"]
        assert item["message"]
        assert all(item["citation"][part] for part in ("source", "section", "quote")), item["id"]
        one = await plans.get(f"/plans/v1/rules/{item['id']}", headers=case_manager())
        assert one.json() == item


def test_no_rule_is_unreachable() -> None:
    """Each is tripped by an example under one pack at the least, or asked by name where a person acts."""
    tripped = {rule_id for policy in POLICIES for rule_id in examples_of(policy.id)}
    by_name = {rule.id for rule in EDIT_RULES} | {nobody_reviews_their_own_plan.id}
    assert {rule.id for rule in CATALOGUE} == tripped | by_name
    assert {rule.id for rule in PLAN_RULES} <= tripped


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_a_pack_has_an_example_for_each_rule_that_it_runs(policy: object) -> None:
    pack = next(one for one in POLICIES if one is policy)
    assert {rule.id for rule in PLAN_RULES} & pack.rule_ids == set(examples_of(pack.id))
