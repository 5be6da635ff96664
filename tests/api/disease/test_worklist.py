"""The work list: whom it shows, in which order, and who holds whom."""

import asyncio
from datetime import timedelta

from tests.support.disease_facts import new_id
from tests.support.disease_program import TODAY, Program, day, nurse
from tests.support.identities import bearer


async def test_the_highest_tier_comes_first_and_the_oldest_due_date_in_it(program: Program) -> None:
    members = [await program.enrolled(tier) for tier in ("high", "very_high", "high", "moderate", "very_high")]
    for offset, member in zip((3, 2, -1, 0, 1), members, strict=True):
        due = TODAY + timedelta(offset)
        await program.raw.execute(
            "update enrolments set call_due_on = $2 where member_id = $1 and call_due_on is not null", member, due
        )

    entries = await program.worklist()
    assert [(e["tier"], e["call_due_on"]) for e in entries] == [
        ("very_high", day(1)),
        ("very_high", day(2)),
        ("high", day(-1)),
        ("high", day(3)),
    ]
    assert [e["overdue_days"] for e in entries] == [0, 0, 1, 0]


async def test_pages_follow_each_other_without_gaps_or_doubles(program: Program) -> None:
    for tier in ("high", "very_high", "undetermined", "high", "very_high"):
        await program.enrolled(tier)
    whole = [e["id"] for e in await program.worklist("?limit=100")]
    pieces: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await program.get(f"/outreach/worklist?limit=2{cursor}")).json()
        pieces += [e["id"] for e in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None

    assert pieces == whole
    assert len(whole) == 5


async def test_it_says_what_a_call_needs(program: Program) -> None:
    await program.enrolled("very_high", tty=True, language="es", phone=None, time_zone="America/Denver")

    [entry] = await program.worklist()
    assert (entry["channel"], entry["member"]["language"], entry["number_is_bad"]) == ("tty", "es", True)
    assert (entry["zones"], entry["zones_known_from"]) == (["America/Denver"], ["time_zone"])
    assert entry["day_parts_needed"] == ["morning", "afternoon", "evening"]
    assert (entry["purpose"], entry["lacks"]) == ("first_call", ["attempts", "day_parts", "days"])


async def test_a_member_of_whom_too_little_is_known_gets_one_call_for_the_assessment(program: Program) -> None:
    member = await program.enrolled("undetermined", phone="+1 314 555 0100")
    [entry] = await program.worklist("?tier=undetermined")
    assert (entry["purpose"], entry["status"]) == ("health_risk_assessment", "enrolled_mail")

    await program.called(member, "reached")
    assert await program.worklist() == []


async def test_an_unknown_zone_is_every_zone_that_state_and_number_allow(program: Program) -> None:
    address = {"lines": ["1 Elm St"], "city": "Topeka", "state": "KS", "postal_code": "66603"}
    await program.enrolled("high", address=address, phone="+1 314 555 0100")

    [entry] = await program.worklist()
    assert entry["zones"] == ["America/Chicago", "America/Denver"]
    assert entry["zones_known_from"] == ["state", "area_code"]


async def test_scenario_10_a_lead_case_manager_takes_the_calls_and_the_mail_goes_on(program: Program) -> None:
    member = await program.enrolled("high", disease="diabetes")
    mail_due = (await program.enrolment(member))["mail_due_on"]
    await program.tell_lead(member, lead_open=True)

    assert await program.worklist() == []
    [suppressed] = await program.worklist("?suppressed=true")
    assert suppressed["case_lead_open"] is True
    enrolment = await program.enrolment(member)
    assert (enrolment["status"], enrolment["mail_due_on"]) == ("telephonic_outreach", mail_due)

    await program.tell_lead(member, lead_open=False)
    assert len(await program.worklist()) == 1


async def test_who_wants_no_calls_or_has_died_is_not_shown(program: Program) -> None:
    silent, dead = await program.enrolled("high"), await program.enrolled("high")
    await program.opt_out(silent, "channel:phone")
    await program.change(dead, deceased_on=day(-1))

    assert await program.worklist() == []


async def test_filters_restrict(program: Program) -> None:
    await program.enrolled("high")
    await program.enrolled("very_high", disease="diabetes")

    assert [e["disease"] for e in await program.worklist("?disease=diabetes")] == ["diabetes"]
    assert [e["tier"] for e in await program.worklist(f"?due_by={day(7)}")] == ["very_high"]
    assert await program.worklist("?assignee=nobody") == []


async def test_two_nurses_cannot_hold_one_member(program: Program) -> None:
    member = await program.enrolled("high")
    await program.place(member, "high", "diabetes")
    await program.follow()
    first, second = (entry["id"] for entry in await program.worklist())

    assert (await program.post(f"/outreach/{first}/assignment")).json()["assignee"] == "nurse1"
    assert (await program.post(f"/outreach/{first}/assignment")).status_code == 200
    other = await program.client.post(f"/disease/v1/outreach/{second}/assignment", headers=nurse("nurse2"))
    assert (other.status_code, other.json()["type"]) == (409, "urn:harmony:problem:held-by-another")
    assert [e["assignee"] for e in await program.worklist("?assignee=nurse1")] == ["nurse1", "nurse1"]


async def test_a_member_is_put_back_by_the_holder_or_a_supervisor(program: Program) -> None:
    await program.enrolled("high")
    [entry] = await program.worklist()
    address = f"/disease/v1/outreach/{entry['id']}/assignment"
    version = (await program.post(f"/outreach/{entry['id']}/assignment")).headers["ETag"]

    stranger = await program.client.delete(address, headers={**nurse("nurse2"), "If-Match": version})
    assert stranger.status_code == 403
    assert (await program.client.delete(address, headers=nurse())).status_code == 428
    supervisor = {**bearer("care_supervisor"), "If-Match": version}
    assert (await program.client.delete(address, headers=supervisor)).json()["assignee"] is None
    assert (await program.post(f"/outreach/{new_id()}/assignment")).status_code == 404


async def test_the_list_is_one_statement_and_logs_each_member(program: Program) -> None:
    members = {await program.enrolled("high") for _ in range(3)}
    program.database.statements.clear()
    await program.worklist()

    assert len([text for text in program.database.statements if "enrolments" in text]) == 1
    assert members <= set(await program.raw.fetchval("select shown from audit_log where kind = 'read'"))


async def test_other_roles_do_not_see_it(program: Program) -> None:
    answers = await asyncio.gather(
        *(program.client.get("/disease/v1/outreach/worklist", headers=bearer(role)) for role in ("provider", "partner"))
    )
    assert [answer.status_code for answer in answers] == [403, 403]
