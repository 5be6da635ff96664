"""What stored plans are judged by: the pack of their first day, and what this service knows of member and provider."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import httpx

from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, ops, supervisor
from tests.support.office import TODAY, Office, a_line, a_plan, created, plan_year, rule_ids

NEXT_SUNDAY = TODAY + timedelta(days=6 - TODAY.weekday())
NEXT_MONDAY = NEXT_SUNDAY + timedelta(days=1)
_numbers = count(1)
YEAR_2018: dict[str, Any] = {"start": "2018-07-15", "end": "2019-07-14"}
LAPSED = [{"program": "advantage", "start": "2018-01-01", "end": str(TODAY - timedelta(days=1))}]


async def submitted(office: Office, plan: dict[str, Any]) -> httpx.Response:
    return await office.post(plan["id"], "/submission", {"priority": False})


async def change(office: Office, plan: dict[str, Any], effective: date, kind: str = "increase", **more: Any) -> Any:
    body = {"type": kind, "line_id": plan["lines"][0]["id"], "effective": str(effective), "reason": "Fell", **more}
    return await created(await office.post(plan["id"], "/changes", body))


async def certified(office: Office, *certifications: dict[str, Any]) -> dict[str, Any]:
    held = [{"start": "2018-01-01", **one} for one in certifications]
    body = {"npi": f"9{next(_numbers):09}", "name": "Red River", "kind": "home_care_agency", "certifications": held}
    return await created(await office.plans.post("/plans/v1/providers", json=body, headers=ops()))


async def drafted(office: Office, member: dict[str, Any], *lines: dict[str, Any]) -> dict[str, Any]:
    year = plan_year()
    body = a_plan(member["id"], lines=list(lines), start=str(year.start), end=str(year.end))
    return await created(await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager()))


async def test_a_backdated_increase_begins_on_the_monday_from_its_submission_on(office: Office) -> None:
    asked = TODAY - timedelta(days=20)
    plan = await office.conversion_plan()
    changed = await change(office, plan, asked, units=60)
    assert changed["lines"][1]["start"] == str(asked)
    await office.complete_papers(plan["id"], "nurse_evaluation")

    answer = await submitted(office, plan)

    assert answer.status_code == 200, answer.text
    old, new = answer.json()["lines"]
    assert (old["end"], new["start"]) == (str(NEXT_SUNDAY), str(NEXT_MONDAY))
    [told] = [found for found in answer.json()["findings"] if found["rule_id"] == "DT-07" and "/1/" in found["pointer"]]
    assert (told["severity"], told["pointer"], told["actual"], told["policy"]) == (
        "info",
        "/lines/1/start",
        str(asked),
        "2019-04",
    )
    whole = (date.fromisoformat(old["end"]) - date.fromisoformat(old["start"])).days + 1
    assert old["total"] == -(-48 * whole // 7)
    approved = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    assert [line["start"] for line in (await created(approved, 200))["lines"]] == [old["start"], str(NEXT_MONDAY)]


async def test_the_same_change_of_a_plan_of_2018_keeps_its_day(office: Office) -> None:
    plan = await office.conversion_plan(a_line(**YEAR_2018), **YEAR_2018)
    changed = await change(office, plan, date(2018, 11, 5), units=60)
    assert [(line["start"], line["end"], line["total"]) for line in changed["lines"]] == [
        ("2018-07-15", "2018-11-04", 775),
        ("2018-11-05", "2019-07-14", 2160),
    ]
    found = await office.plans.get(office.address(plan["id"], "/findings"), headers=case_manager())
    assert "DT-07" not in rule_ids(found)
    assert found.json()["policy"] == "2018-10"


async def test_the_end_of_an_authorized_line_is_a_request_that_the_unit_applies(office: Office) -> None:
    plan = await office.conversion_plan()
    year = plan_year()
    changed = await change(office, plan, year.change, units=60)
    line = changed["lines"][0]
    assert (line["end"], line["authorized"]["end"]) == (str(year.change - timedelta(days=1)), str(year.end))
    found = await office.plans.get(office.address(plan["id"], "/findings?stage=edit"), headers=case_manager())
    assert "CS-11" not in rule_ids(found)


async def test_a_member_without_eligibility_today_gets_no_new_service(office: Office) -> None:
    member = await office.member(coverage=LAPSED)
    plan = await drafted(office, member, a_line())
    refused = await submitted(office, plan)
    assert refused.status_code == 409
    [finding] = [found for found in refused.json()["findings"] if found["rule_id"] == "EL-01"]
    assert finding["pointer"] == "/member/coverage"


async def test_coverage_that_nobody_filled_in_is_not_judged(office: Office) -> None:
    member = await office.member(coverage=[])
    plan = await drafted(office, member, a_line())
    answer = await submitted(office, plan)
    assert answer.status_code == 200, answer.text
    found = await office.plans.get(office.address(plan["id"], "/findings"), headers=case_manager())
    [gap] = [gap for gap in found.json()["not_evaluated"] if gap["rule_id"] == "EL-01"]
    assert gap["needs"] == ["member/coverage", "member/level_of_care"]


async def test_a_line_beyond_the_level_of_care_is_refused(office: Office) -> None:
    year = plan_year()
    ends = year.end - timedelta(days=30)
    member = await office.member(level_of_care={"start": "2018-01-01", "end": str(ends)})
    plan = await drafted(office, member, a_line())
    refused = await submitted(office, plan)
    [finding] = [found for found in refused.json()["findings"] if found["rule_id"] == "DT-08"]
    assert (finding["pointer"], finding["expected"]) == ("/lines/0/end", str(ends))


async def test_a_provider_serves_the_county_that_it_is_certified_for(office: Office) -> None:
    provider = await certified(office, {"service_code": "T1019", "counties": ["Osage"]})
    other = await certified(office, {"service_code": "T1019", "counties": ["Tulsa"]})
    member = await office.member(county="Tulsa")
    plan = await drafted(office, member, a_line(provider_id=provider["id"]))

    refused = await submitted(office, plan)

    assert refused.status_code == 409
    assert "PV-01" in rule_ids(refused)
    await created(await office.patch(plan["id"], f"/lines/{plan['lines'][0]['id']}", {"provider_id": other["id"]}), 200)
    assert (await submitted(office, plan)).status_code == 200


async def test_a_plan_that_is_drafted_and_submitted_at_once_is_judged_by_the_same_facts(office: Office) -> None:
    provider = await certified(office, {"service_code": "S5170"})
    member = await office.member(coverage=LAPSED)
    body = a_plan(member["id"], lines=[a_line(provider_id=provider["id"])], submission={"priority": False})
    refused = await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager())
    assert refused.status_code == 409
    assert {"EL-01", "PV-01"} <= set(rule_ids(refused))


async def test_a_plan_that_is_over_asks_for_eligibility_on_its_own_days(office: Office) -> None:
    member = await office.member(level_of_care=YEAR_2018, coverage=[{"program": "advantage", **YEAR_2018}])
    body = a_plan(member["id"], lines=[a_line(**YEAR_2018)], **YEAR_2018)
    plan = await created(await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager()))
    found = await office.plans.get(office.address(plan["id"], "/findings?stage=submit"), headers=case_manager())
    assert not {"EL-01", "DT-08"} & set(rule_ids(found))


async def test_what_a_change_leaves_out_of_a_span_is_its_default(office: Office) -> None:
    member = await office.member()
    headers = {**case_manager(), "If-Match": '"1"'}
    spans = {"coverage": [{"program": "advantage", "start": "2018-01-01"}], "level_of_care": {"start": "2018-01-01"}}
    changed = await office.plans.patch(f"/plans/v1/members/{member['id']}", json=spans, headers=headers)
    assert changed.json()["coverage"] == [
        {"program": "advantage", "start": "2018-01-01", "end": None, "pharmacy": True}
    ]
    provider = await certified(office, {"service_code": "S5170"})
    held = {"certifications": [{"service_code": "T1019", "start": "2018-01-01"}]}
    address, tag = f"/plans/v1/providers/{provider['id']}", {**ops(), "If-Match": '"1"'}
    answer = await office.plans.patch(address, json=held, headers=tag)
    assert answer.json()["certifications"] == [
        {"service_code": "T1019", "counties": [], "start": "2018-01-01", "end": None}
    ]
    plan = await drafted(office, member, a_line(provider_id=provider["id"]))
    assert (await submitted(office, plan)).status_code == 200


async def test_spans_that_were_stored_without_their_defaults_are_read(
    office: Office, plans_database: PinnedDatabase
) -> None:
    provider = await certified(office, {"service_code": "T1019"})
    member = await office.member(level_of_care={"start": "2018-01-01"})
    await plans_database.raw.execute(
        """update members set coverage = '[{"program": "a", "start": "2018-01-01"}]',
            level_of_care = '{"start": "2018-01-01"}'"""
    )
    await plans_database.raw.execute(
        """update providers set certifications = '[{"service_code": "T1019", "start": "2018-01-01"}]'"""
    )
    plan = await drafted(office, member, a_line(provider_id=provider["id"]))
    assert (await submitted(office, plan)).status_code == 200
