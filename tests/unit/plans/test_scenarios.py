"""The scenarios of the domain reference, §5, as dry runs named after their numbers."""

from datetime import date
from typing import Any

import pytest

from plans.domain import catalogue
from plans.domain.plan import Frequency
from plans.domain.units import MonthCounting, total_units
from shared.kernel.calendar import Span
from tests.support.plan_bodies import (
    YEAR_BEFORE,
    Json,
    a_change,
    a_document,
    a_line,
    a_note,
    a_reassessment,
    a_transfer,
    an_addendum,
    an_authorized_line,
    an_increase,
    an_initial_plan,
    case_management,
    check,
    finding,
    first_documents,
    rule_ids,
)

P1 = {**YEAR_BEFORE, "start": "2018-07-15", "end": "2019-07-14", "lines": [an_authorized_line()]}
UB120: Json = {"service_code": "UB120", "frequency": "calendar_day", "units": 1, "provider": "NF1"}
TEN_DAYS: Json = {"start": "2018-12-20", "end": "2018-12-29"}
FIRST_YEAR: Json = {"start": "2018-09-10", "end": "2019-09-09"}


def totals(answer: Json) -> dict[str, tuple[int | None, str | None]]:
    return {total["ref"]: (total["units"], total["cost"]) for total in answer["totals"]}


def test_scenario_01_an_increase_is_accepted() -> None:
    answer = check(an_increase())

    assert answer["outcome"] == "clear"
    assert answer["findings"] == answer["not_evaluated"] == []
    assert totals(answer) == {"L1": (775, "3138.75"), "L2": (2160, "8748.00")}


def test_scenario_02_units_of_an_authorized_line_are_refused_on_save() -> None:
    edited = an_authorized_line(units=60)

    answer = check(a_change("increase", [an_authorized_line()], [edited]), "edit")

    assert rule_ids(answer) == {"CS-03", "CS-10"}
    assert finding(answer, "CS-03")["pointer"] == "/proposed/lines/0/units"
    assert "End-date this line and add a new one" in finding(answer, "CS-03")["message"]


def test_scenario_03_a_second_plan_for_an_addendum_is_refused() -> None:
    answer = check(a_change("addendum", [], [a_line()], current=None, other_plans=[P1]), "edit")

    assert rule_ids(answer) == {"CS-02", "DT-04"}
    assert "2018-07-15 to 2019-07-14" in finding(answer, "CS-02")["message"]


@pytest.mark.parametrize(
    ("start", "rules"), [("2018-11-01", {"CS-05", "OV-01"}), ("2018-11-12", {"CS-05"})], ids=["overlap", "gap"]
)
def test_scenario_04_an_overlap_or_a_gap_is_refused(start: str, rules: set[str]) -> None:
    answer = check(an_increase(new={"start": start}), "submit")

    assert rule_ids(answer) == rules
    assert finding(answer, "CS-05")["expected"] == "2018-11-05"


def test_scenario_05_the_initial_plan_is_accepted() -> None:
    meals = a_line("L4", service_code="S5170", frequency="calendar_day", units=1, **FIRST_YEAR)

    answer = check(an_initial_plan(a_line("L3", **FIRST_YEAR), meals))

    assert answer["outcome"] == "clear"
    assert totals(answer)["CM"] == (175, "2572.50")
    assert totals(answer)["L4"] == (365, "1879.75")


def test_scenario_06_a_short_line_and_a_long_plan_are_two_errors() -> None:
    answer = check(an_initial_plan(nurse={"end": "2018-11-08"}, plan={"end": "2019-12-31"}), "submit")

    assert rule_ids(answer) == {"NP-03", "DT-02"}
    assert finding(answer, "NP-03")["pointer"] == "/proposed/lines/1/end"
    assert finding(answer, "DT-02")["expected"] == "2019-09-09"


