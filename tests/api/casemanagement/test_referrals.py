"""Referrals: source and channel apart, any source at any time, and everybody is answered."""

from uuid import uuid4

import pytest

from casemanagement.domain.referral import ReferralChannel, ReferralSource
from tests.api.casemanagement.office import (
    CHIEF,
    DISEASE_NURSE,
    NURSE,
    OPERATIONS,
    PHYSICIAN,
    Office,
    a_referral,
    days_ago,
    today,
)
from tests.support.databases import PinnedDatabase

SOURCES = [source.value for source in ReferralSource]
CHANNELS = [channel.value for channel in ReferralChannel]


@pytest.mark.parametrize("source", SOURCES)
async def test_any_source_opens_a_case_that_waits_for_a_nurse(office: Office, source: str) -> None:
    member_id = await office.member()

    referral = await office.refer(member_id, source=source)

    assert (referral["status"], referral["source"], referral["channel"]) == ("waiting", source, "fax")
    assert "A nurse looks at it by" in referral["reply"]
    (case,) = (await office.get("/cases", NURSE, member_id=member_id))["items"]
    assert (case["state"], case["program"], case["episode_no"]) == ("referred", "complex", 1)
    assert case["next_contact_on"] == referral["triage_due_on"] > today().isoformat()


@pytest.mark.parametrize("channel", CHANNELS)
async def test_any_channel_will_do(office: Office, channel: str) -> None:
    assert (await office.refer(await office.member(), channel=channel))["channel"] == channel


