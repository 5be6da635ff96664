"""Changing services of a plan that was authorized."""

from datetime import timedelta

from tests.support.identities import case_manager, ops
from tests.support.office import Office, a_line, a_plan, created, plan_year, rule_ids


async def test_an_increase_ends_the_line_and_adds_its_successor(office: Office) -> None:
    plan = await office.conversion_plan()
    year = plan_year()

    changed = await created(await office.increase(plan))

    ended, successor = changed["ended"], changed["successor"]
    assert (ended["end"], ended["reason"], ended["total"]) == (str(year.change - timedelta(days=1)), "increase", 775)
    assert (successor["start"], successor["units"], successor["total"]) == (str(year.change), 60, 2160)
    assert successor["supersedes"] == ended["id"]
    assert (ended["cost"], successor["cost"]) == ("3138.75", "8748.00")
    assert successor["status"] == "draft"


async def test_the_units_of_an_authorized_line_are_not_edited(office: Office) -> None:
    plan = await office.conversion_plan()
    answer = await office.patch(plan["id"], f"/lines/{plan['lines'][0]['id']}", {"units": 60})
    assert answer.status_code == 409
    assert "CS-03" in rule_ids(answer)
    assert answer.json()["findings"][0]["pointer"] == "/lines/0/units"
    assert (await office.read(plan["id"])).json()["lines"][0]["units"] == 48


async def test_next_years_service_does_not_go_into_this_plan(office: Office) -> None:
    plan = await office.conversion_plan()
    start = plan_year().end + timedelta(days=1)
    line = a_line("S5170", 1, "calendar_day", start=str(start), end=str(start + timedelta(days=364)))
    answer = await office.post(plan["id"], "/lines", line)
    assert answer.status_code == 409
    assert "RA-01" in rule_ids(answer)


async def test_an_addendum_does_not_get_a_plan_of_its_own(office: Office) -> None:
    plan = await office.conversion_plan()
    answer = await office.plans.post("/plans/v1/service-plans", json=a_plan(plan["member_id"]), headers=case_manager())
    assert answer.status_code == 409
    assert rule_ids(answer) == ["CS-02", "DT-04"]


async def test_ub120_is_one_unit_per_calendar_day(office: Office) -> None:
    plan = await office.conversion_plan()
    start = plan_year().change
    line = a_line("UB120", 2, "week", start=str(start), end=str(start + timedelta(days=9)))
    answer = await office.post(plan["id"], "/lines", line)
    assert answer.status_code == 409
    assert {"UB-01", "UB-02"} <= set(rule_ids(answer))
    corrected = await created(
        await office.post(plan["id"], "/lines", {**line, "units": 1, "frequency": "calendar_day"})
    )
    assert corrected["lines"][-1]["total"] == 10


async def test_a_line_that_cannot_be_is_refused_by_finding(office: Office) -> None:
    plan = await office.conversion_plan()
    year = plan_year()
    reversed_dates = a_line("S5170", 1, "calendar_day", start=str(year.end), end=str(year.change))
    for line, rule in (
        (reversed_dates, "DT-01"),
        (a_line("S5170", 0, "calendar_day"), "UN-01"),
        (a_line("S5170", -1, "calendar_day"), "UN-01"),
        (a_line("X9999", 1), "UN-02"),
        (a_line("S5170", 1, "calendar_day", end=None), "DT-01"),
    ):
        answer = await office.post(plan["id"], "/lines", line)
        assert answer.status_code == 409, answer.text
        assert rule in rule_ids(answer), (rule, answer.text)
    assert len((await office.read(plan["id"])).json()["lines"]) == 1


async def test_an_authorized_line_is_not_deleted_and_a_draft_is(office: Office) -> None:
    plan = await office.conversion_plan()
    changed = await created(await office.increase(plan))
    tag = (await office.read(plan["id"])).headers["ETag"]
    headers = {**case_manager(), "If-Match": tag}
    refused = await office.plans.delete(office.address(plan["id"], f"/lines/{changed['ended']['id']}"), headers=headers)
    assert refused.status_code == 409
    assert "CS-03" in rule_ids(refused)
    assert refused.json()["findings"][0]["pointer"] == "/lines/0"
    removed = await office.plans.delete(
        office.address(plan["id"], f"/lines/{changed['successor']['id']}"), headers=headers
    )
    assert removed.status_code == 200, removed.text
    (line,) = removed.json()["lines"]
    assert (line["end"], line["reason"]) == (str(plan_year().end), None)


async def test_a_line_has_one_live_successor(office: Office) -> None:
    plan = await office.conversion_plan()
    await created(await office.increase(plan))
    again = await office.increase(plan, units=64)
    assert again.status_code == 409
    assert again.json()["type"] == "urn:harmony:problem:already-succeeded"


async def test_a_change_outside_the_line_names_the_days_that_are_possible(office: Office) -> None:
    plan = await office.conversion_plan()
    answer = await office.post(
        plan["id"],
        "/changes",
        {"type": "increase", "line_id": plan["lines"][0]["id"], "effective": "2001-01-01", "units": 60},
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/effective"


async def test_only_the_programme_office_loads_authorized_lines(office: Office) -> None:
    member = await office.member()
    body = a_plan(member["id"], origin="conversion")
    assert (await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager())).status_code == 403
    body = a_plan(member["id"], lines=[{**a_line(), "status": "authorized"}])
    assert (await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager())).status_code == 403
    assert (await office.plans.post("/plans/v1/service-plans", json=body, headers=ops())).status_code == 201


async def test_a_stale_edit_is_told_what_happened_since(office: Office) -> None:
    plan = await office.conversion_plan()
    stale = (await office.read(plan["id"])).headers["ETag"]
    await created(await office.increase(plan))
    answer = await office.plans.patch(
        office.address(plan["id"], f"/lines/{plan['lines'][0]['id']}"),
        json={"end": str(plan_year().change)},
        headers={**case_manager(), "If-Match": stale},
    )
    assert answer.status_code == 412
    assert [(change["action"], change["actor"]) for change in answer.json()["changes_since"]] == [
        ("services_changed", "cm1")
    ]


async def test_a_finding_points_at_members_that_the_stored_plan_has(office: Office) -> None:
    plan = await office.conversion_plan(a_line(provider_id=(await office.provider())["id"]))
    change = {"type": "transfer", "line_id": plan["lines"][0]["id"], "effective": str(plan_year().change)}
    await created(await office.post(plan["id"], "/changes", change))

    answer = await office.post(plan["id"], "/submission", {"priority": False})

    (found,) = (entry for entry in answer.json()["findings"] if entry["rule_id"] == "CS-07")
    assert found["pointer"] == "/lines/1/provider_id"
