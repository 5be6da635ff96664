"""Guidelines: versions, who is affected, receipts, and who waits too long (R22)."""

from datetime import timedelta
from typing import Any

import pytest_asyncio

from disease.api.guideline_schema import GIVEN
from tests.support.disease_facts import new_id
from tests.support.disease_program import TODAY, Program, day
from tests.support.identities import bearer
from tests.support.mailroom import Mailroom

FIRST, SECOND, THIRD = "1111111111", "2222222222", "3333333333"


class Desk:
    def __init__(self, program: Program) -> None:
        self.program = program

    async def adopt(self, version: int = 1, adopted: str = day(0), **different: Any) -> Any:
        body = {**GIVEN, "version": version, "adopted_on": adopted, "review_by": day(700), **different}
        return await self.program.client.post("/disease/v1/guidelines", json=body, headers=bearer("ops"))

    async def distribute(self, **body: Any) -> dict[str, Any]:
        body = {"guideline": "asthma-care", "channel": "portal", **body}
        started = await self.program.post("/guideline-distributions", body)
        assert started.status_code == 202, started.text
        return await Mailroom(self.program).finished(started)

    async def providers(self, guideline_id: str) -> dict[str, Any]:
        page = (await self.program.get(f"/guidelines/{guideline_id}/providers")).json()
        return {item["npi"]: item for item in page["items"]}

    async def stale(self) -> list[tuple[str, int | None]]:
        items = (await self.program.get("/guidelines/stale")).json()["items"]
        return [(item["npi"], item["last_version"]) for item in items]


@pytest_asyncio.fixture
async def desk(program: Program) -> Desk:
    await program.enrolled("high", primary_care_npi=FIRST)
    await program.enrolled("low", primary_care_npi=FIRST)
    await program.enrolled("low", primary_care_npi=SECOND)
    await program.enrolled("low", disease="diabetes", primary_care_npi=THIRD)
    return Desk(program)


async def test_the_providers_of_enrolled_members_receive_it_once(desk: Desk) -> None:
    guideline = (await desk.adopt()).json()
    job = await desk.distribute()
    again = await desk.distribute()

    assert (job["outcomes"], job["done"]) == ({"sent": 2}, 2)
    assert again["outcomes"] == {"sent": 0}
    receipts = await desk.providers(guideline["id"])
    assert {npi: (r["affected"], r["sent_on"]) for npi, r in receipts.items()} == {
        FIRST: (True, day(0)),
        SECOND: (True, day(0)),
    }


async def test_a_provider_acknowledges_once(desk: Desk) -> None:
    guideline = (await desk.adopt()).json()
    await desk.distribute()
    address = f"/guidelines/{guideline['id']}/providers/{FIRST}/acknowledgement"
    first, second = [await desk.program.post(address) for _ in range(2)]

    assert first.json()["acknowledged_by"] == "nurse1"
    assert first.json() == second.json()
    never = f"/guidelines/{guideline['id']}/providers/{THIRD}/acknowledgement"
    assert (await desk.program.post(never)).status_code == 404


async def test_r22_who_waits_longer_than_sixty_days_for_the_newest_version_is_listed(desk: Desk) -> None:
    await desk.adopt(1, day(-400))
    await desk.distribute()
    await desk.adopt(2, day(-60))
    assert await desk.stale() == []

    await desk.adopt(3, day(-61))
    assert await desk.stale() == [(FIRST, 1), (SECOND, 1)]
    await desk.program.enrolled("low", primary_care_npi=THIRD)
    assert await desk.stale() == [(FIRST, 1), (SECOND, 1), (THIRD, None)]
    await desk.distribute()
    assert await desk.stale() == []


async def test_a_provider_whose_member_left_is_affected_no_more(desk: Desk) -> None:
    guideline = (await desk.adopt(1, str(TODAY - timedelta(100)))).json()
    members = await desk.program.raw.fetch("select id from members where primary_care_npi = $1", SECOND)
    await desk.program.opt_out(members[0]["id"], "all_dm")

    assert list(await desk.providers(guideline["id"])) == [FIRST]
    assert await desk.stale() == [(FIRST, None)]


async def test_a_version_is_never_rewritten(desk: Desk) -> None:
    assert (await desk.adopt()).status_code == 201
    again = await desk.adopt(title="Another title")
    assert (again.status_code, again.json()["type"]) == (409, "urn:harmony:problem:guideline-version-taken")

    await desk.adopt(2)
    items = (await desk.program.get("/guidelines?disease=asthma")).json()["items"]
    assert [(item["version"], item["newest"]) for item in items] == [(2, True), (1, False)]


async def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    assert (
        await desk.program.post("/guideline-distributions", {"guideline": "nothing", "channel": "mail"})
    ).status_code == 404
    assert (await desk.program.get(f"/guidelines/{new_id()}/providers")).status_code == 404
    assert (await desk.program.get(f"/guideline-distributions/{new_id()}")).status_code == 404


async def test_nurses_adopt_no_guideline(desk: Desk) -> None:
    answer = await desk.program.client.post("/disease/v1/guidelines", json=GIVEN, headers=bearer("disease_nurse"))
    assert answer.status_code == 403
