"""Opt-out programs: enrolled by default, left by saying so, and back by the member's own word."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.api.casemanagement.office import (
    BASE,
    CHIEF,
    NURSE,
    PHYSICIAN,
    PLANS,
    TRUSTED_NURSE,
    Office,
    Person,
    days_ago,
    rule_ids,
)
from tests.support.databases import PinnedDatabase

CASE_MANAGER = Person("case_manager", subject="cm1", agency="agency-a")


def an_opt_out(scope: str, **changes: Any) -> dict[str, Any]:
    return {"scope": scope, "captured_via": "cm_line", "statement": "Please do not call me.", **changes}


async def opt_out(office: Office, member_id: str, scope: str, status: int = 201, **changes: Any) -> dict[str, Any]:
    return await office.post(f"/members/{member_id}/opt-outs", an_opt_out(scope, **changes), NURSE, status)


async def member_of(office: Office, case_id: str) -> str:
    return str((await office.get(f"/cases/{case_id}"))["member_id"])


@pytest.mark.parametrize(
    ("state", "ends", "transition"),
    [
        ("identified", "closed", "T10"),
        ("stratified", "closed", "T10"),
        ("outreach", "closed", "T10"),
        ("evaluation", "discharged", "T17"),
    ],
)
@pytest.mark.parametrize("scope", ["program:complex", "all_cm", "all"])
async def test_an_opt_out_ends_the_cases_in_its_scope(
    office: Office, state: str, ends: str, transition: str, scope: str
) -> None:
    case_id = await office.a_case(state)

    left = await opt_out(office, await member_of(office, case_id), scope)

    assert [(effect["state"], effect["transition"]) for effect in left["effects"]] == [(ends, transition)]
    case = await office.get(f"/cases/{case_id}")
    assert case["history"][-1]["reason"] == "Please do not call me."
    if ends == "discharged":
        assert (case["primary_reason"], case["discharges"][0]["reasons"]) == ("member_request", ["member_request"])
    else:
        assert case["outcome"] == "opted_out"


@pytest.mark.parametrize("scope", ["program:complex_hiv", "all"])
async def test_an_opt_out_ends_a_confidential_case_without_naming_it_to_others(office: Office, scope: str) -> None:
    left = []
    for who in (NURSE, CASE_MANAGER, TRUSTED_NURSE):
        member_id = await office.member()
        await office.refer(member_id, program="complex_hiv", who=TRUSTED_NURSE)
        case_id = await office.case_of(member_id, TRUSTED_NURSE)
        await office.act(case_id, "accept", TRUSTED_NURSE, reply="We take over.")

        answer = await office.post(f"/members/{member_id}/opt-outs", an_opt_out(scope), who, 201)
        left.append(len(answer["effects"]))

        assert (await office.get(f"/cases/{case_id}", TRUSTED_NURSE))["outcome"] == "opted_out"
    assert left == [0, 0, 1]


@pytest.mark.parametrize("scope", ["program:lead", "all_dm", "channel:phone", "channel:mail"])
async def test_another_scope_and_a_channel_end_nothing(office: Office, scope: str) -> None:
    case_id = await office.a_case("evaluation")

    left = await opt_out(office, await member_of(office, case_id), scope)

    assert left["effects"] == []
    assert (await office.get(f"/cases/{case_id}"))["state"] == "evaluation"


async def test_r11_a_scope_stands_once_and_is_confirmed_within_ten_business_days(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member()

    stored = await opt_out(office, member_id, "all_cm")
    await opt_out(office, member_id, "all_cm", status=409)
    await opt_out(office, member_id, "program:juggling", status=422)
    await opt_out(office, member_id, "all_dm", status=422, effective_on=days_ago(-1))

    letter = await casemanagement_database.raw.fetchrow("select kind, status, send_by::text from letters")
    assert dict(letter) == {"kind": "opt_out_confirmation", "status": "queued", "send_by": stored["confirm_by"]}


async def test_scenario_09_a_physician_asks_for_a_member_who_opted_out(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member()
    stored = await opt_out(office, member_id, "all_cm")

    referral = await office.refer(member_id, who=PHYSICIAN)
    case_id = await office.case_of(member_id)
    refused = await office.act(case_id, "accept", status=409)
    reply: dict[str, Any] = {"reason": "Opted out in March.", "reply": "The member does not want to take part."}
    closed = await office.act(case_id, "close", outcome="opted_out", **reply)

    assert "asked not to take part" in referral["reply"]
    assert rule_ids(refused) == ["R11"]
    tasks = await casemanagement_database.raw.fetch("select kind, status from tasks where episode_id is not null")
    assert [tuple(task) for task in tasks] == [("ask_via_provider", "cancelled")]
    assert (closed["state"], closed["outcome"]) == ("closed", "opted_out")
    standing = (await office.get(f"/members/{member_id}/opt-outs"))["items"]
    assert [known["id"] for known in standing] == [stored["id"]]
    assert (await office.get(f"/referrals/{referral['id']}", PHYSICIAN))["triage"]["reply"] == reply["reply"]


async def test_who_agrees_on_a_live_call_is_in_again_and_both_stay_in_the_log(office: Office) -> None:
    member_id = await office.member()
    stored = await opt_out(office, member_id, "program:complex")
    await office.refer(member_id, who=PHYSICIAN)

    case = await office.act(await office.case_of(member_id), "accept", member_agreed=True, reply="She agreed.")

    assert (case["state"], case["opt_outs"]) == ("identified", [])
    (known,) = (await office.get(f"/members/{member_id}/opt-outs", revoked="true"))["items"]
    assert (known["id"], known["revoked_because"]) == (stored["id"], "agreed_on_call")


async def test_scenario_08_a_self_referral_revokes_the_opt_out_and_starts_a_new_clock(office: Office) -> None:
    case_id = await office.a_case("evaluation")
    member_id = await member_of(office, case_id)
    await opt_out(office, member_id, "all")
    event = await office.refer(member_id, source="internal_data", channel="disease_management")
    assert event["status"] == "waiting"
    assert [known["scope"] for known in (await office.get(f"/members/{member_id}/opt-outs"))["items"]] == ["all"]

    called = await office.refer(member_id, source="member_self", channel="nurse_line_24h")

    assert called["status"] == "linked"
    standing = (await office.get(f"/members/{member_id}/opt-outs"))["items"]
    assert [known["scope"] for known in standing] == ["all_dm"]
    waiting = (await office.get("/cases", member_id=member_id, open="true"))["items"][0]
    again = await office.act(waiting["id"], "accept", reply="Welcome back.")
    assert (again["episode_no"], again["state"]) == (2, "identified")
    before = await office.get(f"/cases/{case_id}")
    assert before["state"] == "discharged"
    assert again["eligible_at"] > before["eligible_at"]


async def test_an_opt_out_is_revoked_by_its_version(office: Office) -> None:
    member_id = await office.member()
    stored = await opt_out(office, member_id, "all_cm")
    path = f"{BASE}/members/{member_id}/opt-outs/{stored['id']}"

    async def revoke(who: Mapping[str, str], path: str = path, **headers: str) -> httpx.Response:
        because = {"because": "agreed_on_call"}
        return await office.client.delete(path, params=because, headers={**who, **headers})

    missing = await revoke(NURSE)
    physician = await revoke(PHYSICIAN, **{"If-Match": '"1"'})
    revoked = await revoke(NURSE, **{"If-Match": '"1"'})
    again = await revoke(NURSE, **{"If-Match": '"2"'})
    unknown = await revoke(NURSE, path.replace(stored["id"], member_id), **{"If-Match": '"1"'})

    codes = [answer.status_code for answer in (missing, physician, revoked, again, unknown)]
    assert codes == [428, 403, 200, 409, 404]
    assert revoked.json()["revoked_by"] == "nurse1"


async def test_the_opt_out_of_a_confidential_program_is_shown_to_those_who_may_know(office: Office) -> None:
    member_id = await office.member()
    await opt_out(office, member_id, "program:complex_hiv")

    assert (await office.get(f"/members/{member_id}/opt-outs", NURSE))["items"] == []
    for who in (TRUSTED_NURSE, PLANS):
        items = (await office.get(f"/members/{member_id}/opt-outs", who))["items"]
        assert [known["scope"] for known in items] == ["program:complex_hiv"]


async def test_scenario_06_a_pregnant_girl_gets_no_mail_at_home_and_stays_in_her_program(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    fifteen = days_ago(15 * 365 + 100)
    member_id = await office.member(birth_date=fifteen, household="h1")
    await office.refer(member_id, program="high_risk_obstetrics", who=TRUSTED_NURSE)
    case_id = await office.case_of(member_id, TRUSTED_NURSE)
    await office.act(case_id, "accept", TRUSTED_NURSE, reply="Yes.")
    await office.act(case_id, "stratify", TRUSTED_NURSE, level="high", reason="Fifteen.")

    await opt_out(office, member_id, "channel:mail")
    address = {"lines": ["c/o School Clinic"], "city": "Columbia", "state": "MO", "postal_code": "65201"}
    kept = await office.client.put(
        f"{BASE}/members/{member_id}/preferences",
        json={"channels": ["phone"], "confidential_address": address, "household_may_know": False},
        headers=dict(NURSE),
    )
    case = await office.act(case_id, "assign", TRUSTED_NURSE)

    assert (kept.status_code, kept.headers["ETag"]) == (200, '"1"')
    assert (case["state"], case["confidential"]) == ("outreach", True)
    letter = await casemanagement_database.raw.fetchrow(
        "select confidential, envelope from letters where kind = 'welcome'"
    )
    assert letter["confidential"]
    assert "c/o School Clinic" in letter["envelope"]["to"]
    for who in (NURSE, CHIEF):
        assert (await office.get("/cases", who))["items"] == []
        assert (await office.get(f"/members/{member_id}/summary", who))["open_cases"] == []


async def test_preferences_change_by_their_version(office: Office) -> None:
    member_id = await office.member()
    path = f"{BASE}/members/{member_id}/preferences"
    read = await office.client.get(path, headers=dict(NURSE))
    assert (read.headers["ETag"], read.json()["channels"]) == ('"0"', [])

    first = await office.client.put(path, json={"channels": ["phone"]}, headers=dict(NURSE))
    blind = await office.client.put(path, json={"channels": ["mail"]}, headers=dict(NURSE))
    stale = await office.client.put(path, json={"channels": ["mail"]}, headers={**NURSE, "If-Match": '"0"'})
    second = await office.client.put(path, json={"interpreter": True}, headers={**NURSE, "If-Match": '"1"'})

    assert [answer.status_code for answer in (first, blind, stale, second)] == [200, 428, 412, 200]
    assert (await office.get(f"/members/{member_id}/preferences"))["interpreter"] is True


async def test_disease_management_is_told_of_what_concerns_it_and_of_its_end(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member()
    stored = {scope: await opt_out(office, member_id, scope) for scope in ("program:lead", "all_dm", "channel:sms")}
    path = f"{BASE}/members/{member_id}/opt-outs/{stored['all_dm']['id']}"
    await office.client.delete(path, params={"because": "agreed_on_call"}, headers={**NURSE, "If-Match": '"1"'})

    told = await casemanagement_database.raw.fetch("select method, url, payload from outbox order by id")

    assert [(message["method"], message["payload"]["scope"]) for message in told] == [
        ("PUT", "all_dm"),
        ("PUT", "channel:sms"),
        ("PUT", "all_dm"),
    ]
    assert told[0]["url"].endswith(f"/disease/v1/members/{member_id}/opt-outs/{stored['all_dm']['id']}")
    last = told[2]["payload"]
    assert (last["revoked_reason"], last["revoked_by"], last["revoked_at"] is None) == (
        "agreed_on_call",
        "nurse1",
        False,
    )


async def test_an_opt_out_from_before_a_long_gap_in_cover_stands_no_more(office: Office) -> None:
    member_id = await office.member()
    cover = {"program": "medicaid", "start": "2020-01-01", "end": days_ago(500)}
    await opt_out(office, member_id, "all_cm", effective_on=days_ago(600))

    await office.change(member_id, coverage=[cover, {"program": "medicaid", "start": days_ago(30)}])

    (known,) = (await office.get(f"/members/{member_id}/opt-outs", revoked="true"))["items"]
    assert known["revoked_because"] == "lapsed"
