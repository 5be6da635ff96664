"""`…/cases/{id}/care-plan`: versions, goals with two states each, and the proposal that comes and goes with them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from casemanagement.api.care_plan_schema import CarePlanRead
from tests.api.casemanagement.care.nurses import Nurses, a_goal
from tests.api.casemanagement.office import BASE, NURSE, SECOND_NURSE, days_ago, today
from tests.support.databases import PinnedDatabase

ACHIEVED: dict[str, Any] = {"achievement": "achieved"}


async def test_a_plan_says_what_stands_between_it_and_its_activation(nurses: Nurses) -> None:
    case_id = await nurses.put("planning")

    empty = await nurses.draft(case_id)
    await nurses.goal(case_id, measure=None)
    plan = await nurses.plan(case_id)

    CarePlanRead.model_validate(plan)
    assert [lack["pointer"] for lack in empty["lacks"]] == ["/goals", "/agreement", "/pcp_notified_on"]
    assert [lack["message"] for lack in plan["lacks"]][2:] == [
        "The goal “Both retests are done on time” still needs: measure."
    ]
    assert (plan["goal_count"]["met"], plan["goal_count"]["eligible"]) == (0, 1)


async def test_agreement_and_copy_are_recorded_with_their_days(nurses: Nurses) -> None:
    case_id = await nurses.put("planning")
    await nurses.draft(case_id)
    await nurses.goal(case_id)
    address = f"/cases/{case_id}/care-plan"

    half = await nurses.patch(address, {"agreed_on": days_ago(0)}, status=422)
    later = await nurses.patch(address, {"pcp_notified_on": str(today() + timedelta(days=1))}, status=422)
    agreed = await nurses.patch(
        address, {"agreed_on": days_ago(1), "agreed_by": "parent", "pcp_notified_on": days_ago(0)}
    )

    assert half["errors"][0]["pointer"] == "/agreed_by"
    assert later["errors"][0]["pointer"] == "/pcp_notified_on"
    assert agreed["lacks"] == []


async def test_one_draft_at_a_time(nurses: Nurses) -> None:
    case_id = await nurses.put("planning")
    await nurses.draft(case_id)

    second = await nurses.post(f"/cases/{case_id}/care-plan", status=409)

    assert second["type"] == "urn:harmony:problem:draft-open"


async def test_an_active_plan_is_frozen_but_for_how_its_goals_stand(nurses: Nurses) -> None:
    case_id, (goal, *_) = await nurses.active_plan()

    frozen = await nurses.change_goal(case_id, goal, 409, target="3 of 3")
    moved = await nurses.change_goal(case_id, goal, lifecycle="on_hold")
    more = await nurses.post(f"/cases/{case_id}/goals", a_goal(), status=409)

    assert frozen["type"] == more["type"] == "urn:harmony:problem:plan-frozen"
    assert moved["lifecycle"] == "on_hold"


async def test_a_new_version_takes_over_what_was_not_given_up(nurses: Nurses) -> None:
    case_id = await nurses.put("planning")
    await nurses.draft(case_id)
    problem = await nurses.post(f"/cases/{case_id}/problems", {"text": "Far from the clinic"}, status=201)
    barrier = await nurses.post(f"/cases/{case_id}/barriers", {"kind": "transport", "text": "No car"}, status=201)
    links = {"problem_id": problem["id"], "barriers": [barrier["id"]], "no_barrier": False}
    kept = await nurses.goal(case_id, **links)
    dropped = await nurses.goal(case_id, text="Stops smoking")
    await nurses.change_goal(case_id, dropped, lifecycle="cancelled", reason="She does not smoke.")
    await nurses.raw.execute(
        "update care_plans set status = 'active', activated_at = now() where episode_id = $1", UUID(case_id)
    )

    second = await nurses.draft(case_id, reason="Moved house")

    assert (second["plan_no"], second["status"], second["reason"]) == (2, "draft", "Moved house")
    (goal,) = second["goals"]
    assert (goal["carried_from"], goal["text"]) == (kept["id"], kept["text"])
    assert goal["problem_id"] == second["problems"][0]["id"] != problem["id"]
    assert goal["barriers"] == [second["barriers"][0]["id"]] != [barrier["id"]]
    first = await nurses.get(f"/cases/{case_id}/care-plan", NURSE, plan_no=1)
    assert (first["plan_no"], len(first["goals"])) == (1, 2)


async def test_giving_a_goal_up_needs_a_reason_and_a_cancelled_goal_stays_so(nurses: Nurses) -> None:
    case_id = await nurses.put("planning")
    await nurses.draft(case_id)
    goal = await nurses.goal(case_id)

    silent = await nurses.change_goal(case_id, goal, 422, lifecycle="cancelled")
    await nurses.change_goal(case_id, goal, lifecycle="cancelled", reason="No longer wanted")
    back = await nurses.change_goal(case_id, goal, 409, lifecycle="active")

    assert silent["errors"][0]["pointer"] == "/reason"
    assert back["allowed_actions"] == []


async def test_scenario_12_four_of_five_propose_a_discharge_and_three_of_four_do_not(nurses: Nurses) -> None:
    case_id, goals = await nurses.active_plan(5)
    other, few = await nurses.active_plan(4)

    for goal in goals[:3]:
        await nurses.change_goal(case_id, goal, **ACHIEVED)
    before = await nurses.plan(case_id)
    await nurses.change_goal(case_id, goals[3], achievement="sustaining")
    for goal in few[:3]:
        await nurses.change_goal(other, goal, **ACHIEVED)

    assert before["proposal"] is None
    proposal = (await nurses.plan(case_id))["proposal"]
    assert (proposal["met"], proposal["eligible"], proposal["status"]) == (4, 5, "open")
    assert proposal["confirm_by"] == str(today() + timedelta(days=7))
    assert (await nurses.plan(other))["proposal"] is None
    (task,) = (await nurses.get("/tasks", NURSE, case_id=case_id))["items"]
    assert (task["kind"], task["due_on"], task["rule_ids"]) == ("confirm_goals", proposal["confirm_by"], ["G80"])


async def test_scenario_13_of_only_cancelled_goals_nothing_is_proposed(nurses: Nurses) -> None:
    case_id, goals = await nurses.active_plan(3)

    for goal in goals:
        await nurses.change_goal(case_id, goal, lifecycle="cancelled", reason="No longer wanted")

    plan = await nurses.plan(case_id)
    assert (plan["proposal"], plan["goal_count"]["eligible"], plan["goal_count"]["enough"]) == (None, 0, None)


async def test_scenario_14_late_cancellations_are_listed_with_the_proposal(nurses: Nurses) -> None:
    case_id, goals = await nurses.active_plan(5)
    for goal in goals[:3]:
        await nurses.change_goal(case_id, goal, **ACHIEVED)

    for goal in goals[3:]:
        await nurses.change_goal(case_id, goal, lifecycle="cancelled", reason="Not needed")

    proposal = (await nurses.plan(case_id))["proposal"]
    assert (proposal["met"], proposal["eligible"]) == (3, 3)
    assert {late["goal_id"] for late in proposal["late_cancellations"]} == {goal["id"] for goal in goals[3:]}
    assert {late["reason"] for late in proposal["late_cancellations"]} == {"Not needed"}


async def test_scenario_15_r9_a_goal_that_is_lost_again_withdraws_the_proposal(nurses: Nurses) -> None:
    case_id, goals = await nurses.active_plan(5)
    for goal in goals[:4]:
        await nurses.change_goal(case_id, goal, **ACHIEVED)

    await nurses.change_goal(case_id, goals[0], achievement="worsening")
    withdrawn = await nurses.plan(case_id)
    await nurses.change_goal(case_id, goals[0], **ACHIEVED)

    assert withdrawn["proposal"] is None
    rows = await nurses.raw.fetch(
        "select status, ended_because from goal_proposals where episode_id = $1 order by id", UUID(case_id)
    )
    assert [tuple(row) for row in rows] == [("withdrawn", "3 of 5 goals are met now."), ("open", None)]


async def test_nothing_is_proposed_before_the_plan_is_in_force(nurses: Nurses) -> None:
    case_id = await nurses.put("planning")
    await nurses.draft(case_id)
    goal = await nurses.goal(case_id)

    await nurses.change_goal(case_id, goal, **ACHIEVED)

    assert (await nurses.plan(case_id))["proposal"] is None


@pytest.mark.parametrize("link", ["problem_id", "barriers"])
async def test_a_goal_points_to_its_own_plan_only(nurses: Nurses, link: str) -> None:
    case_id = await nurses.put("planning")
    await nurses.draft(case_id)
    stranger = "0199a1b2-0000-7000-8000-0000000000ff"

    refused = await nurses.post(
        f"/cases/{case_id}/goals", a_goal(**{link: [stranger] if link == "barriers" else stranger}), status=422
    )

    assert refused["errors"][0]["pointer"].startswith(f"/{link}")


async def test_a_plan_of_another_team_is_not_there(nurses: Nurses) -> None:
    case_id, (goal, *_) = await nurses.active_plan(1)
    await nurses.raw.execute("insert into nurses (subject, team, updated_at) values ('nurse1', 'north', now())")

    await nurses.get(f"/cases/{case_id}/care-plan", SECOND_NURSE, 404)
    answer = await nurses.client.patch(
        f"{BASE}/cases/{case_id}/goals/{goal['id']}", json=ACHIEVED, headers={**SECOND_NURSE, "If-Match": "*"}
    )
    assert answer.status_code == 404


async def test_a_goal_changes_with_its_proposal_in_five_statements(
    nurses: Nurses, casemanagement_database: PinnedDatabase
) -> None:
    case_id, (goal,) = await nurses.active_plan(1)
    await nurses.plan(case_id)
    casemanagement_database.statements.clear()

    await nurses.client.patch(
        f"{BASE}/cases/{case_id}/goals/{goal['id']}", json=ACHIEVED, headers={**NURSE, "If-Match": "*"}
    )

    spoken = [line for line in casemanagement_database.statements if "SAVEPOINT" not in line.upper()]
    assert len(spoken) == 5, spoken
