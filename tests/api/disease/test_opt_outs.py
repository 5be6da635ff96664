"""Opt-outs: what they end, what they leave alone, and who takes them back."""

from tests.support.disease_facts import new_id
from tests.support.disease_program import Program, day, nurse
from tests.support.identities import service

JOIN = {"disease": "asthma", "source": "member_self", "via": "nurse_line_24h"}


async def test_scenario_08_an_opt_out_holds_against_events_and_ends_with_the_members_own_word(program: Program) -> None:
    member = await program.enrolled("moderate")
    await program.opt_out(member, "program:asthma")
    assert (await program.enrolment(member))["reason"] == "opt_out"

    await program.place(member, "very_high", rules=("A-VH4",))  # the emergency visit
    await program.follow()
    assert [e["status"] for e in await program.enrolments(member)] == ["disenrolled"]
    by_provider = await program.post(f"/members/{member}/enrolments", {**JOIN, "source": "provider", "via": "fax"})
    assert by_provider.json()["outcome"] == "ask_member_via_provider"
    assert await program.raw.fetchval("select count(*) from provider_asks where closed_on is null") == 1

    joined = (await program.post(f"/members/{member}/enrolments", JOIN)).json()
    assert joined["outcome"] == "enrolled"
    assert len(joined["opt_outs_revoked"]) == 1
    newest, old = joined["enrolments"]
    assert (newest["number"], newest["status"], newest["identified_on"]) == (2, "telephonic_outreach", day(0))
    assert (old["number"], old["status"]) == (1, "disenrolled")
    assert await program.raw.fetchval("select count(*) from provider_asks where closed_on is null") == 0


async def test_a_second_word_of_a_provider_asks_no_second_time(program: Program) -> None:
    member = await program.enrolled("high")
    await program.opt_out(member, "all_dm")
    for _ in range(2):
        await program.post(f"/members/{member}/enrolments", {**JOIN, "source": "provider", "via": "fax"})

    assert await program.raw.fetchval("select count(*) from provider_asks") == 1


async def test_a_channel_opt_out_leaves_the_member_enrolled(program: Program) -> None:
    member = await program.enrolled("high")
    await program.opt_out(member, "channel:phone")

    assert (await program.enrolment(member))["status"] == "telephonic_outreach"


async def test_who_joins_one_program_stays_out_of_the_other(program: Program) -> None:
    member = await program.enrolled("high")
    await program.place(member, "high", "diabetes")
    await program.follow()
    await program.opt_out(member, "all_dm")

    await program.post(f"/members/{member}/enrolments", JOIN)
    await program.follow()

    standing = [
        item["scope"]
        for item in (await program.get(f"/members/{member}/opt-outs")).json()["items"]
        if item["revoked_at"] is None
    ]
    assert standing == ["program:diabetes"]
    newest = {e["disease"]: e["status"] for e in reversed(await program.enrolments(member))}
    assert newest == {"asthma": "telephonic_outreach", "diabetes": "disenrolled"}


async def test_the_same_opt_out_twice_is_a_conflict(program: Program) -> None:
    member = await program.enrolled("high")
    await program.opt_out(member, "all_dm")
    again = await program.post(f"/members/{member}/opt-outs", {"scope": "all_dm", "captured_via": "portal"})

    assert (again.status_code, again.json()["type"]) == (409, "urn:harmony:problem:already-opted-out")


async def test_an_opt_out_is_taken_back_once_and_with_the_version_that_was_read(program: Program) -> None:
    member = await program.enrolled("high")
    opt_out = await program.opt_out(member, "program:asthma")
    address = f"/disease/v1/members/{member}/opt-outs/{opt_out['id']}?reason=changed+my+mind"

    assert (await program.client.delete(address, headers=nurse())).status_code == 428
    assert (await program.client.delete(address, headers={**nurse(), "If-Match": '"7"'})).status_code == 412
    assert (await program.client.delete(address, headers={**nurse(), "If-Match": '"1"'})).status_code == 200
    assert (await program.client.delete(address, headers={**nurse(), "If-Match": '"2"'})).status_code == 404
    assert (await program.enrolment(member))["number"] == 2


async def test_what_case_management_tells_holds_here_and_arrives_twice_without_harm(program: Program) -> None:
    member, opt_out = await program.enrolled("high"), new_id()
    told = {"scope": "all", "effective_on": day(0), "captured_via": "cm_line", "captured_by": "cn1"}
    address = f"/disease/v1/members/{member}/opt-outs/{opt_out}"

    changed = [
        (await program.client.put(address, json=told, headers=service("service:casemanagement"))).json()["changed"]
        for _ in range(2)
    ]
    assert changed == [True, False]
    assert (await program.enrolment(member))["reason"] == "opt_out"

    back = {**told, "revoked_at": f"{day(0)}T12:00:00Z", "revoked_reason": "asked to join", "revoked_by": "cn1"}
    assert (await program.client.put(address, json=back, headers=service())).json()["changed"] is True
    late = await program.client.put(address, json=told, headers=service())
    assert late.json()["changed"] is False
    await program.follow()
    assert (await program.enrolment(member))["status"] == "telephonic_outreach"


async def test_an_opt_out_of_tomorrow_is_refused(program: Program) -> None:
    member = await program.enrolled("high")
    answer = await program.post(
        f"/members/{member}/opt-outs", {"scope": "all_dm", "captured_via": "portal", "effective_on": day(1)}
    )
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/effective_on")


async def test_a_confidential_number_wins_and_an_older_message_changes_nothing(program: Program) -> None:
    member = await program.enrolled("high", phone="+1 314 555 0100")
    address = f"/disease/v1/members/{member}/contact-preferences"

    async def told(version: int, phone: str | None) -> bool:
        body = {"version": version, "confidential_phone": phone, "interpreter": True}
        answer = await program.client.put(address, json=body, headers=service("service:casemanagement"))
        assert answer.status_code == 200, answer.text
        changed: bool = answer.json()["changed"]
        return changed

    assert [await told(2, "573-555-0188"), await told(2, "573-555-0188"), await told(1, None)] == [True, False, False]
    [entry] = await program.worklist()
    assert (entry["member"]["phone"], entry["member"]["interpreter"]) == ("573-555-0188", True)
    logged = await program.raw.fetchval("select after::text from audit_log where action = 'preferences_taken_over'")
    assert "0188" not in logged
    assert (await program.client.put(address, json={"version": 3}, headers=nurse())).status_code == 403


async def test_what_is_recorded_here_is_told_to_case_management(program: Program) -> None:
    member = await program.enrolled("high")
    opt_out = await program.opt_out(member, "all_dm")
    await program.post(f"/members/{member}/enrolments", JOIN)

    rows = await program.raw.fetch("select url, payload from outbox where topic = 'disease.opt_out' order by id")
    assert [(row["payload"]["scope"], row["payload"]["revoked_at"] is not None) for row in rows] == [
        ("all_dm", False),
        ("all_dm", True),
        ("program:diabetes", False),
    ]
    assert rows[0]["url"].endswith(f"/casemanagement/v1/members/{member}/opt-outs/{opt_out['id']}")
