"""Transfers, stays and moves that happen at the same time, on real connections and real commits."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from tests.support.identities import case_manager, reviewer
from tests.support.office import Office, a_line, created, plan_year
from tests.support.refusals import statuses

ROUNDS = 4
Busy = tuple[list[Office], Any]


async def a_plan_to_transfer(office: Office) -> tuple[dict[str, Any], list[str]]:
    """A plan with case management, 71 of 175 units used, and two agencies that could take over."""
    agencies = [(await office.provider(f"Agency {name}"))["id"] for name in "ABC"]
    line = a_line("T1016", 175, "year", provider_id=agencies[0], used_units=71)
    return await office.conversion_plan(line), agencies[1:]


async def transfer(office: Office, plan: dict[str, Any], provider_id: str) -> httpx.Response:
    body = {
        "type": "transfer",
        "line_id": plan["lines"][0]["id"],
        "effective": str(plan_year().change),
        "provider_id": provider_id,
    }
    return await office.post(plan["id"], "/changes", body)


async def test_two_transfers_of_one_line_one_agency_takes_over(busy: Busy) -> None:
    offices, connection = busy
    for _ in range(ROUNDS):
        plan, agencies = await a_plan_to_transfer(offices[0])

        answers = await asyncio.gather(
            *(transfer(office, plan, agency) for office, agency in zip(offices, agencies, strict=True))
        )

        assert statuses(answers) == [201, 409]
        [won] = [answer.json() for answer in answers if answer.status_code == 201]
        read = (await offices[0].read(plan["id"])).json()
        old, new = read["lines"]
        assert (new["id"], new["provider_id"]) == (won["successor"]["id"], won["successor"]["provider_id"])
        assert old["end"] == new["start"] == str(plan_year().change)
        assert await connection.fetchval("select count(*) from plan_lines where supersedes = $1::uuid", old["id"]) == 1


async def test_a_transfer_and_an_end_of_one_line_one_happens(busy: Busy) -> None:
    offices, _ = busy
    for _ in range(ROUNDS):
        plan, agencies = await a_plan_to_transfer(offices[0])
        last = str(plan_year().change + timedelta(days=30))
        end = {"type": "end", "line_id": plan["lines"][0]["id"], "effective": last}

        answers = await asyncio.gather(
            transfer(offices[0], plan, agencies[0]), offices[1].post(plan["id"], "/changes", end)
        )

        # An end that came first can still be followed by the transfer of the days that are left; never the reverse.
        assert statuses(answers) in ([201, 409], [201, 201])
        lines = (await offices[0].read(plan["id"])).json()["lines"]
        live = [line for line in lines if line["start"] <= str(plan_year().change) <= line["end"]]
        assert len({line["provider_id"] for line in live}) == len(live)


async def test_two_admissions_at_once_one_is_recorded(busy: Busy) -> None:
    offices, connection = busy
    for _ in range(ROUNDS):
        plan = await offices[0].conversion_plan()
        address = f"/plans/v1/members/{plan['member_id']}/stays"
        stay = {"facility": "hospital", "start": str(plan_year().change)}

        answers = await asyncio.gather(
            *(office.plans.post(address, json=stay, headers=case_manager()) for office in offices)
        )

        assert statuses(answers) == [201, 409]
        assert await connection.fetchval("select version from service_plans where id = $1::uuid", plan["id"]) == 2


async def test_a_stay_recorded_during_a_change_is_not_forgotten_by_it(busy: Busy) -> None:
    offices, _ = busy
    for _ in range(ROUNDS):
        plan = await offices[0].conversion_plan()
        address = f"/plans/v1/members/{plan['member_id']}/stays"
        stay = {"facility": "hospital", "start": str(plan_year().start), "end": str(plan_year().start)}

        answers = await asyncio.gather(
            offices[0].increase(plan), offices[1].plans.post(address, json=stay, headers=case_manager())
        )

        assert statuses(answers) == [201, 201]
        read = (await offices[0].read(plan["id"])).json()
        assert (read["version"], len(read["lines"])) == (3, 2)
        assert [pause["line_id"] for pause in read["suspensions"]] == [plan["lines"][0]["id"]]


async def test_a_member_who_moves_to_another_agency_takes_the_open_plans_along(office: Office) -> None:
    plan = await office.forwarded_plan()
    other = case_manager("cm7", agency="agency-b")
    address = f"/plans/v1/members/{plan['member_id']}"
    assert (await office.read(plan["id"], **other)).status_code == 404
    body, tag = {"agency": "agency-b"}, {"If-Match": '"1"'}
    refused = await office.plans.patch(address, json=body, headers={**case_manager(), **tag})
    assert refused.status_code == 403

    moved = await office.plans.patch(address, json=body, headers={**reviewer(), **tag})

    await created(moved, 200)
    seen = await office.read(plan["id"], **other)
    assert (seen.status_code, seen.json()["agency"], seen.json()["version"]) == (200, "agency-b", plan["version"] + 1)
    assert seen.json()["lines"] == plan["lines"]
    assert (await office.read(plan["id"])).status_code == 404
    history = await office.plans.get(office.address(plan["id"], "/history"), headers=other)
    assert [entry["action"] for entry in history.json()["items"]][0:1] == ["moved_to_agency"]
