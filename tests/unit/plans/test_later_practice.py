"""Policy 2019-04: no backdating (scenario 12), requested ends, and one pack per date."""

from typing import Any

import pytest

from tests.support.plan_bodies import (
    Json,
    a_change,
    a_document,
    a_line,
    an_authorized_line,
    an_initial_plan,
    case_management,
    check,
    finding,
    rule_ids,
)
from tests.unit.plans.example import ASSISTED_LIVING, MEALS, MOVE_IN

P1_END = "2019-07-14"


def asked_too_late(
    processed: str = "2019-03-27",
    start: str = "2019-03-01",
    end: str = "2019-02-28",
    policy: str = "2019-04",
    **old: Any,
) -> Json:
    """L1 has 48 units a week; 60 were wanted from March 1."""
    ended = an_authorized_line(**{"requested_end": end, "reason": "increase", **old})
    more = a_line(units=60, start=start, supersedes="L1")
    return a_change("increase", [an_authorized_line()], [ended, more], as_of=processed, policy=policy)


def told(answer: Json) -> list[tuple[str, str, str]]:
    """What DT-07 said: where, and the day instead of which day."""
    return [
        (entry["pointer"], entry["expected"], entry["actual"])
        for entry in answer["findings"]
        if entry["rule_id"] == "DT-07"
    ]


def test_scenario_12_the_old_line_ends_on_sunday_and_the_new_one_starts_on_monday() -> None:
    answer = check(asked_too_late())

    assert answer["outcome"] == "clear", answer["findings"]
    assert told(answer) == [
        ("/proposed/lines/0/requested_end", "2019-03-31", "2019-02-28"),
        ("/proposed/lines/1/start", "2019-04-01", "2019-03-01"),
    ]
    assert finding(answer, "DT-07")["policy"] == "2019-04"
    assert finding(answer, "DT-07")["severity"] == "info"
    assert [total["units"] for total in answer["totals"]] == [1783, 900]


def test_scenario_12_the_same_under_the_source_is_refused_as_an_end_in_the_past() -> None:
    answer = check(asked_too_late(policy="2018-10"))

    assert rule_ids(answer, "error") == {"CS-08"}
    assert told(answer) == []


@pytest.mark.parametrize(
    ("processed", "sunday", "monday"),
    [
        ("2019-03-25", "2019-03-31", "2019-04-01"),
        ("2019-03-30", "2019-03-31", "2019-04-01"),
        ("2019-03-31", "2019-03-31", "2019-04-01"),
        ("2019-04-01", "2019-04-07", "2019-04-08"),
    ],
    ids=["Monday", "Saturday", "Sunday", "next Monday"],
)
def test_processed_on_a_sunday_that_day_else_the_sunday_after(processed: str, sunday: str, monday: str) -> None:
    assert [day for _, day, _ in told(check(asked_too_late(processed)))] == [sunday, monday]


@pytest.mark.parametrize(("start", "end"), [("2019-03-27", "2019-03-26"), ("2019-03-28", "2019-03-27")])
def test_only_what_ends_before_it_is_processed_is_late(start: str, end: str) -> None:
    late = end < "2019-03-27"

    assert bool(told(check(asked_too_late(start=start, end=end)))) is late


def test_a_line_that_is_wholly_past_cannot_be_moved_and_warns() -> None:
    past = a_line(**MEALS | {"start": "2019-03-01", "end": "2019-03-20"})

    answer = check(a_change("addendum", [], [past], as_of="2019-03-27", policy="2019-04"))

    assert (answer["outcome"], rule_ids(answer)) == ("warnings", {"DT-07"})
    assert "nothing of it is left from 2019-04-01 on" in finding(answer, "DT-07")["message"]


def test_the_first_work_in_a_plan_is_not_backdating() -> None:
    first = {"start": "2018-09-10", "end": "2019-09-09"}

    answer = check(an_initial_plan(a_line("L3", **first), policy="2019-04", as_of="2018-10-24"))

    assert (answer["outcome"], told(answer)) == ("clear", [])


