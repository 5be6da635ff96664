"""Enrolments follow tiers, cover, death and the member's word."""

from datetime import timedelta

import pytest

from tests.support.disease_facts import new_id
from tests.support.disease_program import TODAY, Program, day
from tests.support.identities import bearer, service


async def test_who_is_identified_is_enrolled_by_default_with_a_welcome_and_a_first_call(program: Program) -> None:
    member = await program.enrolled("high")

    enrolment = await program.enrolment(member)
    assert (enrolment["status"], enrolment["number"], enrolment["source"]) == (
        "telephonic_outreach",
        1,
        "stratification",
    )
    assert (enrolment["welcome_due_on"], enrolment["call_due_on"]) == (day(14), day(14))
    assert enrolment["allowed_actions"] == ["stop_calls", "engage", "disenrol"]


async def test_a_second_look_changes_nothing(program: Program) -> None:
    member = await program.enrolled("moderate")
    before = await program.enrolment(member)

    await program.follow()

    assert await program.enrolment(member) == before
    assert before["status"] == "enrolled_mail"


@pytest.mark.parametrize(
    ("tier", "status", "called"),
    [
        ("very_high", "telephonic_outreach", True),
        ("low", "enrolled_mail", False),
        ("undetermined", "enrolled_mail", True),
    ],
)
async def test_a_tier_that_changes_moves_the_enrolment(program: Program, tier: str, status: str, called: bool) -> None:
    member = await program.enrolled("high")
    await program.place(member, tier)
    await program.follow()

    enrolment = await program.enrolment(member)
    assert (enrolment["tier"], enrolment["status"], enrolment["call_due_on"] is not None) == (tier, status, called)


async def test_a_step_up_never_puts_a_call_off(program: Program) -> None:
    member = await program.enrolled("high")
    await program.place(member, "very_high", rules=("A-VH4",))
    await program.follow()

    due = (await program.enrolment(member))["call_due_on"]
    assert day(1) < due <= day(6)  # two business days


async def test_a_new_acute_event_in_the_same_tier_brings_the_call_forward(program: Program) -> None:
    member = await program.enrolled("very_high")
    await program.raw.execute(
        "update enrolments set call_due_on = $1, unreachable_since = $2", TODAY + timedelta(60), TODAY
    )
    await program.place(member, "very_high", rules=("A-VH4",))
    await program.follow()

    enrolment = await program.enrolment(member)
    assert enrolment["call_due_on"] <= day(6)
    assert enrolment["unreachable_since"] is None


async def test_an_override_of_a_nurse_counts_until_it_expires(program: Program) -> None:
    member = await program.enrolled("very_high")
    override = """update registry set override_tier = 'low', override_reason = 'long ago', override_since = $1,
                  override_until = $2"""
    await program.raw.execute(override, TODAY, TODAY)
    await program.follow()
    assert (await program.enrolment(member))["tier"] == "low"

    await program.raw.execute(override, TODAY - timedelta(2), TODAY - timedelta(1))
    await program.follow()
    assert (await program.enrolment(member))["tier"] == "very_high"


async def test_the_health_risk_assessment_makes_who_is_called_engaged(program: Program) -> None:
    member = await program.enrolled("high")
    await program.raw.execute(
        """insert into assessments (member, instrument, completed_on, answers, changed_at, source, source_id)
           select number, 'asthma_control', $2, '{}', now(), 'test', 'A1' from members where id = $1""",
        member,
        TODAY,
    )
    await program.follow()
    assert (await program.enrolment(member))["status"] == "engaged"

    await program.place(member, "moderate")
    await program.follow()
    assert (await program.enrolment(member))["status"] == "maintenance"


async def test_death_ends_every_program_at_once_and_an_error_restores_them(program: Program) -> None:
    member = await program.enrolled("high")
    await program.place(member, "high", "diabetes")
    await program.follow()

    await program.change(member, deceased_on=day(-1))
    ended = await program.enrolments(member)
    assert [(e["status"], e["reason"], e["disenrolled_on"], e["call_due_on"]) for e in ended] == [
        ("disenrolled", "death", day(-1), None)
    ] * 2

    await program.change(member, deceased_on=None)
    assert [(e["status"], e["number"]) for e in await program.enrolments(member)] == [("telephonic_outreach", 1)] * 2


async def test_cover_that_ends_ends_the_program_on_its_last_day(program: Program) -> None:
    member = await program.enrolled("high")
    await program.change(member, coverage=[{"program": "medicaid", "start": "2020-01-01", "end": day(0)}])
    assert (await program.enrolment(member))["status"] == "telephonic_outreach"

    await program.change(member, coverage=[{"program": "medicaid", "start": "2020-01-01", "end": day(-1)}])
    enrolment = await program.enrolment(member)
    assert (enrolment["reason"], enrolment["disenrolled_on"]) == ("term", day(-1))


