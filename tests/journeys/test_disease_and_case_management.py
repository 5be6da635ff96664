"""Disease and case management tell each other: turns to reach a member, opt-outs, proposals, who leads."""

from typing import Any

import httpx
import orjson
import pytest_asyncio

from tests.journeys.journey import Json, until
from tests.support.disease_program import day, nurse, zone_where_it_is
from tests.support.fact_files import an_encounter
from tests.support.identities import bearer, case_manager, ops


class Both:
    def __init__(self, client: httpx.AsyncClient, member_id: str) -> None:
        self.client, self.member_id = client, member_id

    async def post(self, address: str, body: Json, headers: dict[str, str] | None = None) -> httpx.Response:
        return await self.client.post(address.format(self.member_id), json=body, headers=headers or nurse())

    async def until(self, address: str, arrived: Any, what: str) -> Json:
        return await until(
            lambda: self.client.get(address.format(self.member_id), headers=bearer("ops", "care_supervisor")),
            arrived,
            what,
        )


def standing(page: Json) -> list[str]:
    return [item["scope"] for item in page["items"] if item["revoked_at"] is None]


@pytest_asyncio.fixture
async def both(client: httpx.AsyncClient) -> Both:
    """A child after an emergency, known to both services and stratified."""
    medicaid_id = f"D{day(0).replace('-', '')}-{id(client) % 10_000}-{len(MADE)}"
    MADE.append(medicaid_id)
    member = {
        "medicaid_id": medicaid_id,
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "2016-05-02",
        "sex": "female",
        "phone": "+1 314 555 0100",
        "time_zone": zone_where_it_is(12),
        "coverage": [{"program": "medicaid", "start": "2020-01-01"}],
    }
    made = await client.post("/plans/v1/members", json=member, headers=case_manager())
    assert made.status_code == 201, made.text
    both = Both(client, made.json()["id"])
    for service in ("casemanagement", "disease"):
        address = f"/{service}/v1/members/{{}}/opt-outs"
        await until_known(both, address)
    facts = an_encounter(medicaid_id, medicaid_id=medicaid_id, start=day(-5), end=day(-5))
    started = await client.post(
        "/disease/v1/imports/facts",
        content=orjson.dumps(facts) + b"\n",
        headers={**ops(), "Content-Type": "application/x-ndjson"},
    )
    assert started.status_code == 202, started.text
    location = started.headers["Location"]
    await until(lambda: client.get(location, headers=ops()), lambda job: job["status"] == "finished", "the import")
    run = await both.post("/disease/v1/stratifications", {"member_id": both.member_id, "as_of": day(0)})
    assert run.status_code in (200, 201, 202), run.text
    return both


MADE: list[str] = []


async def until_known(both: Both, address: str) -> None:
    async def look() -> httpx.Response:
        answer = await both.client.get(address.format(both.member_id), headers=bearer("ops"))
        return answer if answer.status_code == 200 else httpx.Response(200, json={})

    await until(look, lambda page: "items" in page, "the member")


async def test_all_programs_together_reach_a_member_once_a_day(both: Both) -> None:
    placed = await both.post("/disease/v1/members/{}/calls", {})
    assert placed.status_code == 201, placed.text
    assert placed.json()["cap"]["answer"] == "granted"
    outcome = f"/disease/v1/members/{{}}/calls/{placed.json()['id']}/outcome"
    assert (await both.post(outcome, {"outcome": "no_answer"})).status_code == 200

    text = {"member_id": both.member_id, "channel": "sms", "purpose": "case_management", "reference": "text"}
    deferred = await both.post("/casemanagement/v1/contact-reservations", text, bearer("care_nurse"))
    assert deferred.json()["status"] == "deferred", deferred.text
    again = await both.post("/disease/v1/members/{}/calls", {})
    assert [finding["rule_id"] for finding in again.json()["findings"]] == ["R21-CAP"]


async def test_the_gravest_tier_is_proposed_to_case_management(both: Both) -> None:
    page = await both.until(
        "/casemanagement/v1/referrals?member_id={}", lambda page: len(page["items"]) == 1, "the referral"
    )
    assert page["items"][0]["channel"] == "disease_management"
    assert page["items"][0]["reason"].startswith("Asthma program: tier very high")


async def test_an_opt_out_holds_on_both_sides_until_the_member_comes_back(both: Both) -> None:
    body = {"scope": "all_dm", "captured_via": "nurse_call", "statement": "No more, please."}
    assert (await both.post("/disease/v1/members/{}/opt-outs", body)).status_code == 201
    there = "/casemanagement/v1/members/{}/opt-outs?revoked=true"
    await both.until(there, lambda page: standing(page) == ["all_dm"], "the opt-out")

    joined = await both.post(
        "/disease/v1/members/{}/enrolments", {"disease": "asthma", "source": "member_self", "via": "nurse_line_24h"}
    )
    assert joined.json()["outcome"] == "enrolled"
    await both.until(there, lambda page: standing(page) == ["program:diabetes"], "the revocation")

    mail = {"scope": "channel:mail", "captured_via": "cm_line", "statement": "No letters.", "stated_by": "member"}
    noted = await both.post("/casemanagement/v1/members/{}/opt-outs", mail, bearer("care_nurse"))
    assert noted.status_code == 201, noted.text
    await both.until(
        "/disease/v1/members/{}/opt-outs", lambda page: "channel:mail" in standing(page), "the opt-out of mail"
    )
