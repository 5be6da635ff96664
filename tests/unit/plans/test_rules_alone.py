"""Every rule of the dry run is tripped by an example of its own, and silent about the lawful neighbour."""

import pytest

from plans.domain.policies import POLICIES, Policy, policy_named
from plans.domain.rules import CATALOGUE, EDIT_RULES, PLAN_RULES, judge_edit
from plans.domain.rules.workflow import PlanEdit
from plans.domain.stage import Stage
from tests.support.plan_bodies import check, finding, rule_ids
from tests.unit.plans.example import Example
from tests.unit.plans.rule_examples import examples_of

POLICY = policy_named("2018-10")
CASES = [
    pytest.param(policy.id, rule_id, example, id=f"{policy.id} {rule_id}")
    for policy in POLICIES
    for rule_id, example in examples_of(policy.id).items()
]
EVERY = pytest.mark.parametrize(("policy", "rule_id", "example"), CASES)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_every_rule_of_the_pack_has_an_example(policy: Policy) -> None:
    judged = {rule.id for rule in PLAN_RULES} & policy.rule_ids

    assert list(examples_of(policy.id).keys() ^ judged) == []


@EVERY
def test_the_example_trips_the_rule_alone(policy: str, rule_id: str, example: Example) -> None:
    severities = ("error", "hold", "warning", "info") if example.severity == "info" else ("error", "hold", "warning")

    answer = check(example.trips, example.stage)

    assert rule_ids(answer, *severities) == {rule_id, *example.companions}


@EVERY
def test_the_finding_says_where_and_what(policy: str, rule_id: str, example: Example) -> None:
    found = finding(check(example.trips, example.stage), rule_id)

    assert (found["pointer"], found["severity"], found["policy"]) == (example.pointer, example.severity, policy)
    if example.expected is not ...:
        assert found["expected"] == example.expected
    if example.actual is not ...:
        assert found["actual"] == example.actual
    assert "{" not in found["message"]
    assert "None" not in found["message"]


@EVERY
def test_the_lawful_neighbour_is_clear(policy: str, rule_id: str, example: Example) -> None:
    answer = check(example.passes, example.stage)

    assert answer["outcome"] == "clear", answer["findings"]
    assert rule_id not in rule_ids(answer, "info")


@EVERY
def test_a_rule_is_silent_before_its_stage(policy: str, rule_id: str, example: Example) -> None:
    stages = next(rule.stages for rule in CATALOGUE if rule.id == rule_id)
    earlier = [stage for stage in Stage if not set(stage.and_before()) & set(stages)]

    for stage in earlier:
        assert rule_id not in rule_ids(check(example.trips, stage.value), "error", "hold", "warning", "info")


def test_the_packs_name_exactly_the_rules_that_exist() -> None:
    assert {rule.id for rule in CATALOGUE} == set().union(*(policy.rule_ids for policy in POLICIES))
    assert len({rule.id for rule in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("status", ["supervisor_review", "spa_review", "clinical_review", "closed"])
def test_wf_02_lines_of_a_plan_in_review_are_locked(status: str) -> None:
    edit = PlanEdit(status=status, touched=frozenset({"lines"}), version=3, read_version=3)

    found = judge_edit(edit, POLICY).findings

    assert [(one.rule_id, one.pointer) for one in found] == [("WF-02", "/lines")]


def test_wf_02_notes_and_documents_stay_open_in_review() -> None:
    edit = PlanEdit(status="spa_review", touched=frozenset({"notes", "documents"}), version=3, read_version=3)

    assert judge_edit(edit, POLICY).findings == ()


def test_wf_02_an_edit_of_an_older_version_is_refused() -> None:
    edit = PlanEdit(status="draft", touched=frozenset({"lines"}), version=3, read_version=2)

    found = judge_edit(edit, POLICY).findings

    assert [(one.pointer, one.expected, one.actual) for one in found] == [("/version", 3, 2)]


def test_wf_02_a_draft_read_in_its_newest_version_is_free() -> None:
    edit = PlanEdit(status="draft", touched=frozenset({"plan", "lines"}), version=3, read_version=3)

    assert judge_edit(edit, POLICY).findings == ()
    assert {rule.id for rule in EDIT_RULES} == {"WF-02"}
