"""Scenarios 1 to 8 of the domain page, §5, on stored plans and across services, with dates around today."""

from datetime import date, timedelta

import httpx
import pytest

from tests.journeys.journey import Journey, Json, found, found_by
from tests.support.identities import case_manager, reviewer
from tests.support.office import TODAY, PlanYear, a_line, a_plan, created, plan_year

A_YEAR = timedelta(days=364)
SIXTY_DAYS = timedelta(days=59)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def year() -> PlanYear:
    return plan_year()


async def test_scenario_01_an_increase_is_authorized(journey: Journey, year: PlanYear) -> None:
    plan = await journey.conversion_plan()
    changed = await created(await journey.increase(plan))
    ended, successor = changed["ended"], changed["successor"]

    assert (ended["total"], successor["total"]) == (775, 2160)
    assert (ended["cost"], successor["cost"]) == ("3138.75", "8748.00")
    assert successor["supersedes"] == ended["id"]

    request = await journey.forwarded(plan["id"], "nurse_evaluation")
    assert request["submitted_findings"] == request["findings"] == []
    await journey.decide(request)
    after = await journey.plan_after_decision(plan["id"])

    assert after["status"] == "authorized"
    assert [(line["status"], line["end"], line["total"]) for line in after["lines"]] == [
        ("superseded", str(year.change - ONE_DAY), 775),
        ("authorized", str(year.end), 2160),
    ]


async def test_scenario_02_units_of_an_authorized_line_are_refused_on_save(journey: Journey) -> None:
    plan = await journey.conversion_plan()

    answer = await journey.patch(plan["id"], f"/lines/{plan['lines'][0]['id']}", {"units": 60})

    assert (answer.status_code, found(answer)) == (409, {"CS-03", "CS-10"})
    kept = (await journey.read(plan["id"])).json()
    assert (kept["version"], kept["lines"][0]["units"]) == (1, 48)


async def test_scenario_03_a_second_plan_for_an_addendum_is_refused(journey: Journey) -> None:
    plan = await journey.conversion_plan()

    second = a_plan(plan["member_id"], lines=[a_line("S5170", 1, "calendar_day")])
    answer = await journey.client.post("/plans/v1/service-plans", json=second, headers=case_manager())

    assert (answer.status_code, found(answer)) == (409, {"CS-02", "DT-04"})
    listed = await journey.client.get(
        "/plans/v1/service-plans", params={"member_id": plan["member_id"]}, headers=case_manager()
    )
    assert [item["id"] for item in listed.json()["items"]] == [plan["id"]]


@pytest.mark.parametrize(
    ("days", "rules"), [(-4, {"CS-05", "OV-01"}), (7, {"CS-05"})], ids=["four days of overlap", "seven days of gap"]
)
async def test_scenario_04_an_overlap_or_a_gap_is_refused(
    journey: Journey, year: PlanYear, days: int, rules: set[str]
) -> None:
    plan = await journey.conversion_plan()
    line_id = plan["lines"][0]["id"]
    last_day = str(year.change - ONE_DAY)
    ended = await journey.patch(plan["id"], f"/lines/{line_id}", {"end": last_day, "reason": "increase"})
    assert ended.status_code == 200, ended.text
    start = year.change + timedelta(days=days)
    await journey.add(plan["id"], a_line(units=60, start=str(start), supersedes=line_id))

    answer = await journey.submit(plan["id"])

    errors = {entry["rule_id"] for entry in answer.json()["findings"] if entry["severity"] == "error"}
    assert (answer.status_code, errors) == (409, rules)
    assert found_by(answer, "CS-05")["expected"] == str(year.change)
    assert (await journey.read(plan["id"])).json()["status"] == "authorized"


async def opened_by_msu(journey: Journey, start: date, end: date) -> httpx.Response:
    """Plan 1 of a new member, as MSU opens it: T1016 and T1002 for the first sixty days."""
    member = await journey.member()
    first_days = {"start": str(start), "end": str(start + SIXTY_DAYS), "status": "authorized"}
    body = {
        "member_id": member["id"], "type": "initial", "origin": "msu", "case_manager": "cm1",
        "start": str(start), "end": str(end),
        "lines": [
            {"service_code": "T1016", "units": 30, "frequency": "year", **first_days},
            {"service_code": "T1002", "units": 2, "frequency": "year", **first_days},
        ],
    }  # fmt: skip
    return await journey.client.post("/plans/v1/service-plans", json=body, headers=reviewer())


async def extended(journey: Journey, plan: Json, place: int, units: int) -> Json:
    """A line of MSU's, extended to the end of the plan year with the standard quantity."""
    address = f"/lines/{plan['lines'][place]['id']}"
    answer = await journey.patch(plan["id"], address, {"end": plan["end"], "units": units, "frequency": "year"})
    line: Json = (await created(answer, 200))["lines"][place]
    return line


