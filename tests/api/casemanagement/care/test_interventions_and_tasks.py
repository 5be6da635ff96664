"""Facilitation with its follow-up (R7), and the work list of a nurse."""

from datetime import timedelta
from uuid import UUID

import pytest

from casemanagement.api.care_part_schema import InterventionRead
from casemanagement.api.task_schema import TaskRead
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import BASE, DISEASE_NURSE, NURSE, SECOND_NURSE, days_ago, rule_ids, today

REFERRAL = {"kind": "facilitation", "text": "Rides to the clinic", "referred_to": "Ride service", "service": "rides"}


def in_days(count: int) -> str:
    return str(today() + timedelta(days=count))


async def change(nurses: Nurses, case_id: str, intervention: dict[str, object], **changes: object) -> dict[str, object]:
    answer = await nurses.client.patch(
        f"{BASE}/cases/{case_id}/interventions/{intervention['id']}",
        json=changes,
        headers={**NURSE, "If-Match": f'"{intervention["version"]}"'},
    )
    body: dict[str, object] = answer.json()
    return {**body, "status_code": answer.status_code}


async def test_r7_a_referral_gets_a_task_that_asks_whether_the_member_acted(nurses: Nurses) -> None:
    case_id = await nurses.put("active")

    made = await nurses.post(f"/cases/{case_id}/interventions", REFERRAL, status=201)
    (task,) = (await nurses.get(f"/cases/{case_id}/tasks"))["items"]

    InterventionRead.model_validate(made)
    TaskRead.model_validate(task)
    assert (made["follow_up_on"], made["status"]) == (in_days(14), "in_progress")
    assert (task["kind"], task["due_on"], task["assignee"]) == ("follow_up", in_days(14), "nurse1")
    assert task["title"] == "Did the member act? Referred to Ride service."


@pytest.mark.parametrize(("days", "status"), [(-1, 409), (0, 201), (14, 201), (15, 409)])
async def test_r7_a_follow_up_is_within_fourteen_days(nurses: Nurses, days: int, status: int) -> None:
    case_id = await nurses.put("active")

    answer = await nurses.post(
        f"/cases/{case_id}/interventions", {**REFERRAL, "follow_up_on": in_days(days)}, status=status
    )

    assert status == 201 or rule_ids(answer) == ["R7"]


async def test_r7_the_task_is_done_when_it_is_known_whether_the_member_acted(nurses: Nurses) -> None:
    case_id = await nurses.put("active")
    made = await nurses.post(f"/cases/{case_id}/interventions", REFERRAL, status=201)

    waiting = await change(nurses, case_id, made, member_acted="not_yet")
    still = (await nurses.get(f"/cases/{case_id}/tasks"))["items"][0]
    acted = await change(nurses, case_id, {**made, "version": 2}, member_acted="yes", acted_note="Rides are booked")
    done = (await nurses.get(f"/cases/{case_id}/tasks"))["items"][0]

    assert (waiting["member_acted"], still["status"]) == ("not_yet", "open")
    assert (acted["member_acted"], done["status"], done["outcome"]) == ("yes", "done", "Rides are booked")


async def test_advocacy_and_education_need_no_follow_up(nurses: Nurses) -> None:
    case_id = await nurses.put("active")

    for kind in ("advocacy", "education"):
        made = await nurses.post(f"/cases/{case_id}/interventions", {"kind": kind, "text": "Explains"}, status=201)
        assert (made["follow_up_on"], made["status"]) == (None, "planned")
        refused = await change(nurses, case_id, made, member_acted="yes")
        assert refused["status_code"] == 422

    assert (await nurses.get(f"/cases/{case_id}/tasks"))["items"] == []


async def test_an_intervention_for_a_goal_of_another_case_is_refused(nurses: Nurses) -> None:
    _, (goal,) = await nurses.active_plan(1)
    case_id = await nurses.put("active", program="complex")

    await nurses.post(f"/cases/{case_id}/interventions", {**REFERRAL, "goal_id": goal["id"]}, status=404)


async def a_task(nurses: Nurses, case_id: str, due_in: int = 3, **more: object) -> dict[str, object]:
    body = {"kind": "call", "title": "Call about the retest", "due_on": in_days(due_in), **more}
    return await nurses.post(f"/cases/{case_id}/tasks", body, status=201)


