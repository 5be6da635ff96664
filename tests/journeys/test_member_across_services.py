"""A member of plans in case management, and what disease management hears of it, through the one origin."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api.casemanagement.office import AGREED, BASE, NURSE, Office, a_referral, days_ago
from tests.support.identities import bearer, case_manager
from tests.support.waiting import until

Json = dict[str, Any]


async def registered(client: httpx.AsyncClient) -> Json:
    member = {
        "medicaid_id": f"M{uuid4().hex[:12]}",
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "1980-05-02",
        "coverage": [{"program": "medicaid", "start": "2020-01-01"}],
    }
    answer = await client.post("/plans/v1/members", json=member, headers=case_manager())
    assert answer.status_code == 201, answer.text
    body: Json = answer.json()
    return body


async def test_a_death_in_plans_ends_the_case_and_an_opt_out_reaches_disease_management(
    client: httpx.AsyncClient,
) -> None:
    office = Office(client)
    member_id = (await registered(client))["id"]

    async def referred() -> bool:
        answer = await client.post(f"{BASE}/referrals", json=a_referral(member_id), headers=dict(NURSE))
        return answer.status_code == 201

    await until(referred, "the member's record in case management")
    case_id = await office.case_of(member_id)
    await office.act(case_id, "accept", reply="Yes.")
    await office.act(case_id, "stratify", level="high", reason="Three illnesses.")
    await office.act(case_id, "assign")
    await office.act(case_id, "engage", **AGREED)
    opt_out = {"scope": "channel:sms", "captured_via": "cm_line", "statement": "No messages, please."}
    stored = await office.post(f"/members/{member_id}/opt-outs", opt_out, status=201)

    async def heard() -> bool:
        nurse = bearer("disease_nurse", subject="dnurse1")
        answer = await client.get(f"/disease/v1/members/{member_id}/opt-outs", headers=nurse)
        return answer.status_code == 200 and [known["id"] for known in answer.json()["items"]] == [stored["id"]]

    await until(heard, "the opt-out in disease management")
    died = {"deceased_on": days_ago(0)}
    headers = {**case_manager(), "If-Match": '"1"'}
    changed = await client.patch(f"/plans/v1/members/{member_id}", json=died, headers=headers)
    assert changed.status_code == 200, changed.text

    async def ended() -> bool:
        return bool((await office.get(f"/cases/{case_id}"))["primary_reason"] == "death")

    await until(ended, "the end of the case")
    assert (await office.get(f"/members/{member_id}/summary"))["outbound_suspended"] is True