async def test_scenario_05_the_initial_plan_is_authorized(journey: Journey) -> None:
    start = TODAY - timedelta(days=10)
    plan = await created(await opened_by_msu(journey, start, start + A_YEAR))
    assert (await extended(journey, plan, 0, 175))["total"] == 175
    assert (await extended(journey, plan, 1, 10))["total"] == 10
    whole_year = {"start": plan["start"], "end": plan["end"]}
    await journey.add(plan["id"], a_line(**whole_year))
    assert (await journey.add(plan["id"], a_line("S5170", 1, "calendar_day", **whole_year)))["total"] == 365

    request = await journey.forwarded(plan["id"], "ucat", "nurse_evaluation", "service_team_release")

    assert request["changes"] == ["initial"]
    assert [(line["service_code"], line["action"]) for line in request["lines"]] == [
        ("T1016", "change"), ("T1002", "change"), ("T1019", "new"), ("S5170", "new")]  # fmt: skip
    await journey.decide(request)
    after = await journey.plan_after_decision(plan["id"])
    assert after["status"] == "authorized"
    assert {(line["status"], line["end"]) for line in after["lines"]} == {("authorized", plan["end"])}
    assert all(line["authorization_number"] for line in after["lines"])


async def test_scenario_06_a_plan_that_is_too_long_and_a_line_that_is_too_short(journey: Journey) -> None:
    start = TODAY - timedelta(days=10)
    too_long = await opened_by_msu(journey, start, start + A_YEAR + timedelta(days=113))
    assert (too_long.status_code, found(too_long)) == (409, {"DT-02"})
    proposed = found_by(too_long, "DT-02")["expected"]
    assert proposed == str(start + A_YEAR)

    plan = await created(await opened_by_msu(journey, start, date.fromisoformat(proposed)))
    await extended(journey, plan, 0, 175)
    await journey.add(plan["id"], a_line(start=plan["start"], end=plan["end"]))
    answer = await journey.submit(plan["id"])

    errors = [entry for entry in answer.json()["findings"] if entry["severity"] == "error"]
    assert (answer.status_code, [entry["rule_id"] for entry in errors]) == (409, ["NP-03"])
    assert (errors[0]["pointer"], errors[0]["expected"]) == ("/lines/1/end", plan["end"])


async def test_scenario_07_next_years_service_belongs_into_next_years_plan(journey: Journey) -> None:
    end = TODAY + timedelta(days=34)
    plan_dates: Json = {"start": str(end - A_YEAR), "end": str(end)}
    plan = await journey.conversion_plan(a_line(**plan_dates), **plan_dates)
    next_year: Json = {"start": str(end + ONE_DAY), "end": str(end + ONE_DAY + A_YEAR)}

    answer = await journey.post(plan["id"], "/lines", a_line(**next_year))

    assert (answer.status_code, found(answer)) == (409, {"RA-01", "CS-01"})
    hint = found_by(answer, "RA-01")["message"]
    assert all(word in hint for word in ("reassessment", next_year["start"], next_year["end"]))
    opened = await created(await journey.post(plan["id"], "/reassessment"))
    assert {"start": opened["start"], "end": opened["end"]} == next_year
    assert {"start": opened["lines"][0]["start"], "end": opened["lines"][0]["end"]} == next_year


async def test_scenario_08_a_plan_of_366_days_is_refused_and_the_proposed_end_accepted(journey: Journey) -> None:
    end = TODAY + timedelta(days=34)
    plan_dates: Json = {"start": str(end - A_YEAR), "end": str(end)}
    old = await journey.conversion_plan(a_line(**plan_dates), **plan_dates)

    async def next_year(last_day: str) -> httpx.Response:
        days: Json = {"start": str(end + ONE_DAY), "end": last_day}
        services = (("T1019", 48, "week"), ("T1016", 175, "year"), ("S5170", 1, "calendar_day"))
        lines = [a_line(*service, **days) for service in services]
        body = a_plan(old["member_id"], type="reassessment", lines=lines, **days)
        return await journey.client.post("/plans/v1/service-plans", json=body, headers=case_manager())

    refused = await next_year(str(end + ONE_DAY + A_YEAR + ONE_DAY))
    assert (refused.status_code, found(refused)) == (409, {"DT-02"})
    too_long = found_by(refused, "DT-02")
    assert all(number in too_long["message"] for number in ("366 days", "T1016 totals 176", "S5170 totals 366"))
    assert too_long["expected"] == str(end + ONE_DAY + A_YEAR)

    plan = await created(await next_year(too_long["expected"]))
    assert [line["total"] for line in plan["lines"]][1:] == [175, 365]
    await journey.complete_papers(plan["id"], "ucat", "nurse_evaluation", "service_team_release")
    submitted = await created(await journey.submit(plan["id"]), 200)
    assert [entry for entry in submitted["findings"] if entry["severity"] in ("error", "hold")] == []
