"""Who sees which case: own and team, supervisors all, confidential programs by role and with a reason on record."""

from typing import Any

from tests.api.casemanagement.office import (
    BASE,
    CHIEF,
    DISEASE_NURSE,
    NURSE,
    OPERATIONS,
    PHYSICIAN,
    SECOND_NURSE,
    TRUSTED_NURSE,
    Office,
    Person,
)
from tests.api.casemanagement.screening_bodies import condition, screened
from tests.support.databases import PinnedDatabase

CURIOUS = Person("care_supervisor", "confidential", subject="chief2")
CASE_MANAGER = Person("case_manager", subject="cm1", agency="agency-a")


async def place(office: Office, subject: str, team: str) -> None:
    answer = await office.client.put(f"{BASE}/nurses/{subject}", json={"team": team}, headers=dict(CHIEF))
    assert answer.status_code == 200, answer.text


async def test_nurses_see_what_nobody_has_their_own_and_their_teams_cases(office: Office) -> None:
    waiting, taken = await office.a_case("stratified"), await office.a_case("outreach")
    third = Person("care_nurse", subject="nurse3")
    assert [item["id"] for item in (await office.get("/cases", SECOND_NURSE))["items"]] == [taken, waiting]

    await place(office, "nurse1", "north")
    await place(office, "nurse3", "north")

    assert [item["id"] for item in (await office.get("/cases", SECOND_NURSE))["items"]] == [waiting]
    await office.get(f"/cases/{taken}", SECOND_NURSE, status=404)
    await office.act(taken, "reassign", SECOND_NURSE, 404)
    for who in (NURSE, third, CHIEF, OPERATIONS, DISEASE_NURSE):
        assert [item["id"] for item in (await office.get("/cases", who))["items"]] == [taken, waiting]


async def test_others_see_no_case(office: Office) -> None:
    case_id = await office.a_case("outreach")

    for who in (PHYSICIAN, CASE_MANAGER):
        await office.get("/cases", who, status=403)
        await office.get(f"/cases/{case_id}", who, status=403)
    await office.act(case_id, "engage", DISEASE_NURSE, 403)


async def test_a_confidential_case_is_hidden_from_lists_summaries_and_answers_to_others(office: Office) -> None:
    member_id = await office.member(household="h1")
    await office.refer(member_id, program="complex_hiv", who=TRUSTED_NURSE)

    again = await office.refer(member_id, program="complex_hiv", who=PHYSICIAN)

    assert (again["status"], "added to the open case" in again["reply"]) == ("waiting", False)
    assert (await office.get(f"/referrals/{again['id']}", PHYSICIAN))["status"] == "waiting"
    case_id = await office.case_of(member_id, TRUSTED_NURSE)
    for who in (SECOND_NURSE, CHIEF, OPERATIONS, DISEASE_NURSE):
        assert (await office.get("/cases", who, member_id=member_id))["items"] == []
        assert (await office.get("/referrals", who))["items"] == []
        await office.get(f"/cases/{case_id}", who, status=404)
        await office.get(f"/cases/{case_id}/discharge-readiness", who, status=404)
        summary = await office.get(f"/members/{member_id}/summary", who)
        assert (summary["open_cases"], summary["referrals"], summary["tasks"]) == ([], [], [])


async def test_the_role_alone_opens_no_confidential_case_and_the_reason_is_on_record(office: Office) -> None:
    member_id = await office.member()
    await office.refer(member_id, program="complex_hiv", who=TRUSTED_NURSE)
    case_id = await office.case_of(member_id, TRUSTED_NURSE)

    refused = await office.get(f"/cases/{case_id}", CURIOUS, status=403)
    await office.act(case_id, "accept", CURIOUS, 403, reply="Yes.")
    shown = await office.get(f"/cases/{case_id}", TRUSTED_NURSE)
    summary = await office.get(f"/members/{member_id}/summary", TRUSTED_NURSE)

    assert refused["type"] == "urn:harmony:problem:access-reason-required"
    assert (shown["program"], [case["id"] for case in summary["open_cases"]]) == ("complex_hiv", [case_id])
    entries = (await office.get("/audit", OPERATIONS, subject=case_id))["items"]
    reads = [entry for entry in entries if entry["kind"] == "read" and entry["after"]]
    assert [(entry["actor"], entry["after"]["reason"]) for entry in reads] == [("nurse1", "care coordination")]


