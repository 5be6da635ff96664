"""Two at once: the right outcome, and nothing doubled. On real connections, which commit."""

import asyncio
from typing import Any

import asyncpg
import httpx

from tests.api.casemanagement.office import (
    AGREED,
    BASE,
    CHIEF,
    NURSE,
    PHYSICIAN,
    PLANS,
    SECOND_NURSE,
    Office,
    a_referral,
    days_ago,
)

BusyOffice = tuple[Office, asyncpg.Connection]


def codes(answers: list[httpx.Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


async def test_two_nurses_take_one_case_and_one_gets_it(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    case_id = await office.a_case("stratified")
    path = f"{BASE}/cases/{case_id}/actions/assign"

    answers = await asyncio.gather(
        *(office.client.post(path, json={}, headers=dict(who)) for who in (NURSE, SECOND_NURSE))
    )

    assert codes(answers) == [200, 409]
    winner = next(answer.json() for answer in answers if answer.status_code == 200)
    rows = await connection.fetch("select case_manager from lead_case_managers")
    assert [row["case_manager"] for row in rows] == [winner["primary_case_manager"]]
    assert await connection.fetchval("select count(*) from outbox") == 1


async def test_referrals_at_once_open_one_case_and_everybody_is_answered(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    member_id = await office.member()

    answers = await asyncio.gather(
        *(
            office.client.post(f"{BASE}/referrals", json=a_referral(member_id), headers=dict(who))
            for who in (NURSE, PHYSICIAN, CHIEF, SECOND_NURSE)
        )
    )

    assert codes(answers) == [201] * 4
    assert sorted(answer.json()["status"] for answer in answers) == ["linked"] * 3 + ["waiting"]
    assert await connection.fetchval("select count(*) from episodes") == 1
    assert await connection.fetchval("select count(distinct episode_id) from referrals") == 1


async def test_one_delivery_twice_at_once_is_one_referral(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    member_id = await office.member()
    body = a_referral(member_id, submission_id="0198f000-0000-7000-8000-000000000077", source="internal_data")

    answers = await asyncio.gather(
        *(office.client.post(f"{BASE}/referrals", json=body, headers=dict(PLANS)) for _ in range(3))
    )

    assert codes(answers) == [200, 200, 201]
    assert await connection.fetchval("select count(*) from referrals") == 1


async def test_a_death_during_an_assessment_ends_the_case_whoever_is_first(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    for _ in range(4):
        case_id = await office.a_case("evaluation")
        member_id = (await office.get(f"/cases/{case_id}"))["member_id"]
        died = {**office.notices[member_id], "version": 2, "deceased_on": days_ago(0)}

        death, begun, held = await asyncio.gather(
            office.client.put(f"{BASE}/members/{member_id}", json=died, headers=dict(PLANS)),
            office.client.post(f"{BASE}/cases/{case_id}/assessments", json={}, headers=dict(NURSE)),
            office.client.post(
                f"{BASE}/cases/{case_id}/actions/hold", json={"reason": "inpatient"}, headers=dict(NURSE)
            ),
        )

        assert death.status_code == 200
        assert held.status_code in (200, 409)
        assert begun.status_code in (201, 409)
        case = await office.get(f"/cases/{case_id}")
        assert (case["state"], case["primary_reason"]) == ("discharged", "death")
    assert await connection.fetchval("select count(*) from episodes where open") == 0
    assert await connection.fetchval("select count(*) from tasks where status = 'open'") == 0


async def test_the_last_place_of_a_caseload_goes_to_one_case(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    await connection.execute(
        "insert into nurses (subject, team, caseload_limit, updated_at) values ('nurse1', 'general', 2, now())"
    )
    cases = [await office.a_case("stratified") for _ in range(4)]

    answers = await asyncio.gather(
        *(office.client.post(f"{BASE}/cases/{case}/actions/assign", json={}, headers=dict(NURSE)) for case in cases)
    )

    assert codes(answers) == [200, 200, 409, 409]


async def test_opting_out_twice_at_once_stands_once(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    case_id = await office.a_case("evaluation")
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]
    body: dict[str, Any] = {"scope": "all_cm", "captured_via": "cm_line", "statement": "No more."}

    answers = await asyncio.gather(
        *(office.client.post(f"{BASE}/members/{member_id}/opt-outs", json=body, headers=dict(NURSE)) for _ in range(3))
    )

    assert codes(answers) == [201, 409, 409]
    assert await connection.fetchval("select count(*) from discharges") == 1


async def test_engaging_and_opting_out_at_once_leaves_the_member_out(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    case_id = await office.a_case("outreach")
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]
    body: dict[str, Any] = {"scope": "all", "captured_via": "cm_line", "statement": "No."}

    engaged, left = await asyncio.gather(
        office.client.post(f"{BASE}/cases/{case_id}/actions/engage", json=AGREED, headers=dict(NURSE)),
        office.client.post(f"{BASE}/members/{member_id}/opt-outs", json=body, headers=dict(NURSE)),
    )

    assert left.status_code == 201
    ended = "discharged" if engaged.status_code == 200 else "closed"
    assert (await office.get(f"/cases/{case_id}"))["state"] == ended
    assert await connection.fetchval("select count(*) from lead_case_managers where ended_at is null") == 0
