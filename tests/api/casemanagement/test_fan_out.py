"""A death and an end of cover reach every case, task and letter of a member at once, and are taken back."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from casemanagement.clients.disease import Disease
from casemanagement.use_cases.take_over_member import settle_coverage
from tests.api.casemanagement.office import AGREED, CHIEF, NURSE, Office, days_ago, rule_ids
from tests.api.casemanagement.record import Record

PROGRAMS = ("catastrophic", "complex", "lead", "special_needs", "transplant")
STATES = ("referred", "identified", "stratified", "outreach", "evaluation")
SAID = {"reported_by": "Ruth Byron", "relationship": "daughter", "reported_via": "cm_line"}


async def a_busy_member(office: Office, record: Record, **member: Any) -> str:
    """One case in each state until `evaluation`, each with an open task and a letter that waits."""
    member_id = await office.member(**member)
    for program, state in zip(PROGRAMS, STATES, strict=True):
        await office.refer(member_id, program=program)
        (case,) = (await office.get("/cases", member_id=member_id, program=program))["items"]
        await office.advance(case["id"], state)
        await record.task(case["id"])
        await record.letter(case["id"], "unable_to_reach", None)
    return member_id


async def states_of(office: Office, member_id: str) -> dict[str, str]:
    return {case["program"]: case["state"] for case in (await office.get("/cases", member_id=member_id))["items"]}


async def test_scenario_16_a_reported_death_stops_contact_and_the_record_decides(
    office: Office, record: Record
) -> None:
    member_id = await a_busy_member(office, record)
    before = await states_of(office, member_id)

    await office.post(f"/members/{member_id}/death-reports", SAID, status=201)
    assert await states_of(office, member_id) == before
    (stratified,) = (await office.get("/cases", member_id=member_id, state="stratified"))["items"]
    assert rule_ids(await office.act(stratified["id"], "assign", status=409)) == ["R17"]
    assert (await office.get(f"/members/{member_id}/summary"))["outbound_suspended"] is True

    taken = await office.change(member_id, deceased_on=days_ago(2), primary_care_npi="1234567893")

    assert {effect["transition"] for effect in taken["effects"]} == {"T15"}
    assert {effect["effective_on"] for effect in taken["effects"]} == {days_ago(2)}
    after = await states_of(office, member_id)
    assert after == dict.fromkeys(PROGRAMS[:4], "closed") | {"transplant": "discharged"}
    assert await record.raw.fetchval("select count(*) from tasks where status = 'open'") == 0
    letters = await record.raw.fetch("select recipient, status, kind from letters where status = 'queued'")
    assert [letter["recipient"] for letter in letters] == ["primary_care"]
    referrals = (await office.get("/referrals", member_id=member_id))["items"]
    assert [referral["status"] for referral in referrals] == ["ended", *["accepted"] * 4]
    summary = await office.get(f"/members/{member_id}/summary")
    assert (summary["open_cases"], summary["tasks"], summary["referrals"]) == ([], [], [])
    told = await record.raw.fetchval("select payload from outbox order by id desc limit 1")
    assert told["lead_open"] is False

    restored = await office.change(member_id, deceased_on=None)

    assert {effect["transition"] for effect in restored["effects"]} == {"T21"}
    assert await states_of(office, member_id) == before
    summary = await office.get(f"/members/{member_id}/summary")
    assert (summary["outbound_suspended"], summary["lead_case_manager"]) == (False, "nurse1")


async def test_r17_a_death_in_error_brings_back_what_it_cancelled_and_nothing_else(
    office: Office, record: Record
) -> None:
    member_id = await a_busy_member(office, record, primary_care_npi="1234567893")
    case_id = str(await record.raw.fetchval("select id from episodes where state = 'evaluation'"))
    cancelled_before = await record.task(case_id)
    await record.raw.execute(
        "update tasks set status = 'cancelled', reason = 'Done.', ended_at = created_at, ended_by = 'nurse1' "
        "where id = $1",
        cancelled_before,
    )
    await record.letter(case_id, "warning", 3)
    tasks = "select id, status, reason, ended_by from tasks order by id"
    letters = "select id, status, reason from letters where kind <> 'discharge' order by id"
    referrals = "select id, status from referrals order by id"
    before = [await record.raw.fetch(rows) for rows in (tasks, letters, referrals)]
    discharge_letters = "select status, reason from letters where kind = 'discharge'"

    await office.change(member_id, deceased_on=days_ago(2))
    assert await record.raw.fetchval("select count(*) from tasks where status = 'open'") == 0
    assert [row["status"] for row in await record.raw.fetch(discharge_letters)] == ["queued"]
    await office.change(member_id, deceased_on=None)

    assert [await record.raw.fetch(rows) for rows in (tasks, letters, referrals)] == before
    (to_physician,) = await record.raw.fetch(discharge_letters)
    assert tuple(to_physician) == ("cancelled", "The death was reported in error.")


async def test_scenario_17_cover_that_ended_closes_every_case_and_its_return_resumes_the_same(
    office: Office, record: Record
) -> None:
    member_id = await a_busy_member(office, record)
    before = await states_of(office, member_id)
    cover: dict[str, Any] = {"program": "medicaid", "start": "2020-01-01"}

    later = await office.change(member_id, coverage=[{**cover, "end": days_ago(-10)}])
    assert later["effects"] == []

    ended = await office.change(member_id, coverage=[{**cover, "end": days_ago(1)}])
    assert {effect["transition"] for effect in ended["effects"]} == {"T16"}
    cases = (await office.get("/cases", member_id=member_id))["items"]
    assert {case["ended_on"] for case in cases} <= {days_ago(1), days_ago(0)}
    discharged = next(case for case in cases if case["state"] == "discharged")
    assert discharged["primary_reason"] == "plan_termination"
    await office.refer(member_id, status=422)

    back = await office.change(member_id, coverage=[cover])
    assert {effect["transition"] for effect in back["effects"]} == {"T21"}
    assert await states_of(office, member_id) == before
    case = await office.get(f"/cases/{discharged['id']}")
    assert [event["transition"] for event in case["history"]][-2:] == ["T16", "T21"]
    assert case["discharges"][0]["reversed_because"].startswith("Cover returned")


async def test_cover_that_is_over_today_is_settled_by_itself(office: Office, record: Record) -> None:
    member_id = await a_busy_member(office, record)
    await record.raw.execute(
        "update members set coverage_changes_on = current_date - 2, coverage = $1",
        [{"program": "medicaid", "start": "2020-01-01", "end": days_ago(1), "pharmacy": True}],
    )
    services = office.client._transport.app.state.services  # type: ignore[attr-defined]
    disease = Disease("http://disease.invalid")

    assert await settle_coverage(services, disease) is True
    assert await settle_coverage(services, disease) is False

    assert set((await states_of(office, member_id)).values()) == {"closed", "discharged"}
    case = (await office.get("/cases", member_id=member_id, state="discharged"))["items"][0]
    history = (await office.get(f"/cases/{case['id']}"))["history"]
    assert (history[-1]["actor"], history[-1]["transition"]) == ("service:casemanagement-coverage", "T16")


async def test_a_member_whose_record_cannot_be_settled_holds_up_nobody(office: Office, record: Record) -> None:
    cover = [{"program": "medicaid", "start": "2020-01-01", "end": days_ago(1), "pharmacy": True}]
    unreadable, waiting = await a_busy_member(office, record), await a_busy_member(office, record)
    update = "update members set coverage_changes_on = current_date - $3::integer, coverage = $2 where id = $1"
    await record.raw.execute(update, UUID(unreadable), [{"program": "medicaid"}], 5)
    await record.raw.execute(update, UUID(waiting), cover, 2)
    services = office.client._transport.app.state.services  # type: ignore[attr-defined]
    disease = Disease("http://disease.invalid")

    with pytest.raises(ValidationError):
        await settle_coverage(services, disease)
    assert await settle_coverage(services, disease) is True
    assert await settle_coverage(services, disease) is False
    states = await record.raw.fetch("select distinct state from episodes where member_id = $1", UUID(waiting))
    assert {row["state"] for row in states} == {"closed", "discharged"}

    await record.raw.execute("update members set coverage = $2 where id = $1", UUID(unreadable), cover)
    assert await settle_coverage(services, disease) is False
    await record.raw.execute("update members set settle_after = settle_after - interval '10 minutes'")
    assert await settle_coverage(services, disease) is True
    assert set((await states_of(office, unreadable)).values()) == {"closed", "discharged"}


@pytest.mark.parametrize("ends", [{"deceased_on": days_ago(1)}, {"coverage": []}])
async def test_what_came_too_late_finds_the_case_ended(office: Office, record: Record, ends: dict[str, Any]) -> None:
    case_id = await office.a_case("outreach")
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]
    await office.change(member_id, **ends)

    refused = await office.act(case_id, "engage", status=409, **AGREED)

    assert refused["status_now"] == "closed"
    await office.act(case_id, "reopen", NURSE, 403, reason="Why not.")
    assert "R16" in rule_ids(await office.act(case_id, "reopen", CHIEF, 409, reason="Why not."))


async def test_r16_a_retroactive_end_sets_the_day_back_and_shows_the_contacts_after_it(
    office: Office, record: Record
) -> None:
    case_id = await office.a_case("evaluation")
    await record.raw.execute("update episodes set created_at = created_at - interval '90 days'")
    for days in (20, 5):
        await record.attempt(case_id, days, 10)
    member_id = (await office.get(f"/cases/{case_id}"))["member_id"]
    cover: dict[str, Any] = {"program": "medicaid", "start": "2020-01-01"}

    await office.change(member_id, coverage=[{**cover, "end": days_ago(3)}])
    first = await office.get(f"/cases/{case_id}")
    await office.change(member_id, coverage=[{**cover, "end": days_ago(10)}])
    second = await office.get(f"/cases/{case_id}")

    assert (first["ended_on"], first["contacts_after_end"]) == (days_ago(3), 0)
    assert (second["ended_on"], second["contacts_after_end"]) == (days_ago(10), 1)
    assert second["history"][-1]["action"] == "correct_end"
