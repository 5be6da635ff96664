"""Stays as an inpatient through HTTP, and what they do to the member's plans."""

from datetime import date, timedelta
from typing import Any

import httpx

from tests.support.databases import PinnedDatabase
from tests.support.identities import bearer, case_manager, ops
from tests.support.office import Office, a_line, created, plan_year

YEAR: dict[str, Any] = {"start": "2018-07-15", "end": "2019-07-14"}
WEEK_OF_SCENARIO_22 = {"facility": "hospital", "start": "2018-12-03", "end": "2018-12-09"}


async def a_running_plan(office: Office) -> dict[str, Any]:
    lines = a_line(**YEAR), a_line("T1016", 175, "year", **YEAR)
    return await office.conversion_plan(*lines, **YEAR)


async def admitted(office: Office, plan: dict[str, Any], **stay: Any) -> httpx.Response:
    address = f"/plans/v1/members/{plan['member_id']}/stays"
    return await office.plans.post(address, json={**WEEK_OF_SCENARIO_22, **stay}, headers=case_manager())


async def changed(office: Office, stay: httpx.Response, body: dict[str, Any], tag: str = '"1"') -> httpx.Response:
    headers = {**case_manager(), "If-Match": tag}
    return await office.plans.patch(stay.headers["Location"], json=body, headers=headers)


async def test_scenario_22_a_stay_suspends_waiver_lines_until_the_day_after_discharge(office: Office) -> None:
    plan = await a_running_plan(office)
    personal_care = plan["lines"][0]

    admission = await admitted(office, plan, end=None)
    during = (await office.read(plan["id"])).json()
    discharge = await changed(office, admission, {"end": "2018-12-09"})
    after = await office.read(plan["id"])

    assert (admission.status_code, discharge.status_code) == (201, 200), discharge.text
    open_stay = {"line_id": personal_care["id"], "start": "2018-12-03", "facility": "hospital"}
    assert during["suspensions"] == [{**open_stay, "end": "2019-07-14", "resumes_on": None}]
    assert after.json()["suspensions"] == [{**open_stay, "end": "2018-12-09", "resumes_on": "2018-12-10"}]
    assert after.json()["lines"] == plan["lines"]
    assert (after.headers["ETag"], after.json()["version"]) == ('"3"', 3)
    found = await office.plans.get(office.address(plan["id"], "/findings?stage=periodic"), headers=case_manager())
    [told] = [finding for finding in found.json()["findings"] if finding["rule_id"] == "OV-04"]
    assert (told["severity"], told["expected"], told["pointer"]) == ("info", "2018-12-10", "/lines/0")


async def test_the_history_shows_each_pause_and_who_recorded_it(office: Office) -> None:
    plan = await a_running_plan(office)
    await created(await admitted(office, plan))
    history = await office.plans.get(office.address(plan["id"], "/history"), headers=case_manager())
    assert [(version["action"], version["actor"]) for version in history.json()["items"]] == [
        ("suspensions_changed", "cm1"),
        ("drafted", "ops1"),
    ]
    log = await office.plans.get("/plans/v1/audit", params={"subject": plan["id"]}, headers=ops())
    newest = next(entry for entry in log.json()["items"] if entry["kind"] == "change")
    assert (newest["action"], newest["rule_ids"]) == ("suspensions_changed", ["OV-04"])


async def test_a_stay_that_never_was_is_withdrawn_and_gives_the_days_back(office: Office) -> None:
    plan = await a_running_plan(office)
    stay = await admitted(office, plan)
    assert (await changed(office, stay, {"withdrawn": True})).status_code == 200
    assert (await office.read(plan["id"])).json()["suspensions"] == []
    assert (await admitted(office, plan)).status_code == 201


async def test_a_stay_that_was_recorded_for_other_days_moves_the_pause(office: Office) -> None:
    plan = await a_running_plan(office)
    stay = await admitted(office, plan)
    await created(await changed(office, stay, {"start": "2019-01-07", "end": "2019-01-08"}), 200)
    [pause] = (await office.read(plan["id"])).json()["suspensions"]
    assert (pause["start"], pause["end"], pause["resumes_on"]) == ("2019-01-07", "2019-01-08", "2019-01-09")


async def test_a_change_of_services_and_a_decision_keep_the_pause(office: Office) -> None:
    plan = await office.forwarded_plan()
    year = plan_year()
    stay = {"start": str(year.change), "end": str(year.change + timedelta(days=2))}
    await created(await admitted(office, plan, **stay))
    read = (await office.read(plan["id"])).json()
    new = read["lines"][1]
    assert read["suspensions"] == []
    lines = [{"line_id": new["id"], "outcome": "authorized", "authorization_number": "2500000019"}]
    notice = {
        "decision_id": "01a1d2c3-0000-7000-8000-000000000001",
        "request_id": "01a1d2c3-0000-7000-8000-000000000002",
        "plan_version": read["version"],
        "kind": "lines_decided",
        "decided_at": "2026-11-20T15:00:00Z",
        "decided_by": "spa1",
        "lines": lines,
    }
    headers = bearer("service", subject="authorization")
    answer = await office.plans.put(office.address(plan["id"], "/decision"), json=notice, headers=headers)
    assert answer.status_code == 200, answer.text
    [pause] = (await office.read(plan["id"])).json()["suspensions"]
    assert (pause["line_id"], pause["start"]) == (new["id"], str(year.change))


