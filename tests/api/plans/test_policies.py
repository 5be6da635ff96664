"""The policy packs, and what stored plans are judged by."""

from datetime import timedelta
from typing import Any

from plans.api.catalogue_schema import PolicyRead
from plans.domain.policies import POLICIES
from tests.support.identities import case_manager, ops, supervisor
from tests.support.office import TODAY, Office, a_line, a_plan, created, plan_year, rule_ids

DAY = timedelta(days=1)


async def policies(office: Office) -> list[dict[str, Any]]:
    answer = await office.plans.get("/plans/v1/policies", headers=case_manager())
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_the_packs_say_what_they_change(office: Office) -> None:
    first, second = await policies(office)
    for item in (first, second):
        PolicyRead.model_validate(item)

    assert [(item["id"], item["start"], item["end"]) for item in (first, second)] == [
        ("2018-10", "2018-10-01", "2019-03-31"),
        ("2019-04", "2019-04-01", None),
    ]
    assert first["changes"] is None
    assert second["changes"] == {
        "since": "2018-10",
        "rules_added": ["CS-11", "BD-03"],
        "rules_removed": [],
        "values": [
            {"name": "backdating_is_banned", "before": False, "after": True},
            {"name": "clinical_review", "before": None, "after": {"percent": 25, "units_a_week": 20}},
        ],
    }
    assert {len(item["rules"]) for item in (first, second)} == {len(policy.rule_ids) for policy in POLICIES}


async def a_certified_provider(office: Office, code: str, *counties: str) -> str:
    provider = await office.provider()
    held = [{"service_code": code, "counties": list(counties), "start": "2018-01-01"}]
    changed = await office.plans.patch(
        f"/plans/v1/providers/{provider['id']}",
        json={"certifications": held},
        headers={**ops(), "If-Match": f'"{provider["version"]}"'},
    )
    await created(changed, 200)
    found: str = provider["id"]
    return found


async def test_a_provider_that_is_not_certified_in_the_county_is_refused_at_submission(office: Office) -> None:
    plan = await office.conversion_plan()
    provider = await a_certified_provider(office, "S5170", "Osage")
    start = str(plan_year().change)
    await created(
        await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day", start=start, provider_id=provider))
    )

    refused = await office.post(plan["id"], "/submission", {"priority": False})

    assert (refused.status_code, rule_ids(refused)[:1]) == (409, ["PV-01"]), refused.text
    assert "not certified for it in Tulsa" in refused.json()["findings"][0]["message"]
    assert refused.json()["findings"][0]["policy"] == "2019-04"


async def test_a_certified_provider_is_accepted(office: Office) -> None:
    plan = await office.conversion_plan()
    provider = await a_certified_provider(office, "S5170", "Osage", "Tulsa")
    start = str(plan_year().change)
    await created(
        await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day", start=start, provider_id=provider))
    )

    submitted = await office.post(plan["id"], "/submission", {"priority": False})

    assert submitted.status_code == 200, submitted.text


async def a_plan_of(office: Office, **member: Any) -> dict[str, Any]:
    known = await office.member(**member)
    loaded = [{**a_line(), "status": "authorized"}]
    body = a_plan(known["id"], origin="conversion", case_manager="cm1", lines=loaded)
    return await created(await office.plans.post("/plans/v1/service-plans", json=body, headers=ops()))


async def test_coverage_that_has_ended_stops_a_submission(office: Office) -> None:
    ended = [{"program": "advantage", "start": "2018-01-01", "end": str(TODAY - DAY)}]
    plan = await a_plan_of(office, coverage=ended)
    await created(await office.increase(plan))

    refused = await office.post(plan["id"], "/submission", {"priority": False})

    assert (refused.status_code, rule_ids(refused)[:1]) == (409, ["EL-01"]), refused.text


async def test_what_is_not_known_of_a_member_is_not_judged(office: Office) -> None:
    plan = await a_plan_of(office, coverage=[], county=None)
    await created(await office.increase(plan))

    submitted = await office.post(plan["id"], "/submission", {"priority": False})

    assert submitted.status_code == 200, submitted.text
    assert not {"EL-01", "DT-08", "PV-01"} & set(rule_ids(submitted))


async def test_a_backdated_increase_changes_between_two_weeks(office: Office) -> None:
    plan = await office.conversion_plan()
    body = {"type": "increase", "line_id": plan["lines"][0]["id"], "effective": str(TODAY - 3 * DAY), "units": 60}
    await created(await office.post(plan["id"], "/changes", body))
    monday = TODAY + timedelta(days=7 - TODAY.weekday())

    submitted = await office.post(plan["id"], "/submission", {"priority": False})

    assert submitted.status_code == 200, submitted.text
    found = [entry["pointer"] for entry in submitted.json()["findings"] if entry["rule_id"] == "DT-07"]
    assert found == ["/lines/0/end", "/lines/1/start"]
    old, new = submitted.json()["lines"]
    assert (old["end"], new["start"]) == (str(monday - DAY), str(monday))


async def test_what_was_backdated_is_forwarded_with_the_dates_of_the_office(office: Office) -> None:
    plan = await office.conversion_plan()
    start = str(TODAY - 3 * DAY)
    added = await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day", start=start))
    await created(added)
    monday = TODAY + timedelta(days=7 - TODAY.weekday())

    submitted = await office.post(plan["id"], "/submission", {"priority": False})

    assert submitted.status_code == 200, submitted.text
    found = next(entry for entry in submitted.json()["findings"] if entry["rule_id"] == "DT-07")
    assert (found["severity"], found["pointer"], found["expected"]) == ("info", "/lines/1/start", str(monday))
    line = submitted.json()["lines"][1]
    assert line["start"] == str(monday)
    assert line["total"] == (plan_year().end - monday).days + 1
    await office.complete_papers(plan["id"])
    approved = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    assert approved.json()["lines"][1]["start"] == str(monday)