async def test_scenario_26_r1_a_second_referral_joins_the_case_and_the_physician_is_answered(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member()
    first = await office.refer(member_id, source="internal_staff", channel="nurse_line_24h")

    second = await office.refer(member_id, who=PHYSICIAN)

    assert (first["status"], second["status"]) == ("waiting", "linked")
    assert "added to the open case" in second["reply"]
    assert "The nurse sees your referral" in second["reply"]
    case = await office.get(f"/cases/{await office.case_of(member_id)}")
    assert [known["status"] for known in case["referrals"]] == ["waiting", "linked"]
    tasks = await casemanagement_database.raw.fetch("select kind, rule_ids from tasks")
    assert [tuple(task) for task in tasks] == [("follow_up", ["R1"])]


async def test_a_delivery_that_is_repeated_is_the_same_referral(office: Office) -> None:
    member_id, submission = await office.member(), str(uuid4())
    first = await office.refer(member_id, submission_id=submission)

    repeated = await office.refer(member_id, submission_id=submission, status=200)
    await office.refer(member_id, submission_id=submission, program="lead", status=409)

    assert repeated["id"] == first["id"]
    assert len((await office.get("/referrals", member_id=member_id))["items"]) == 1


async def test_r2_who_is_no_member_is_refused_with_the_reason_and_the_refusal_is_on_record(office: Office) -> None:
    never = await office.refer(str(uuid4()), status=422)
    termed_id = await office.member(coverage=[{"program": "medicaid", "start": "2020-01-01", "end": days_ago(30)}])
    termed = await office.refer(termed_id, status=422)
    died = await office.refer(await office.member(deceased_on=days_ago(3)), status=422)

    assert [problem["errors"][0]["code"] for problem in (never, termed, died)] == ["not_a_member"] * 3
    assert "knows no such member" in never["detail"]
    assert "does not cover" in termed["detail"]
    assert "died" in died["detail"]
    entries = (await office.get("/audit", OPERATIONS, subject=termed_id))["items"]
    assert [(entry["action"], entry["rule_ids"]) for entry in entries] == [("refused", ["R2"])]


async def test_r2_cover_that_begins_later_is_accepted(office: Office) -> None:
    later = days_ago(-20)
    member_id = await office.member(coverage=[{"program": "medicaid", "start": later}])

    referral = await office.refer(member_id)
    case = await office.act(await office.case_of(member_id), "accept", reply="From then on.")

    assert f"covered from {later}" in referral["reply"]
    assert case["state"] == "identified"


async def test_a_nurse_chooses_the_program_of_a_referral_that_names_none(office: Office) -> None:
    member_id = await office.member()
    referral = await office.refer(member_id, program=None)
    path = f"/referrals/{referral['id']}/triage"

    refused = await office.post(path, {"outcome": "accepted"}, status=409)
    case = await office.post(path, {"outcome": "accepted", "program": "transplant", "reply": "Thank you."})

    assert [finding["rule_id"] for finding in refused["findings"]] == ["T3"]
    assert (case["program"], case["episode_no"], case["state"]) == ("transplant", 1, "identified")
    assert case["eligible_at"] is not None
    decided = await office.get(f"/referrals/{referral['id']}")
    assert (decided["status"], decided["triage"]["reply"], decided["triage"]["by"]) == (
        "accepted",
        "Thank you.",
        "nurse1",
    )
    await office.post(path, {"outcome": "accepted", "program": "lead"}, status=409)


async def test_r1_a_physician_gets_a_note_and_an_answer_or_the_referral_stays(office: Office) -> None:
    member_id = await office.member()
    referral = await office.refer(member_id)
    path, declined = f"/referrals/{referral['id']}/triage", {"outcome": "declined", "closed_as": "not_eligible"}

    refused = await office.post(path, declined, status=409)
    closed = await office.post(path, {**declined, "reason": "One illness only.", "reply": "No program fits."})

    assert [(found["rule_id"], found["pointer"]) for found in refused["findings"]] == [
        ("R1", "/reason"),
        ("R1", "/reply"),
        ("T4", "/reason"),
    ]
    assert (closed["state"], closed["outcome"], closed["history"][-1]["transition"]) == ("closed", "not_eligible", "T4")


async def test_another_sender_needs_a_reason_only(office: Office) -> None:
    member_id = await office.member()
    referral = await office.refer(member_id, source="caregiver")
    declined = {"outcome": "declined", "closed_as": "info_only", "reason": "Wanted a phone number."}

    closed = await office.post(f"/referrals/{referral['id']}/triage", declined)

    assert closed["outcome"] == "info_only"


async def test_a_dry_run_of_a_triage_says_what_would_happen_and_stores_nothing(office: Office) -> None:
    member_id = await office.member()
    referral = await office.refer(member_id)

    would = await office.post(f"/referrals/{referral['id']}/triage?dry_run=true", {"outcome": "accepted"})

    assert (would["outcome"], would["transition"], would["to"]) == ("clear", "T3", "identified")
    assert (await office.get(f"/referrals/{referral['id']}"))["status"] == "waiting"


async def test_a_provider_sees_the_own_referrals_and_no_case(office: Office) -> None:
    member_id = await office.member()
    own = await office.refer(member_id, who=PHYSICIAN)
    other = await office.refer(await office.member())

    listed = await office.get("/referrals", PHYSICIAN)
    read = await office.get(f"/referrals/{own['id']}", PHYSICIAN)

    assert [item["id"] for item in listed["items"]] == [own["id"]]
    assert read["case"] is None
    await office.get(f"/referrals/{other['id']}", PHYSICIAN, status=404)
    await office.get("/cases", PHYSICIAN, status=403)
    await office.refer(member_id, who=PHYSICIAN, source="member_self", status=403)


async def test_the_queue_is_oldest_first_and_goes_on_by_cursor(office: Office) -> None:
    sent = [(await office.refer(await office.member()))["id"] for _ in range(3)]

    first = await office.get("/referrals", NURSE, limit=2)
    second = await office.get("/referrals", NURSE, limit=2, cursor=first["next"])

    assert [item["id"] for item in (*first["items"], *second["items"])] == sent
    assert second["next"] is None


async def test_a_referral_names_a_member_once_and_knows_its_words(office: Office) -> None:
    member_id = await office.member()

    for wrong in (
        {"medicaid_id": "M1"},
        {"member_id": None},
        {"source": "neighbour"},
        {"channel": "pigeon"},
        {"unknown": 1},
    ):
        await office.post("/referrals", a_referral(member_id, **wrong), NURSE, 422)


async def test_a_disease_nurse_and_a_supervisor_refer_as_well(office: Office) -> None:
    for who in (DISEASE_NURSE, CHIEF):
        await office.refer(await office.member(), who=who, source="internal_staff", channel="disease_management")
