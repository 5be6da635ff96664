"""What a running plan is looked at for from time to time: stage `periodic`."""

import pytest

from tests.support.plan_bodies import Json, check, rule_ids
from tests.unit.plans.examples_of_circumstances import running


def missing(answer: Json) -> dict[str, list[str]]:
    return {gap["rule_id"]: gap["needs"] for gap in answer["not_evaluated"]}


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [("2019-05-14", None), ("2019-05-15", "info"), ("2019-06-04", "warning"), ("2019-06-14", "error"),
     ("2019-07-15", "error")],
)  # fmt: skip
def test_dt_09_the_window_of_the_reassessment(as_of: str, severity: str | None) -> None:
    found = [one for one in check(running(as_of, next_year=False), "periodic")["findings"] if one["rule_id"] == "DT-09"]

    assert [one["severity"] for one in found] == ([severity] if severity else [])
    assert "DT-09" not in rule_ids(check(running(as_of), "periodic"), "info", "warning", "error")


@pytest.mark.parametrize(
    ("as_of", "used", "words"),
    [
        ("2018-08-13", 0, None),
        ("2018-08-14", 0, "Nothing was delivered in 31 days"),
        ("2019-01-13", 1381, "run out early"),
        ("2019-01-13", 627, "so little"),
        ("2019-05-28", 2300, "Few units are left"),
        ("2019-01-13", 1300, None),
    ],
)
def test_un_06_the_burn_rate(as_of: str, used: int, words: str | None) -> None:
    answer = check(running(as_of, line={"used_units": used}), "periodic")

    found = [one["message"] for one in answer["findings"] if one["rule_id"] == "UN-06"]
    assert bool(found) is (words is not None)
    assert words is None or words in found[0]


def test_periodic_rules_ask_for_what_they_lack() -> None:
    bare = running("2019-06-04", line={"used_units": None, "delivered_through": None}, contacted_on=None)

    assert missing(check({**bare, "other_plans": None}, "periodic")) == {
        "DT-09": ["other_plans"],
        "UN-06": ["proposed/lines/0/used_units"],
        "EL-02": ["proposed/lines/0/delivered_through"],
        "PC-03": ["proposed/contacted_on"],
    }
