"""One case through the public API alone: from the referral of a physician to the discharge at 80 percent."""

from typing import Any

from tests.api.casemanagement.care.nurses import a_goal, every_factor
from tests.api.casemanagement.office import (
    BASE,
    CHIEF,
    NURSE,
    OPERATIONS,
    Office,
    body_of,
    days_ago,
    rule_ids,
)

ADDRESS = {"lines": ["1 Main St"], "city": "Rolla", "state": "MO", "postal_code": "65401"}
MEMBER = {"address": ADDRESS, "primary_care_npi": "1234567893", "language": "es"}


async def patch(office: Office, path: str, json: dict[str, Any], version: int, status: int = 200) -> dict[str, Any]:
    answer = await office.client.patch(f"{BASE}{path}", json=json, headers={**NURSE, "If-Match": f'"{version}"'})
    return body_of(answer, status)


async def letters(office: Office, case_id: str) -> list[tuple[str, str, str, str]]:
    found = (await office.get("/letters", CHIEF, case_id=case_id))["items"]
    return [(one["kind"], one["recipient"], one["language"], one["status"]) for one in reversed(found)]


async def active_case(office: Office, goals: int = 5, **member: Any) -> tuple[str, list[dict[str, Any]]]:
    """A case whose plan is active, made step by step."""
    case_id = await office.a_case("evaluation", {**MEMBER, **member})
    assessment = {"factors": every_factor(), "outcome": "completed"}
    await office.post(f"/cases/{case_id}/assessments", assessment, status=201)
    await office.act(case_id, "plan")
    await office.post(f"/cases/{case_id}/care-plan", status=201)
    made = [
        await office.post(f"/cases/{case_id}/goals", a_goal(text=f"Goal {number}"), status=201)
        for number in range(goals)
    ]
    agreed = {"agreed_on": days_ago(0), "agreed_by": "member", "pcp_notified_on": days_ago(0), "pcp_npi": "1234567893"}
    await patch(office, f"/cases/{case_id}/care-plan", agreed, 1)
    await office.act(case_id, "activate")
    return case_id, made


async def meet(office: Office, case_id: str, goals: list[dict[str, Any]]) -> None:
    for goal in goals:
        await patch(office, f"/cases/{case_id}/goals/{goal['id']}", {"achievement": "achieved"}, 2)


async def test_from_a_referral_to_the_discharge_at_eighty_percent(office: Office) -> None:
    case_id, goals = await active_case(office)
    plan = await office.get(f"/cases/{case_id}/care-plan", NURSE)
    assert (plan["status"], {goal["lifecycle"] for goal in plan["goals"]}) == ("active", {"active"})
    tasks = (await office.get("/tasks", NURSE, assignee="nurse1"))["items"]
    assert sorted(task["title"] for task in tasks) == [f"Look at the goal: Goal {number}" for number in range(5)]
    assert await letters(office, case_id) == [("welcome", "member", "es", "queued")]

    await meet(office, case_id, goals[:4])
    proposal = (await office.get(f"/cases/{case_id}/care-plan", NURSE))["proposal"]
    discharge = {"reasons": ["goals_met_80"], "summary": "Four of five goals are met.", "cancel_open_tasks": "Done."}
    await office.post(f"/cases/{case_id}/discharge", discharge)

    assert (proposal["met"], proposal["eligible"]) == (4, 5)
    assert (await office.get(f"/cases/{case_id}"))["state"] == "discharged"
    assert await letters(office, case_id) == [
        ("welcome", "member", "es", "queued"),
        ("discharge", "primary_care", "en", "queued"),
        ("discharge", "member", "es", "queued"),
    ]
    assert (await office.get("/tasks", NURSE, assignee="nurse1"))["items"] == []
    copy = (await office.get("/letters", CHIEF, case_id=case_id))["items"][1]
    words = (await office.get(f"/letters/{copy['id']}", CHIEF))["letter"]
    assert "Goals met: 4 of 5." in words["opening"]


async def test_t11_and_t12_refuse_what_is_not_complete_and_say_what_is_missing(office: Office) -> None:
    case_id = await office.a_case("evaluation", MEMBER)

    early = await office.act(case_id, "plan", status=409)
    await office.post(f"/cases/{case_id}/assessments", {"factors": every_factor(), "outcome": "completed"}, status=201)
    await office.act(case_id, "plan")
    empty = await office.act(case_id, "activate", status=409)

    assert len(early["findings"]) == 12
    assert set(rule_ids(early)) == {"T11"}
    assert set(rule_ids(empty)) == {"T12"}


async def test_t14_a_revised_plan_is_a_new_version_and_the_old_one_is_superseded(office: Office) -> None:
    case_id, goals = await active_case(office, 2)

    await office.act(case_id, "revise_plan", reason="She moved house.")
    draft = await office.post(f"/cases/{case_id}/care-plan", {"reason": "She moved house."}, status=201)
    agreed = {"agreed_on": days_ago(0), "agreed_by": "member", "pcp_notified_on": days_ago(0)}
    await patch(office, f"/cases/{case_id}/care-plan", agreed, draft["version"])
    await office.act(case_id, "activate")

    second = await office.get(f"/cases/{case_id}/care-plan", NURSE)
    first = await office.get(f"/cases/{case_id}/care-plan", NURSE, plan_no=1)
    assert [(plan["plan_no"], plan["status"]) for plan in (first, second)] == [(1, "superseded"), (2, "active")]
    assert {goal["carried_from"] for goal in second["goals"]} == {goal["id"] for goal in goals}


async def test_r10_no_letter_goes_to_a_member_who_died(office: Office) -> None:
    case_id, _ = await active_case(office)
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]

    await office.change(member_id, deceased_on=days_ago(1))

    assert await letters(office, case_id) == [
        ("welcome", "member", "es", "cancelled"),
        ("discharge", "primary_care", "en", "queued"),
    ]


async def test_an_ended_cover_is_not_called_unchanged(office: Office) -> None:
    case_id, _ = await active_case(office, language="en")
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]

    await office.change(member_id, coverage=[{"program": "medicaid", "start": "2020-01-01", "end": days_ago(1)}])

    (mine,) = [
        one
        for one in (await office.get("/letters", CHIEF, case_id=case_id))["items"]
        if (one["kind"], one["recipient"]) == ("discharge", "member")
    ]
    words = (await office.get(f"/letters/{mine['id']}", CHIEF))["letter"]
    assert "Why: Your coverage by this plan ended." in words["opening"]
    assert "do not change" not in str(words)


async def test_r11_an_opt_out_is_confirmed_by_letter_within_its_days(office: Office) -> None:
    case_id = await office.a_case("outreach", {**MEMBER, "language": "en"})
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]

    await office.act(case_id, "close", outcome="opted_out", reason="No more, please.", scope="all_cm")

    (letter,) = (await office.get("/letters", CHIEF, member_id=member_id, kind="opt_out_confirmation"))["items"]
    assert (letter["status"], letter["send_by"] is not None) == ("queued", True)
    words = (await office.get(f"/letters/{letter['id']}", OPERATIONS))["letter"]
    assert "You told us that you do not want all case management programs." in words["opening"][0]
