"""Submission, supervisor review, decision, reassessment, history."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.support.identities import bearer, case_manager, ops, service, supervisor
from tests.support.office import TODAY, Office, created, plan_year, rule_ids


async def test_submission_lists_what_would_stop_the_next_step(office: Office) -> None:
    plan = await office.conversion_plan()
    await office.increase(plan)
    await office.post(plan["id"], "/documents", {"type": "ucat", "status": "draft"})

    submitted = await office.post(plan["id"], "/submission", {"priority": False})

    assert submitted.status_code == 200, submitted.text
    assert submitted.json()["status"] == "supervisor_review"
    assert {"SR-01", "DC-01", "DC-02"} <= set(rule_ids(submitted))
    refused = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    assert refused.status_code == 409
    assert {"SR-01", "DC-02"} <= set(rule_ids(refused))
    assert (await office.read(plan["id"])).json()["status"] == "supervisor_review"


async def test_nobody_reviews_a_plan_of_their_own(office: Office) -> None:
    plan = await office.conversion_plan()
    await office.increase(plan)
    note = await created(await office.post(plan["id"], "/notes", {"type": "supervisor_review", "text": "Review"}))
    address = f"/notes/{note['id']}/acknowledgement"
    herself = await office.post(plan["id"], address)
    assert (herself.status_code, rule_ids(herself)) == (403, ["SR-03"])
    as_supervisor = await office.post(
        plan["id"], address, headers=bearer("case_manager", "cm_supervisor", subject="cm1", agency="agency-a")
    )
    assert (as_supervisor.status_code, rule_ids(as_supervisor)) == (409, ["SR-03"])
    other_case_manager = await office.post(plan["id"], address, headers=case_manager("cm2"))
    assert other_case_manager.status_code == 403
    assert (await office.post(plan["id"], address, headers=supervisor())).status_code == 200


async def test_an_approved_plan_is_locked_and_announced_once(office: Office, plans_database: Any) -> None:
    plan = await office.forwarded_plan(priority=True)
    assert plan["status"] == "spa_review"
    refused = await office.post(
        plan["id"],
        "/lines",
        {"service_code": "S5170", "units": 1, "frequency": "calendar_day", "start": str(TODAY), "end": str(TODAY)},
    )
    assert (refused.status_code, rule_ids(refused)) == (409, ["WF-02"])
    again = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    assert again.status_code == 409
    messages = await plans_database.raw.fetch("select topic, url, payload from outbox where topic <> 'member_changed'")
    assert [message["topic"] for message in messages] == ["plan_submitted"]
    assert messages[0]["url"] == "http://authorization.invalid/authorization/v1/requests"
    payload = messages[0]["payload"]
    assert payload["priority"] is True
    assert [line["action"] for line in payload["lines"]] == ["none", "new"]


async def test_a_returned_plan_comes_back_with_what_to_do(office: Office) -> None:
    plan = await office.conversion_plan()
    await office.increase(plan)
    await office.post(plan["id"], "/submission")
    without_words = await office.post(plan["id"], "/supervisor-review", {"outcome": "returned"}, headers=supervisor())
    assert without_words.status_code == 422
    returned = await office.post(
        plan["id"], "/supervisor-review", {"outcome": "returned", "text": "Add the evaluation."}, headers=supervisor()
    )
    assert returned.json()["status"] == "cm_action_required"
    assert returned.json()["review"]["text"] == "Add the evaluation."
    assert returned.json()["lines"][1]["status"] == "draft"


def a_decision(plan: dict[str, Any], outcome: str, **line: Any) -> dict[str, Any]:
    return {
        "decision_id": str(uuid4()),
        "request_id": str(uuid4()),
        "plan_version": plan["version"],
        "kind": "lines_decided",
        "decided_at": "2026-03-01T10:00:00Z",
        "decided_by": "spa1",
        "lines": [{"line_id": plan["lines"][1]["id"], "outcome": outcome, **line}],
    }


async def test_a_decision_is_taken_over_once(office: Office) -> None:
    plan = await office.forwarded_plan()
    decision = a_decision(
        plan,
        "modified",
        units=56,
        authorization_number="25000000018",
        reasons=[{"code": "UNITS_NOT_SUPPORTED", "text": "56 units meet the need."}],
    )
    address = office.address(plan["id"], "/decision")
    assert (await office.plans.put(address, json=decision, headers=case_manager())).status_code == 403
    first = await office.plans.put(address, json=decision, headers=service())
    assert first.status_code == 200, first.text
    assert first.json()["status"] == "authorized"
    old, new = first.json()["lines"]
    assert (old["status"], new["status"], new["units"], new["total"]) == ("superseded", "authorized", 56, 2016)
    again = await office.plans.put(address, json=decision, headers=service())
    assert (again.status_code, again.json()["version"]) == (200, first.json()["version"])
    other = await office.plans.put(address, json={**decision, "decided_by": "spa2"}, headers=service())
    assert other.status_code == 409


async def test_a_refused_successor_leaves_the_old_line_running(office: Office) -> None:
    plan = await office.forwarded_plan()
    decision = a_decision(
        plan, "not_authorized", reasons=[{"code": "NOT_NEEDED_CLINICAL", "text": "No change of need."}]
    )
    answer = await office.plans.put(office.address(plan["id"], "/decision"), json=decision, headers=service())
    assert answer.json()["status"] == "cm_action_required"
    old, new = answer.json()["lines"]
    assert (old["status"], old["end"], old["reason"]) == ("authorized", str(plan_year().end), None)
    assert new["status"] == "not_authorized"
    assert new["decision"]["reasons"][0]["text"] == "No change of need."


async def test_a_reassessment_opens_the_next_year_with_the_continuing_lines(office: Office) -> None:
    plan = await office.conversion_plan()
    opened = await created(await office.post(plan["id"], "/reassessment"))
    start = plan_year().end + timedelta(days=1)
    assert (opened["type"], opened["start"], opened["end"]) == (
        "reassessment",
        str(start),
        str(start + timedelta(days=364)),
    )
    assert [(line["service_code"], line["status"], line["start"]) for line in opened["lines"]] == [
        ("T1019", "draft", str(start))
    ]
    again = await office.post(plan["id"], "/reassessment")
    assert again.status_code == 409
    assert again.json()["detail"].endswith("already. Open that plan and go on in it.")


async def test_every_version_stands_in_the_history(office: Office) -> None:
    plan = await office.forwarded_plan()
    history = (await office.plans.get(office.address(plan["id"], "/history"), headers=case_manager())).json()
    assert [version["action"] for version in history["items"]] == [
        "approved",
        "submitted",
        "note_acknowledged",
        "note_added",
        "document_attached",
        "services_changed",
        "drafted",
    ]
    then = await office.plans.get(
        office.address(plan["id"], "/history"), params={"as_of": str(TODAY)}, headers=case_manager()
    )
    assert then.json()["plan"]["version"] == plan["version"]
    before = await office.plans.get(
        office.address(plan["id"], "/history"), params={"as_of": "2001-01-01"}, headers=case_manager()
    )
    assert before.status_code == 404
    log = await office.plans.get("/plans/v1/audit", params={"subject": plan["id"]}, headers=ops())
    assert {"drafted", "services_changed", "approved"} <= {entry["action"] for entry in log.json()["items"]}


async def test_findings_say_what_would_stop_now(office: Office) -> None:
    plan = await office.conversion_plan()
    await office.increase(plan)
    answer = await office.plans.get(
        office.address(plan["id"], "/findings"), params={"stage": "forward"}, headers=case_manager()
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"] == "blocked"
    assert {"SR-01", "DC-01"} <= set(rule_ids(answer))
    assert [total["units"] for total in answer.json()["totals"]] == [775, 2160]


async def test_another_agency_sees_and_does_nothing(office: Office) -> None:
    plan = await office.conversion_plan()
    member = await office.plans.get(f"/plans/v1/members/{plan['member_id']}", headers=case_manager(agency="agency-b"))
    assert member.status_code == 404
    stranger = case_manager("cm9", "agency-b")
    for part in ("", "/history", "/findings"):
        assert (await office.plans.get(office.address(plan["id"], part), headers=stranger)).status_code == 404
    listed = await office.plans.get("/plans/v1/service-plans", headers=stranger)
    assert listed.json()["items"] == []
    assert (await office.post(plan["id"], "/submission", headers=stranger)).status_code == 404
