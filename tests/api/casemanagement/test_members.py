"""The record of a member as plans sends it, and reports of a death."""

from tests.api.casemanagement.office import BASE, CHIEF, NURSE, OPERATIONS, PHYSICIAN, Office, a_notice
from tests.support.databases import PinnedDatabase


async def test_the_highest_version_wins_and_a_repeat_changes_nothing(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member(version=3)

    repeated = await office.tell(member_id, office.notices[member_id])
    older = await office.tell(member_id, a_notice(version=2, given_name="Older"))

    assert (repeated["version"], repeated["applied"], repeated["effects"]) == (3, False, [])
    assert (older["version"], older["applied"]) == (3, False)
    stored = await casemanagement_database.raw.fetchrow("select version, given_name from members")
    assert dict(stored) == {"version": 3, "given_name": "Ada"}


async def test_only_a_service_sends_records(office: Office) -> None:
    for who in (NURSE, CHIEF, OPERATIONS, PHYSICIAN):
        answer = await office.client.put(f"{BASE}/members/{'0' * 32}", json=a_notice(), headers=dict(who))
        assert answer.status_code == 403


async def test_a_report_of_a_death_stops_what_goes_out_and_its_retraction_lets_it_go_out_again(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member()
    suspended = "select outbound_suspended_at is not null from members"
    said = {"reported_by": "Ruth Byron", "relationship": "daughter", "reported_via": "cm_line"}

    report = await office.post(f"/members/{member_id}/death-reports", said, status=201)
    assert report["status"] == "unverified"
    assert await casemanagement_database.raw.fetchval(suspended)
    await office.post(f"/members/{member_id}/death-reports", said, status=409)

    path = f"/members/{member_id}/death-reports/{report['id']}/retraction"
    retracted = await office.post(path, {"because": "She answered the phone."})
    assert (retracted["status"], retracted["settled_by"]) == ("retracted", "nurse1")
    assert not await casemanagement_database.raw.fetchval(suspended)
    await office.post(path, {"because": "Again."}, status=409)


async def test_the_record_of_plans_verifies_a_reported_death(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    member_id = await office.member()
    said = {"reported_by": "Ruth Byron", "relationship": "daughter", "reported_via": "cm_line"}
    await office.post(f"/members/{member_id}/death-reports", said, status=201)

    await office.change(member_id, deceased_on="2026-01-05")

    report = await casemanagement_database.raw.fetchrow("select status, settled_by from death_reports")
    assert dict(report) == {"status": "verified", "settled_by": "service:plans"}
    assert await casemanagement_database.raw.fetchval("select outbound_suspended_at is not null from members")


async def test_reports_of_an_unknown_member_or_of_another_member_are_not_found(office: Office) -> None:
    member_id, other = await office.member(), await office.member()
    said = {"reported_by": "Ruth", "relationship": "daughter", "reported_via": "cm_line"}
    report = await office.post(f"/members/{member_id}/death-reports", said, status=201)

    await office.post(f"/members/{report['id']}/death-reports", said, status=404)
    await office.post(f"/members/{other}/death-reports/{report['id']}/retraction", {"because": "No."}, status=404)