@pytest.mark.parametrize(("gap", "number"), [(60, 1), (61, 2)])
async def test_a_short_gap_resumes_and_a_long_one_begins_anew(program: Program, gap: int, number: int) -> None:
    member = await program.enrolled("high")
    old = {"program": "medicaid", "start": "2020-01-01", "end": day(-gap)}
    await program.change(member, coverage=[old])
    assert (await program.enrolment(member))["status"] == "disenrolled"

    await program.change(member, coverage=[old, {"program": "medicaid", "start": day(0)}])
    enrolment = await program.enrolment(member)
    assert (enrolment["status"], enrolment["number"]) == ("telephonic_outreach", number)


async def test_an_earlier_end_told_late_sets_the_end_back(program: Program) -> None:
    member = await program.enrolled("low")
    for end in (-10, -40):
        await program.change(member, coverage=[{"program": "medicaid", "start": "2020-01-01", "end": day(end)}])

    assert (await program.enrolment(member))["disenrolled_on"] == day(-40)


async def test_a_condition_that_is_ruled_out_stays_out_until_somebody_enrols_again(program: Program) -> None:
    member = await program.enrolled("high")
    ended = await program.post(
        f"/members/{member}/enrolments/asthma/disenrolment",
        {"reason": "condition_ruled_out", "statement": "The specialist ruled asthma out."},
    )
    assert ended.json()["items"][0]["reason"] == "condition_ruled_out"
    await program.follow()
    assert len(await program.enrolments(member)) == 1

    again = await program.post(
        f"/members/{member}/enrolments/asthma/disenrolment",
        {"reason": "condition_ruled_out", "statement": "Once more."},
    )
    assert (again.status_code, again.json()["allowed_actions"]) == (409, ["reinstate"])


async def test_nobody_else_enrols_and_a_stranger_is_not_found(program: Program) -> None:
    member = await program.enrolled("high")
    body = {"disease": "asthma", "source": "member_self", "via": "nurse_line_24h"}

    refused = await program.client.post(
        f"/disease/v1/members/{member}/enrolments", json=body, headers=bearer("spa_reviewer")
    )
    assert refused.status_code == 403
    assert (await program.post(f"/members/{new_id()}/enrolments", body)).status_code == 404
    assert (await program.get(f"/members/{new_id()}/enrolments")).status_code == 404


async def test_who_has_no_cover_or_has_died_cannot_be_enrolled(program: Program) -> None:
    body = {"disease": "asthma", "source": "member_self", "via": "nurse_line_24h"}
    uncovered = await program.member(coverage=[])
    dead = await program.member(deceased_on=day(-1))

    for member in (uncovered, dead):
        answer = await program.post(f"/members/{member}/enrolments", body)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:harmony:problem:not-eligible")


async def test_the_same_request_to_join_twice_is_one_enrolment(program: Program) -> None:
    member = await program.member()
    body = {"disease": "diabetes", "source": "member_self", "via": "portal"}
    outcomes = [(await program.post(f"/members/{member}/enrolments", body)).json() for _ in range(2)]

    assert [outcome["outcome"] for outcome in outcomes] == ["enrolled", "already_enrolled"]
    assert [(e["status"], e["source"]) for e in await program.enrolments(member)] == [("identified", "member_self")]


async def test_what_follows_is_written_to_the_audit_log(program: Program) -> None:
    member = await program.enrolled("high")

    entries = await program.raw.fetch("select actor, after from audit_log where action = 'enrolment_followed'")
    assert [(entry["actor"], entry["after"]["tier"]) for entry in entries] == [("service:enrolments", "high")]
    logged = await program.raw.fetchval("select count(*) from audit_log where kind = 'read'")
    await program.enrolments(member)
    assert await program.raw.fetchval("select count(*) from audit_log where kind = 'read'") == logged + 1


async def test_one_batch_of_the_population_takes_seven_statements(program: Program) -> None:
    for _ in range(3):
        await program.place(await program.member(), "high")
    program.database.statements.clear()
    await program.follow()

    own = [text for text in program.database.statements if "enrolments" in text]
    assert len(own) == 7


async def test_a_lead_case_manager_is_told_by_case_management_only(program: Program) -> None:
    member = await program.enrolled("high")

    assert (await program.tell_lead(member, lead_open=True)).json()["changed"] is True
    assert (await program.tell_lead(member, lead_open=True)).json()["changed"] is False
    body = {"lead_open": False, "case_manager": None, "since": None}
    refused = await program.client.put(
        f"/disease/v1/members/{member}/case-management", json=body, headers=bearer("disease_nurse")
    )
    assert refused.status_code == 403
    stranger = await program.client.put(f"/disease/v1/members/{new_id()}/case-management", json=body, headers=service())
    assert stranger.status_code == 404