async def test_the_audit_log_does_not_tell_operations_what_is_confidential(office: Office) -> None:
    referred, screened_ = await office.member(), await office.member()
    await office.refer(referred, program="complex_hiv", who=TRUSTED_NURSE, reason="Viral load of last week.")
    case_id = await office.case_of(referred, TRUSTED_NURSE)
    await office.act(case_id, "accept", TRUSTED_NURSE, reply="Yes.", reason="HIV is new to the member.")
    hidden_opt_out = {"scope": "program:complex_hiv", "captured_via": "cm_line", "statement": "No HIV program."}
    await office.post(f"/members/{referred}/opt-outs", hidden_opt_out, TRUSTED_NURSE, 201)
    await screened(office, screened_, conditions=[condition("Z21")])

    entries = [
        entry
        for member_id in (referred, screened_)
        for entry in (await office.get("/audit", OPERATIONS, subject=member_id, limit="100"))["items"]
    ]

    assert {"refer", "accept", "triaged", "opted_out", "identify", "stratify"} <= {entry["action"] for entry in entries}
    assert not [entry for entry in entries if "hiv" in str(entry).lower() or "viral" in str(entry).lower()]
    history = (await office.get(f"/cases/{case_id}", TRUSTED_NURSE))["history"]
    assert [event["reason"] for event in history][:2] == ["Viral load of last week.", "HIV is new to the member."]


async def test_every_reading_of_a_case_is_logged(office: Office) -> None:
    case_id = await office.a_case("outreach")
    await office.get(f"/cases/{case_id}", NURSE)

    entries = (await office.get("/audit", OPERATIONS, subject=case_id))["items"]

    assert entries[0]["kind"] == "read"
    assert (entries[0]["actor"], entries[0]["subject_type"]) == ("nurse1", "case")


async def test_the_list_is_filtered_and_goes_on_by_cursor(office: Office) -> None:
    outreach = [await office.a_case("outreach") for _ in range(3)]
    lead = await office.a_case("identified", program="lead")

    first = await office.get("/cases", limit=2)
    second = await office.get("/cases", limit=2, cursor=first["next"])
    assert [item["id"] for item in (*first["items"], *second["items"])] == [lead, *reversed(outreach)]
    searches: list[tuple[dict[str, Any], list[str]]] = [
        ({"program": "lead"}, [lead]),
        ({"state": "outreach", "limit": "1"}, [outreach[2]]),
        ({"case_manager": "nurse1", "level": "high"}, outreach[::-1]),
        ({"case_manager": "nurse9"}, []),
        ({"open": "false"}, []),
    ]
    for wanted, found in searches:
        assert [item["id"] for item in (await office.get("/cases", **wanted))["items"]] == found
    number = first["items"][0]["number"]
    assert [item["number"] for item in (await office.get("/cases", number=number))["items"]] == [number]


async def test_reading_and_acting_take_the_same_statements_however_much_there_is(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    case_id = await office.a_case("stratified")

    async def statements(count: int) -> list[int]:
        for _ in range(count):
            await office.refer(await office.member())
        used = []
        for request in (
            office.get("/cases", NURSE, limit=100),
            office.get(f"/cases/{case_id}", NURSE),
            office.get(f"/members/{await member_of()}/summary", NURSE),
        ):
            casemanagement_database.statements.clear()
            await request
            used.append(len([one for one in casemanagement_database.statements if "savepoint" not in one.lower()]))
        return used

    async def member_of() -> str:
        return str((await office.get(f"/cases/{case_id}"))["member_id"])

    assert await statements(1) == await statements(5) == [1, 1, 1]


async def test_nurses_are_placed_by_supervisors_and_by_version(office: Office) -> None:
    await place(office, "nurse1", "north")
    path = f"{BASE}/nurses/nurse1"

    codes = [
        (await office.client.put(path, json={"team": "south"}, headers=headers)).status_code
        for headers in (
            dict(NURSE),
            dict(CHIEF),
            {**CHIEF, "If-Match": '"2"'},
            {**CHIEF, "If-Match": '"1"'},
        )
    ]

    assert codes == [403, 428, 412, 200]
    (nurse,) = (await office.get("/nurses", CHIEF))["items"]
    assert nurse == {"subject": "nurse1", "version": 2, "team": "south", "caseload_limit": None, "caseload": 0}