def test_assisted_living_moves_with_a_change_of_tier_only() -> None:
    tier: Json = {
        "service_code": "T2031",
        "modifiers": ["TF"],
        "frequency": "calendar_day",
        "units": 1,
        "provider": "AL1",
    }
    standard = an_authorized_line(**ASSISTED_LIVING)
    ended = {**standard, "requested_end": "2019-02-28", "reason": "end"}
    again = a_line(**tier, start="2019-03-01")

    entry = check(
        a_change("addendum", [], [a_line(**ASSISTED_LIVING, start="2019-03-01")], plan=MOVE_IN, policy="2019-04",
                 as_of="2019-03-27")
    )  # fmt: skip
    re_tier = check(
        a_change("addendum", [standard], [ended, again], plan=MOVE_IN, policy="2019-04", as_of="2019-03-27")
    )

    assert told(entry) == []
    assert [day for _, day, _ in told(re_tier)] == ["2019-03-31", "2019-04-01"]
    assert re_tier["outcome"] == "clear"


def test_case_management_is_not_under_the_ban() -> None:
    old = case_management(requested_end="2019-02-28", reason="end", used_units=1)

    answer = check(a_change("end", [case_management(used_units=1)], [old], as_of="2019-03-27", policy="2019-04"))

    assert rule_ids(answer) == {"CS-08"}
    assert finding(answer, "CS-08")["pointer"] == "/proposed/lines/0/requested_end"


def test_an_end_that_was_moved_is_taken_as_a_request_and_told() -> None:
    requested = asked_too_late("2019-01-09", "2019-01-14", end="2019-01-13")
    moved = asked_too_late("2019-01-09", "2019-01-14", end=P1_END)
    moved["proposed"]["lines"][0] |= {"requested_end": None, "end": "2019-01-13"}

    told = finding(check(moved, "submit"), "CS-11")
    assert (told["severity"], told["expected"]) == ("info", P1_END)
    for body in (requested, moved, {**requested, "policy": "2018-10"}, {**moved, "policy": "2018-10"}):
        assert check(body, "submit")["outcome"] == "clear"


def test_lines_that_msu_opened_are_extended_in_place() -> None:
    assert check(an_initial_plan(policy="2019-04"))["outcome"] == "clear"


@pytest.mark.parametrize(("policy", "reason", "rules"), [
    ("2018-10", None, {"DT-07"}), ("2018-10", "found in hospital", set()),
    ("2019-04", None, {"DT-07"}), ("2019-04", "found in hospital", set()),
])  # fmt: skip
def test_what_is_not_under_the_ban_needs_a_reason(policy: str, reason: str | None, rules: set[str]) -> None:
    nursing = a_line(service_code="G0299", start="2018-10-01", retro_reason=reason)

    answer = check(a_change("addendum", [], [nursing], policy=policy, received_on="2018-10-24"))

    assert rule_ids(answer) == rules


def test_no_receipt_date_no_judgement() -> None:
    nursing = a_line(service_code="G0299", start="2018-10-01")

    answer = check(a_change("addendum", [], [nursing]))

    assert (answer["outcome"], answer["not_evaluated"]) == ("clear", [])


def test_bd_03_compares_with_the_plan_before() -> None:
    before = {"type": "initial", "origin": "conversion", "start": "2017-07-15", "end": "2018-07-14"}
    care = an_authorized_line("O1", start="2017-07-15", end="2018-07-14", units=20)
    more = a_line(units=40, start="2018-11-05")
    body = a_change("addendum", [], [more], other_plans=[{**before, "lines": [care]}], policy="2019-04")

    assert "grows from 20 to 40 units a week" in finding(check(body), "BD-03")["message"]
    assert check(body)["outcome"] == "clear"
    assert rule_ids(check({**body, "policy": "2018-10"}), "info") == set()


def test_documents_for_the_move_in_set_the_begin() -> None:
    al = a_line("AL", **ASSISTED_LIVING, start="2018-11-01")
    member = {"moved_in_on": "2018-10-20", "certified_on": "2018-10-26"}
    documents = {"documents": [a_document(), a_document("assisted_living_move_in")]}

    resident = check(a_change("addendum", [], [al], plan=documents, member=member))
    mover = check(
        a_change("addendum", [], [al], plan=documents, member={**member, "moved_in_on": "2018-11-05"}), "forward"
    )

    assert [finding(answer, "AL-01")["expected"] for answer in (resident, mover)] == ["2018-10-26", "2018-11-05"]
    assert (resident["outcome"], finding(resident, "AL-01")["severity"]) == ("clear", "info")
    assert resident["totals"][0]["units"] == 262
