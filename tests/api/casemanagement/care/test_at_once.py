"""Two nurses, or a nurse and a death, at the same moment: the right outcome, and nothing doubled."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest_asyncio

from shared.runtime.database import prepare_connection
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import BASE, NURSE, OPERATIONS, Office, days_ago

ACHIEVED = {"achievement": "achieved"}


@pytest_asyncio.fixture
async def busy_nurses(busy_office: tuple[Office, asyncpg.Connection]) -> AsyncIterator[Nurses]:
    office, connection = busy_office
    await prepare_connection(connection)
    yield Nurses(office.client, connection)


async def statuses(nurses: Nurses, method: str, *asked: tuple[str, Any, dict[str, str]]) -> list[int]:
    answers = await asyncio.gather(
        *(
            nurses.client.request(method, f"{BASE}{path}", json=body, headers={**NURSE, **headers})
            for path, body, headers in asked
        )
    )
    return sorted(answer.status_code for answer in answers)


async def test_two_drafts_at_once_are_one(busy_nurses: Nurses) -> None:
    case_id = await busy_nurses.put("planning")
    path = f"/cases/{case_id}/care-plan"

    assert await statuses(busy_nurses, "POST", *[(path, {}, {})] * 4) == [201, 409, 409, 409]


async def test_two_assessments_at_once_are_one(busy_nurses: Nurses) -> None:
    case_id = await busy_nurses.put("evaluation")
    path = f"/cases/{case_id}/assessments"

    assert await statuses(busy_nurses, "POST", *[(path, {}, {})] * 4) == [201, 409, 409, 409]


async def test_goals_met_at_once_make_one_proposal_and_one_task(busy_nurses: Nurses) -> None:
    case_id, goals = await busy_nurses.active_plan(5)
    asked = [(f"/cases/{case_id}/goals/{goal['id']}", ACHIEVED, {"If-Match": '"1"'}) for goal in goals]

    assert await statuses(busy_nurses, "PATCH", *asked) == [200] * 5

    proposal = (await busy_nurses.plan(case_id))["proposal"]
    assert (proposal["met"], proposal["eligible"]) == (5, 5)
    assert await busy_nurses.raw.fetchval("select count(*) from goal_proposals") == 1
    assert await busy_nurses.raw.fetchval("select count(*) from tasks where kind = 'confirm_goals'") == 1


async def test_of_two_changes_of_one_version_one_is_told_that_it_is_stale(busy_nurses: Nurses) -> None:
    case_id, (goal,) = await busy_nurses.active_plan(1)
    path = f"/cases/{case_id}/goals/{goal['id']}"

    both = [(path, {"achievement": value}, {"If-Match": '"1"'}) for value in ("achieved", "improving")]

    assert await statuses(busy_nurses, "PATCH", *both) == [200, 412]


async def test_the_same_key_at_once_records_one_contact(busy_nurses: Nurses) -> None:
    case_id = await busy_nurses.put("evaluation")
    body = {"channel": "phone", "outcome": "no_answer", "exception_reason": "whatever the hour of this test"}
    asked = [(f"/cases/{case_id}/contacts", body, {"Idempotency-Key": "once"})] * 3

    answered = await statuses(busy_nurses, "POST", *asked)

    assert 201 in answered
    assert set(answered) <= {201, 409}
    assert await busy_nurses.raw.fetchval("select count(*) from contacts") == 1


async def test_a_death_that_arrives_during_an_assessment_ends_the_case_and_stops_the_letters(
    busy_nurses: Nurses,
) -> None:
    member_id = await busy_nurses.member()
    case_id = await busy_nurses.put("evaluation", member_id=member_id)
    await busy_nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)
    assessing = busy_nurses.client.post(f"{BASE}/cases/{case_id}/assessments", json={}, headers=dict(NURSE))

    answer, _ = await asyncio.gather(assessing, busy_nurses.change(member_id, deceased_on=days_ago(1)))

    assert answer.status_code in (201, 409)
    assert (await busy_nurses.get(f"/cases/{case_id}"))["state"] == "discharged"
    listed = (await busy_nurses.get("/letters", OPERATIONS, member_id=member_id))["items"]
    assert [letter["status"] for letter in listed if letter["recipient"] == "member"] == ["cancelled"]
    late = await busy_nurses.post(f"/cases/{case_id}/assessments", status=409)
    assert late["state_now"] == "discharged"