async def test_a_new_line_does_not_begin_during_a_stay(office: Office) -> None:
    plan = await office.conversion_plan()
    year = plan_year()
    await created(await admitted(office, plan, start=str(year.change), end=str(year.change + timedelta(days=2))))
    await created(await office.increase(plan))
    await office.complete_papers(plan["id"], "nurse_evaluation")
    refused = await office.post(plan["id"], "/submission", {"priority": False})
    assert refused.status_code == 409
    [stops] = refused.json()["findings"]
    assert (stops["rule_id"], stops["expected"]) == ("OV-04", str(year.change + timedelta(days=3)))


async def test_a_member_is_in_one_facility_a_day(office: Office) -> None:
    plan = await a_running_plan(office)
    await created(await admitted(office, plan, end=None))
    again = await admitted(office, plan, start="2018-12-20", end=None, facility="nursing_facility")
    assert (again.status_code, again.json()["type"]) == (409, "urn:harmony:problem:stays-overlap")
    assert (await office.read(plan["id"])).json()["version"] == 2


async def test_what_cannot_be_is_refused_by_name(office: Office) -> None:
    plan = await a_running_plan(office)
    reversed_stay = await admitted(office, plan, end="2018-12-02")
    assert (reversed_stay.status_code, reversed_stay.json()["errors"][0]["pointer"]) == (422, "/end")
    stay = await admitted(office, plan)
    assert (await changed(office, stay, {"facility": None})).status_code == 422
    assert (await changed(office, stay, {"end": "2018-12-01"})).status_code == 422
    assert (await changed(office, stay, {"end": "2018-12-11"}, '"9"')).status_code == 412
    without = await office.plans.patch(stay.headers["Location"], json={"end": "2018-12-11"}, headers=case_manager())
    assert without.status_code == 428


async def test_another_agency_and_a_provider_learn_nothing_of_a_stay(office: Office) -> None:
    plan = await a_running_plan(office)
    stay = await admitted(office, plan)
    foreign = case_manager("cm9", agency="agency-b")
    address = stay.headers["Location"]
    assert (await office.plans.get(address, headers=foreign)).status_code == 404
    assert (await office.plans.get(address.rpartition("/")[0], headers=foreign)).status_code == 404
    refused = await office.plans.patch(address, json={"end": "2018-12-10"}, headers={**foreign, "If-Match": '"1"'})
    assert refused.status_code == 404
    assert (await office.plans.get(address, headers=bearer("provider", agency="p1"))).status_code == 403


async def test_stays_are_read_and_listed_and_reading_is_logged(office: Office, plans_database: PinnedDatabase) -> None:
    plan = await a_running_plan(office)
    first = await created(await admitted(office, plan))
    second = await created(await admitted(office, plan, start="2019-01-07", end=None))
    address = f"/plans/v1/members/{plan['member_id']}/stays"
    listed = (await office.plans.get(address, headers=case_manager())).json()
    read = await office.plans.get(f"{address}/{first['id']}", headers=case_manager())
    assert [stay["id"] for stay in listed["items"]] == [second["id"], first["id"]]
    assert ({**read.json(), "created_at": 0, "updated_at": 0}, read.headers["ETag"]) == (
        {**first, "created_at": 0, "updated_at": 0},
        '"1"',
    )
    logged = "select shown from audit_log where kind = 'read' and subject_type = 'member_stay' order by id"
    page, single = await plans_database.raw.fetch(logged)
    assert {str(shown) for shown in page["shown"]} == {first["id"], second["id"], plan["member_id"]}
    assert single["shown"] is None


async def test_an_admission_costs_the_same_for_one_plan_and_for_four(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await a_running_plan(office)
    for year in (2019, 2020, 2021):
        start = date(year, 7, 15)
        dates: dict[str, Any] = {"start": str(start), "end": str(start + timedelta(days=364))}
        body = {"member_id": plan["member_id"], "type": "initial", "origin": "conversion", **dates}
        body["lines"] = [{**a_line(**dates), "status": "authorized"}]
        await created(await office.plans.post("/plans/v1/service-plans", json=body, headers=ops()))
    costs = []
    for stay in ({"start": "2018-12-03", "end": "2018-12-09"}, {"start": "2019-01-01", "end": None}):
        before = len(plans_database.statements)
        await created(await admitted(office, plan, **stay))
        costs.append(len(plans_database.statements) - before)
    assert costs[0] == costs[1]
    listed = await office.plans.get(
        "/plans/v1/service-plans", params={"member_id": plan["member_id"]}, headers=case_manager()
    )
    assert sorted(len(item["suspensions"]) for item in listed.json()["items"]) == [1, 1, 1, 2]