def test_scenario_06_a_converted_plan_keeps_its_dates_too() -> None:
    body = an_initial_plan(plan={"end": "2019-12-31", "origin": "conversion"})
    body["current"] = {**body["current"], "origin": "conversion"}

    assert "RA-03" in rule_ids(check(body, "edit"))


def test_scenario_07_next_years_service_in_this_plan_is_refused() -> None:
    next_year = a_line(service_code="S5170", frequency="calendar_day", units=1, start="2019-07-15", end="2020-07-13")

    answer = check(an_addendum(next_year, as_of="2019-06-10"), "submit")

    assert rule_ids(answer) == {"RA-01", "CS-01"}
    assert "reassessment" in finding(answer, "RA-01")["message"]
    assert "2019-07-15" in finding(answer, "RA-01")["message"]


def test_scenario_08_a_plan_of_366_days_is_refused_and_the_proposed_end_accepted() -> None:
    def next_year(end: str) -> Json:
        dates = {"start": "2019-07-15", "end": end}
        care = a_line("N1", **dates)
        cm = case_management("N2", status="draft", **dates)
        meals = a_line("N3", service_code="S5170", frequency="calendar_day", units=1, **dates)
        return a_reassessment(care, cm, meals, plan={"end": end})

    answer = check(next_year("2020-07-14"), "edit")

    assert rule_ids(answer) == {"DT-02"}
    assert (totals(answer)["N2"][0], totals(answer)["N3"][0]) == (176, 366)
    assert finding(answer, "DT-02")["expected"] == "2020-07-13"
    assert "176" in finding(answer, "DT-02")["message"]
    assert "366" in finding(answer, "DT-02")["message"]
    assert check(next_year(finding(answer, "DT-02")["expected"]))["outcome"] == "clear"


@pytest.mark.parametrize(
    ("start", "end", "day_after"),
    [
        ("2019-03-01", "2020-02-28", "2020-02-29"),
        ("2020-02-29", "2021-02-27", "2021-02-28"),
        ("2020-03-01", "2021-02-28", "2021-03-01"),
        ("2020-03-02", "2021-03-01", "2021-03-02"),
    ],
)
def test_scenario_09_leap_years(start: str, end: str, day_after: str) -> None:
    def plan(last: str) -> Json:
        dates = {"start": start, "end": last}
        return a_change("initial", [], [a_line(**dates)], plan=dates, current=None, other_plans=[], as_of=start)

    assert rule_ids(check(plan(end), "edit")) == set()
    answer = check(plan(day_after), "edit")
    assert rule_ids(answer) == {"DT-02"}
    assert finding(answer, "DT-02")["expected"] == end


@pytest.mark.parametrize(("counting", "total"), [(MonthCounting.TOUCHED, 10), (MonthCounting.ANNIVERSARY, 9)])
def test_scenario_10_months_of_a_plan_that_starts_mid_month(counting: MonthCounting, total: int) -> None:
    span = Span(date(2018, 10, 17), date(2019, 7, 14))
    pers = catalogue.find("S5161")

    assert total_units(1, Frequency.MONTH, span, month_counting=counting) == total
    assert pers is not None
    assert pers.month_counting is MonthCounting.TOUCHED


def test_scenario_11_case_management_moves_with_what_is_left() -> None:
    answer = check(a_transfer())

    assert answer["outcome"] == "clear"
    assert totals(answer)["B1"][0] == 104


def test_scenario_11_two_shared_days_are_refused() -> None:
    answer = check(a_transfer(new={"start": "2018-12-11"}))

    assert "CS-07" in rule_ids(answer)
    assert finding(answer, "CS-07")["expected"] == ["2018-12-12", "2018-12-13"]


def test_scenario_13_a_decrease_below_what_was_used_is_refused() -> None:
    used = case_management(used_units=120)
    old = {**used, "end": "2018-11-04", "reason": "decrease"}
    new = case_management("L2", status="draft", units=100, start="2018-11-05", supersedes="CM", used_units=None)

    answer = check(a_change("decrease", [used], [old, new]))

    assert rule_ids(answer) == {"UN-04"}
    assert (finding(answer, "UN-04")["expected"], finding(answer, "UN-04")["actual"]) == (120, 100)