async def test_the_work_list_shows_soonest_due_first_and_what_is_overdue(nurses: Nurses) -> None:
    case_id = await nurses.put("active")
    for days in (5, -2, 0, -9):
        await a_task(nurses, case_id, days)
    await a_task(nurses, case_id, 1, assignee="nurse2")

    mine = await nurses.get("/tasks", NURSE, assignee="nurse1")
    late = await nurses.get("/tasks", NURSE, assignee="nurse1", overdue=True)
    soon = await nurses.get("/tasks", NURSE, due_before=in_days(1))
    first = await nurses.get("/tasks", NURSE, limit=2)
    second = await nurses.get("/tasks", NURSE, limit=2, cursor=first["next"])

    assert [task["due_on"] for task in mine["items"]] == [in_days(days) for days in (-9, -2, 0, 5)]
    assert [(task["due_on"], task["overdue"]) for task in late["items"]] == [(days_ago(9), True), (days_ago(2), True)]
    assert len(soon["items"]) == 3
    assert [task["due_on"] for task in (*first["items"], *second["items"])] == [
        in_days(days) for days in (-9, -2, 0, 1)
    ]


async def test_a_task_is_completed_cancelled_with_a_reason_and_reopened(nurses: Nurses) -> None:
    case_id = await nurses.put("active")
    task, other = await a_task(nurses, case_id), await a_task(nurses, case_id)

    done = await nurses.patch(f"/tasks/{task['id']}", {"action": "complete", "outcome": "Booked"})
    twice = await nurses.patch(f"/tasks/{task['id']}", {"action": "complete"}, status=409)
    reopened = await nurses.patch(f"/tasks/{task['id']}", {"action": "reopen"})
    silent = await nurses.patch(f"/tasks/{other['id']}", {"action": "cancel"}, status=422)
    cancelled = await nurses.patch(
        f"/cases/{case_id}/tasks/{other['id']}",
        {"action": "cancel", "reason": "Moved away"},
        read=f"/tasks/{other['id']}",
    )

    assert (done["status"], done["ended_by"]) == ("done", "nurse1")
    assert twice["allowed_actions"] == ["reopen"]
    assert (reopened["status"], reopened["ended_at"]) == ("open", None)
    assert silent["errors"][0]["pointer"] == "/reason"
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", "Moved away")


async def test_a_task_is_handed_on_and_moved_while_it_is_open(nurses: Nurses) -> None:
    case_id = await nurses.put("active")
    task = await a_task(nurses, case_id)

    moved = await nurses.patch(f"/tasks/{task['id']}", {"assignee": "nurse2", "due_on": in_days(8)})
    await nurses.patch(f"/tasks/{task['id']}", {"action": "complete"})
    late = await nurses.patch(f"/tasks/{task['id']}", {"due_on": in_days(9)}, status=409)

    assert (moved["assignee"], moved["due_on"]) == ("nurse2", in_days(8))
    assert late["allowed_actions"] == ["reopen"]


async def test_r20_the_task_of_a_confidential_case_is_on_no_other_list(nurses: Nurses) -> None:
    case_id = await nurses.put("active", program="complex_hiv", confidential=True)
    await nurses.raw.execute(
        """
        insert into tasks (id, member_id, episode_id, kind, title, due_on, status, confidential, created_at, created_by)
        select gen_random_uuid(), member_id, id, 'call', 'Call', current_date, 'open', true, now(), 'nurse1'
        from episodes where id = $1
        """,
        UUID(case_id),
    )

    assert (await nurses.get("/tasks", NURSE))["items"] == []
    assert (await nurses.get("/tasks", DISEASE_NURSE))["items"] == []


async def test_tasks_of_another_team_are_not_there(nurses: Nurses) -> None:
    case_id = await nurses.put("active")
    task = await a_task(nurses, case_id)
    await nurses.raw.execute("insert into nurses (subject, team, updated_at) values ('nurse1', 'north', now())")

    await nurses.get(f"/tasks/{task['id']}", SECOND_NURSE, 404)
    assert (await nurses.get("/tasks", SECOND_NURSE))["items"] == []
    await nurses.post(
        f"/cases/{case_id}/tasks", {"kind": "call", "title": "x", "due_on": in_days(1)}, SECOND_NURSE, 404
    )
