"""Nurse calls: judged when they are made, asked of the other programs, counted when they are in vain."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from disease.app import create_app
from tests.api.disease.conftest import settings_for
from tests.support.cap_desk import CapDesk
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import new_id
from tests.support.disease_program import Program, day, nurse, zone_where_it_is
from tests.support.services import common_settings, serving

NUMBER = "+1 314 555 0100"


@pytest_asyncio.fixture(scope="module")
async def desk_at() -> AsyncIterator[tuple[CapDesk, str]]:
    desk = CapDesk()
    async with serving(desk) as origin:
        yield desk, origin


@pytest_asyncio.fixture
async def calling(
    desk_at: tuple[CapDesk, str], disease_url: str, disease_database: PinnedDatabase
) -> AsyncIterator[tuple[Program, CapDesk]]:
    """The service beside a case management that answers."""
    desk, origin = desk_at
    desk.__init__()  # type: ignore[misc]
    settings = settings_for(disease_url).model_copy(
        update={"casemanagement_url": origin, "service_key": common_settings(disease_url)["service_key"]}
    )
    app = create_app(settings, disease_database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://disease") as client:
        yield Program(client, disease_database, app.state.services), desk


async def reachable(program: Program, tier: str = "high", **different: Any) -> Any:
    """A member for whom it is noon."""
    return await program.enrolled(tier, phone=NUMBER, **{"time_zone": zone_where_it_is(12), **different})


def rules(answer: httpx.Response) -> list[str]:
    return [finding["rule_id"] for finding in answer.json()["findings"]]


async def test_a_call_is_placed_when_nothing_is_in_the_way_and_case_management_grants_it(
    calling: tuple[Program, CapDesk],
) -> None:
    program, desk = calling
    member = await reachable(program, "very_high")
    answer = await program.call(member)

    assert (answer.status_code, answer.json()["outcome"]) == (201, None)
    assert answer.json()["cap"]["answer"] == "granted"
    [asked] = desk.asked
    assert (asked["member_id"], asked["purpose"], asked["program"]) == (str(member), "disease_management", "asthma")


async def test_scenario_25_it_is_the_hour_of_the_member_that_counts(program: Program) -> None:
    half_past_eight_central = f"{day(1)[:4]}-12-15T20:30:00-06:00"
    body = {"at": half_past_eight_central}
    mountain = await program.enrolled("high", phone=NUMBER, time_zone="America/Denver")
    eastern = await program.enrolled("high", phone=NUMBER, time_zone="America/New_York")

    allowed = (await program.post(f"/members/{mountain}/calls/check", body)).json()
    assert (allowed["allowed"], allowed["local_times"]) == (True, ["19:30"])
    blocked = await program.post(f"/members/{eastern}/calls/check", body)
    assert (blocked.json()["allowed"], blocked.json()["local_times"]) == (False, ["21:30"])
    assert rules(blocked) == ["R21-HOURS"]
    assert blocked.json()["next_allowed_at"] == f"{day(1)[:4]}-12-16T13:00:00Z"  # 08:00 there


async def test_scenario_27_a_contact_that_is_deferred_for_another_program_is_not_made(
    calling: tuple[Program, CapDesk],
) -> None:
    program, desk = calling
    member = await reachable(program)
    desk.answer = {"id": "R1", "status": "deferred", "deferred_until": f"{day(1)}T14:00:00Z"}
    answer = await program.call(member)

    assert (answer.status_code, rules(answer)) == (409, ["R21-CAP"])
    assert answer.json()["findings"][0]["expected"].startswith(f"{day(1)}T14:00:00")
    assert await program.raw.fetchval("select count(*) from calls") == 0


@pytest.mark.parametrize(
    ("status", "answer"), [(503, {}), (200, {"status": "perhaps"}), (200, []), (404, {"title": "nothing here"})]
)
async def test_without_an_answer_nobody_is_called_and_nothing_is_used_up(
    calling: tuple[Program, CapDesk], status: int, answer: Any
) -> None:
    program, desk = calling
    desk.status, desk.answer = status, answer
    refused = await program.call(await reachable(program))

    assert (refused.status_code, rules(refused)) == (409, ["R21-CAP-UNKNOWN"])
    assert "Try again in 5 minutes" in refused.json()["findings"][0]["message"]


async def test_what_case_management_refuses_is_said_in_its_words(calling: tuple[Program, CapDesk]) -> None:
    program, desk = calling
    desk.answer = {
        "id": "R1",
        "status": "refused",
        "deferred_until": None,
        "findings": [{"message": "Nothing goes out."}],
    }
    refused = await program.call(await reachable(program))

    assert rules(refused) == ["R21-CAP"]
    assert refused.json()["findings"][0]["message"].endswith("Nothing goes out.")


async def test_case_management_that_is_away_does_not_fail_the_record_of_a_call(program: Program) -> None:
    member = await reachable(program)

    assert rules(await program.call(member)) == ["R21-CAP-UNKNOWN"]
    await program.called(member, "no_answer")


async def test_in_the_quiet_hours_nobody_else_is_asked(calling: tuple[Program, CapDesk]) -> None:
    program, desk = calling
    refused = await program.call(await reachable(program, time_zone=zone_where_it_is(3)))

    assert (refused.status_code, rules(refused)) == (409, ["R21-HOURS"])
    assert refused.json()["next_allowed_at"] is not None
    assert desk.asked == []


async def test_what_is_in_the_way_is_named_at_once(calling: tuple[Program, CapDesk]) -> None:
    program, _ = calling
    member = await reachable(program, tty=True)
    await program.opt_out(member, "channel:phone")
    await program.tell_lead(member, lead_open=True)

    assert rules(await program.call(member, channel="phone")) == ["R21-CHANNEL", "R12", "R21-TTY"]


async def test_who_uses_a_tty_is_called_by_tty_without_being_asked(calling: tuple[Program, CapDesk]) -> None:
    program, _ = calling
    assert (await program.call(await reachable(program, tty=True))).json()["channel"] == "tty"


async def test_the_same_key_places_one_call_and_asks_once(calling: tuple[Program, CapDesk]) -> None:
    program, desk = calling
    member = await reachable(program)
    answers = [await program.post(f"/members/{member}/calls", {}, **{"Idempotency-Key": "K1"}) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len(desk.asked) == 1


async def test_one_call_at_a_time_and_a_repeated_wish_reserves_the_same_contact(
    calling: tuple[Program, CapDesk],
) -> None:
    program, desk = calling
    member = await reachable(program)
    await program.call(member)
    second = await program.call(member)

    assert (second.status_code, second.json()["type"]) == (409, "urn:harmony:problem:call-still-open")
    assert len({asked["reference"] for asked in desk.asked}) == 1


async def test_the_outcome_of_a_call_is_said_once_and_may_be_repeated(calling: tuple[Program, CapDesk]) -> None:
    program, _ = calling
    member = await reachable(program)
    call = (await program.call(member)).json()
    address = f"/members/{member}/calls/{call['id']}/outcome"

    said = [await program.post(address, {"outcome": "reached"}) for _ in range(2)]
    assert [answer.status_code for answer in said] == [200, 200]
    assert said[0].json() == said[1].json()
    other = await program.post(address, {"outcome": "busy"})
    assert (other.status_code, other.json()["type"]) == (409, "urn:harmony:problem:call-ended")
    assert (await program.post(f"/members/{member}/calls/{new_id()}/outcome", {"outcome": "busy"})).status_code == 404


@pytest.mark.parametrize(("tier", "days"), [("high", 30), ("very_high", 14)])
async def test_a_talk_sets_the_next_call(program: Program, tier: str, days: int) -> None:
    member = await reachable(program, tier)
    await program.called(member, "reached")

    enrolment = await program.enrolment(member)
    assert (enrolment["call_due_on"], enrolment["last_reached_on"]) == (day(days), day(0))


async def test_a_call_in_vain_leaves_the_due_date_as_it_was(program: Program) -> None:
    member = await reachable(program)
    before = (await program.enrolment(member))["call_due_on"]
    await program.called(member, "no_answer")

    assert (await program.enrolment(member))["call_due_on"] == before
    [entry] = await program.worklist()
    assert entry["attempts"] == 1


async def test_a_death_that_is_reported_stops_every_call_until_the_member_speaks(program: Program) -> None:
    member = await reachable(program)
    await program.called(member, "deceased_reported")

    assert rules(await program.call(member)) == ["R17"]
    assert await program.worklist() == []
    await program.called(member, "reached", direction="inbound")
    assert len(await program.worklist()) == 1


async def test_a_wrong_number_is_not_called_again_and_another_one_is(calling: tuple[Program, CapDesk]) -> None:
    program, _ = calling
    member = await reachable(program)
    await program.called(member, "wrong_number", days_ago=1)

    assert rules(await program.call(member)) == ["UTR-NUMBER"]
    [entry] = await program.worklist()
    assert entry["number_is_bad"] is True
    assert (await program.call(member, number="+1 314 555 0199")).status_code == 201


async def test_a_call_that_was_made_is_kept_with_what_it_broke(program: Program) -> None:
    member = await reachable(program, time_zone="America/Chicago")
    answer = await program.call(member, outcome="no_answer", placed_at=f"{day(-1)}T10:00:00Z")

    assert answer.status_code == 201
    assert rules(answer) == ["R21-HOURS"]


async def test_a_call_of_tomorrow_and_a_call_in_without_outcome_cannot_be_read(program: Program) -> None:
    member = await reachable(program)
    future = await program.call(member, outcome="busy", placed_at=f"{day(2)}T17:00:00Z")
    assert (future.status_code, future.json()["errors"][0]["pointer"]) == (422, "/placed_at")
    assert (await program.call(member, direction="inbound")).status_code == 422


async def test_who_is_in_no_program_is_not_called(program: Program) -> None:
    assert (await program.call(await program.member(phone=NUMBER))).status_code == 404
    assert (await program.call(new_id())).status_code == 404


async def test_three_calls_in_vain_earn_one_letter_and_after_it_the_flag(program: Program) -> None:
    member = await reachable(program, time_zone="America/Chicago")
    await program.place(member, "high", "diabetes")
    await program.follow()
    for days_ago, hour in ((5, 16), (4, 16), (3, 23)):
        await program.called(member, "no_answer", days_ago, hour)
    due = await program.raw.fetch("select letter_due_on from enrolments where letter_due_on is not null")
    assert [str(row["letter_due_on"]) for row in due] == [day(0)]

    await program.raw.execute(
        "update enrolments set letter_due_on = null, letter_sent_on = $1::date - 14 where letter_due_on is not null",
        due[0][0],
    )
    await program.follow()
    flags = [enrolment["unreachable_since"] for enrolment in await program.enrolments(member)]
    assert flags == [day(0), day(0)]
    assert [enrolment["status"] for enrolment in await program.enrolments(member)] == ["telephonic_outreach"] * 2
    assert await program.worklist() == []

    await program.change(member, phone="+1 314 555 0142")
    assert len(await program.worklist()) == 2


async def test_after_ninety_days_the_member_is_tried_again(program: Program) -> None:
    member = await reachable(program)
    await program.raw.execute(
        "update enrolments set unreachable_since = current_date - 90, retry_on = $1::text::date", day(0)
    )

    [entry] = await program.worklist()
    assert entry["purpose"] == "retry"
    assert entry["member"]["id"] == str(member)


async def test_the_calls_of_a_member_are_listed_newest_first_and_the_look_is_logged(program: Program) -> None:
    member = await reachable(program)
    await program.called(member, "busy", days_ago=2)
    await program.called(member, "reached")

    page = (await program.get(f"/members/{member}/calls?limit=1")).json()
    assert [call["outcome"] for call in page["items"]] == ["reached"]
    rest = (await program.get(f"/members/{member}/calls?limit=1&cursor={page['next']}")).json()
    assert ([call["outcome"] for call in rest["items"]], rest["next"]) == (["busy"], None)
    assert (await program.get(f"/members/{new_id()}/calls")).status_code == 404


async def test_other_roles_place_no_call(program: Program) -> None:
    member = await reachable(program)
    answer = await program.client.post(
        f"/disease/v1/members/{member}/calls", json={}, headers={**nurse(), "Authorization": "Bearer x"}
    )
    assert answer.status_code == 401