@pytest.mark.parametrize(
    ("members", "rules"),
    [({"units": 2}, {"UB-01"}), ({}, set()), ({"frequency": "week"}, {"UB-02"}), ({"total": 9}, {"UB-03"})],
    ids=["two units", "one unit", "per week", "total of nine"],
)
def test_scenario_15_ub120(members: dict[str, Any], rules: set[str]) -> None:
    answer = check(an_addendum(a_line(**{**UB120, **TEN_DAYS, **members})), "submit")

    assert rule_ids(answer) == rules
    if not members:
        assert totals(answer)["L2"] == (10, None)


def test_scenario_16_priority_without_a_note_is_denied_and_the_request_goes_on() -> None:
    answer = check(an_increase(priority=True), "forward")

    assert answer["outcome"] == "clear"
    assert rule_ids(answer, "info") == {"PR-01"}
    assert answer["priority"] == {"requested": True, "granted": [], "denied": ["L2"]}


def test_scenario_17_cdpass_keeps_its_priority_without_a_note() -> None:
    start = a_line(service_code="S5125", start="2018-11-05")

    answer = check(a_change("addendum", [], [start], priority=True), "submit")

    assert rule_ids(answer, "info") == {"PR-02"}
    assert answer["priority"] == {"requested": True, "granted": ["L2"], "denied": []}


def test_scenario_18_a_mixed_request_is_divided_by_line() -> None:
    respite = a_line("L3", **UB120, **TEN_DAYS)

    answer = check(a_change("addendum", [], [a_line(), respite], priority=True), "submit")

    assert rule_ids(answer, "info") == {"PR-01", "PR-02", "PR-06"}
    assert answer["priority"] == {"requested": True, "granted": ["L3"], "denied": ["L2"]}


def test_scenario_19_no_supervisor_note_then_ones_own() -> None:
    without = check(an_increase(plan={"notes": []}), "forward")
    own = check(an_increase(plan={"notes": [a_note(acknowledged_by="cm1")]}), "forward")

    assert (without["outcome"], rule_ids(without)) == ("blocked", {"SR-01"})
    assert (own["outcome"], rule_ids(own)) == ("blocked", {"SR-03"})


def test_scenario_20_a_draft_ucat_and_a_missing_move_in_document_hold_the_plan() -> None:
    al = a_line("AL", service_code="T2031", frequency="calendar_day", units=1, **FIRST_YEAR)
    ucat, *others = first_documents()
    draft = [{**ucat, "status": "draft"}, *others]

    held = check(an_initial_plan(al, plan={"documents": draft}), "forward")
    released = check(
        an_initial_plan(al, plan={"documents": [ucat, *others, a_document("assisted_living_move_in")]}), "forward"
    )

    assert held["outcome"] == "held"
    assert rule_ids(held) == {"DC-01", "DC-02", "AL-01"}
    assert finding(held, "DC-01")["expected"] == "assisted_living_move_in"
    assert released["outcome"] == "clear"


def test_scenario_21_a_year_quantity_split_at_a_boundary_keeps_its_total() -> None:
    plan = {"start": "2019-04-10", "end": "2020-04-08", "origin": "msu"}
    whole = case_management(start="2019-04-10", end="2020-04-08")
    parts = [
        {**whole, "end": "2019-09-30", "reason": "end"},
        case_management("C2", status="draft", start="2019-10-01", end="2020-04-08", supersedes="CM", used_units=None),
    ]
    current = {"type": "initial", **plan, "lines": [whole]}

    answer = check(a_change("addendum", [], parts, plan=plan, current=current, other_plans=[], as_of="2019-09-01"))

    assert (totals(answer)["CM"][0], totals(answer)["C2"][0]) == (83, 92)
    assert "UN-05" not in rule_ids(answer)
