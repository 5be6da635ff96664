"""How services of an eLTSS plan become lines of a plan year, and why some cannot."""

from typing import Any

import pytest

from tests.unit.harmony.eltss_resources import HCPCS, a_plan, a_service, assumptions, mapped, reasons, the_line


@pytest.mark.parametrize(
    ("code", "units", "unit", "per", "planned"),
    [
        ("T1019", 48, "unit", "wk", ("T1019", 48, "week")),
        ("T1019", 12, "h", "wk", ("T1019", 48, "week")),
        ("T1019", 90, "min", "wk", ("T1019", 6, "week")),
        ("T1019", 4, "{15 min}", "d", ("T1019", 28, "week")),
        ("T1016", 175, "15 min", "a", ("T1016", 175, "year")),
        ("T1016", 10, "unit", "mo", ("T1016", 120, "year")),
        ("UB120", 1, "d", "d", ("UB120", 1, "calendar_day")),
        ("S5170", 14.0, "meal", "wk", ("S5170", 14, "week")),
        ("S5161", 1, "", "mo", ("S5161", 1, "month")),
    ],
)
def test_units_and_time_become_whole_units_per_period(
    code: str, units: Any, unit: str, per: str, planned: tuple[str, int, str]
) -> None:
    line = the_line(mapped(a_service(code, units, unit, per)))

    assert (line["service_code"], line["units"], line["frequency"]) == planned


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        (a_service("X9999"), "does not know X9999"),
        (a_service(units=1.5), "no whole number"),
        (a_service(unit="bottle"), "Nobody said how many quarter_hour units are in one bottle"),
        (a_service(per="s"), "not per day, week, month or year"),
        (a_service("T1019", 100, "unit", "mo"), "no whole number of units per week"),
        (a_service(status="revoked"), "It is revoked"),
        (a_service(code={"text": "House cleaning"}), "no service code"),
        (a_service(quantityRatio=None), "no quantity"),
        (a_service(occurrencePeriod={"start": "2028-01-01", "end": "2028-02-01"}), "not days of the plan"),
    ],
)
def test_what_cannot_be_planned_is_left_with_its_reason_and_its_words_stay(
    service: dict[str, Any], reason: str
) -> None:
    good = {**a_service("S5170", 1, "meal", "d"), "id": "s2"}

    plan = mapped(service, good)

    assert [line.ref for line in plan.lines] == ["s2"]
    assert any(reason in said for said in reasons(plan))


def test_modifiers_come_as_codings_of_their_own_or_behind_the_code() -> None:
    apart = {"coding": [{"system": HCPCS, "code": "T1019"}, {"system": HCPCS, "code": "TF"}]}

    for code in (apart, {"coding": [{"code": "T1019-TF"}]}, {"coding": [{"code": "T1019 TF"}]}):
        assert the_line(mapped(a_service(code=code)))["modifiers"] == ["TF"]


def test_of_two_codings_the_one_that_can_be_planned_is_used() -> None:
    code = {"coding": [{"system": "urn:local", "code": "PCA15"}, {"system": HCPCS, "code": "T1019"}]}

    assert the_line(mapped(a_service(code=code)))["service_code"] == "T1019"


def test_a_plan_of_more_than_a_year_is_cut_with_its_lines_and_says_so() -> None:
    long = {"start": "2026-01-01", "end": "2027-06-30"}

    plan = mapped(a_plan(period=long), a_service(occurrencePeriod=long))

    assert plan.plan is not None
    assert (plan.plan["start"], plan.plan["end"]) == ("2026-01-01", "2026-12-31")
    assert the_line(plan)["end"] == "2026-12-31"
    assert "546 days; it ends after 365" in assumptions(plan)
    assert "2026-01-01 to 2027-06-30 becomes 2026-01-01 to 2026-12-31" in assumptions(plan)


def test_a_plan_without_period_starts_with_its_first_service() -> None:
    plan = mapped(a_plan(period=None), a_service(occurrencePeriod={"start": "2026-03-02"}))

    assert plan.plan is not None
    assert (plan.plan["start"], plan.plan["end"]) == ("2026-03-02", "2027-03-01")
    assert "The plan has no period" in assumptions(plan)


def test_a_plan_without_any_day_gives_no_plan() -> None:
    plan = mapped(a_plan(period=None, activity=[]))

    assert plan.plan is None
    assert plan.member is not None
