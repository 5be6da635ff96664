"""Exclusive pairs, priority, short plans, and facts left out: the clarifications from 36 on."""

from typing import Any

import pytest

from tests.support.plan_bodies import (
    Json,
    a_change,
    a_justification,
    a_line,
    a_note,
    a_plan_note,
    a_reassessment,
    an_increase,
    an_initial_plan,
    check,
    rule_ids,
)

UB120: Json = {"service_code": "UB120", "frequency": "calendar_day", "units": 1}


def missing(answer: Json) -> dict[str, list[str]]:
    return {gap["rule_id"]: gap["needs"] for gap in answer["not_evaluated"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("T2031", ()), ("T2031", ("TF",))),
        (("T2031", ()), ("T1019", ())),
        (("T2031", ("TG",)), ("S5170", ())),
        (("T2031", ()), ("S9125", ())),
        (("T2031", ()), ("T1005", ())),
        (("T1019", ("TF",)), ("S5125", ("TF",))),
        (("T1016", ()), ("T1016", ("TN",))),
    ],
)
def test_ov_02_exclusive_pairs(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]]) -> None:
    frequencies = {"T1019": "week", "S5125": "week", "T1005": "week", "T1016": "year"}
    lines = [
        a_line(
            f"L{place}",
            service_code=code,
            modifiers=list(modifiers),
            units=1,
            frequency=frequencies.get(code, "calendar_day"),
            provider=f"P{place}",
        )
        for place, (code, modifiers) in enumerate((one, other))
    ]

    assert rule_ids(check(a_change("addendum", [], lines), "submit")) == {"OV-02"}


@pytest.mark.parametrize(
    ("note", "denied"),
    [
        (a_justification(), []),
        (a_justification(status="draft"), ["L2"]),
        (a_justification("  "), ["L2"]),
        (a_plan_note("T1019 2018-2019 is urgent because she fell."), ["L2"]),
    ],
    ids=["complete", "draft", "empty", "general"],
)
def test_36_only_a_complete_justification_keeps_the_priority(note: Json, denied: list[str]) -> None:
    answer = check(an_increase(priority=True, plan={"notes": [a_note(), note]}), "submit")

    assert answer["priority"]["denied"] == denied


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("T1019 2018-2019 now", True),
        ("T1019: she fell twice and is alone every night.", True),
        ("2018-2019: she fell twice and is alone every night.", True),
        ("T1019, plan year 2018-2019: she fell twice.", False),
        ("T1019, plan year 18-19: she fell twice.", False),
    ],
)
def test_pr_03_the_justification_says_enough(text: str, warned: bool) -> None:
    answer = check(an_increase(priority=True, plan={"notes": [a_note(), a_justification(text)]}), "submit")

    assert ("PR-03" in rule_ids(answer)) is warned


def test_pr_03_a_copy_of_an_earlier_note_is_noticed() -> None:
    copies = [a_note(), a_justification(), a_justification()]

    answer = check(an_increase(priority=True, plan={"notes": copies}), "submit")

    assert [one["pointer"] for one in answer["findings"] if one["rule_id"] == "PR-03"] == ["/proposed/notes/2/text"]


@pytest.mark.parametrize(("reason", "rules"), [(None, {"DT-03"}), ("  ", {"DT-03"}), ("short certification", set())])
def test_37_a_short_plan(reason: str | None, rules: set[str]) -> None:
    short: Json = {"end": "2019-07-12", "origin": "msu", "short_reason": reason}
    line = a_line(end="2019-07-12")

    assert rule_ids(check(a_change("addendum", [], [line], plan=short, current=None))) == rules


@pytest.mark.parametrize(
    ("left_out", "body", "rules"),
    [
        ("other_plans", an_increase(), {"DT-04"}),
        ("other_plans", a_change("addendum", [], [a_line()], current=None), {"CS-02", "DT-04"}),
        ("other_plans", an_initial_plan(current=None), {"NP-01", "DT-04"}),
        ("other_plans", a_reassessment(), {"RA-02", "RA-04", "DC-03", "DT-04", "DT-05"}),
        ("priority", an_increase(), {"PR-01", "PR-02", "PR-03", "PR-06"}),
    ],
)
def test_facts_left_out_are_not_guessed(left_out: str, body: Json, rules: set[str]) -> None:
    answer = check({name: value for name, value in body.items() if name != left_out})

    assert missing(answer) == {rule_id: [left_out] for rule_id in rules}
    assert missing(check({**body, left_out: None})) == missing(answer)


def test_the_case_manager_is_needed_to_know_that_another_person_reviewed() -> None:
    assert missing(check(an_increase(plan={"case_manager": None}))) == {"SR-03": ["proposed/case_manager"]}


@pytest.mark.parametrize("current", [True, False], ids=["as current", "among other plans"])
def test_a_reassessment_finds_the_plan_before(current: bool) -> None:
    body = a_reassessment()
    plan: dict[str, Any] = body["other_plans"][0]
    if current:
        body = {**body, "current": plan, "other_plans": []}

    assert check(body)["outcome"] == "clear"
    assert check(body)["not_evaluated"] == []
