"""Turns to reach a member: one a day and three a week over all programs, by priority, also when all ask at once."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from casemanagement.api.contact_schema import ReservationRead
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import NURSE, PHYSICIAN, Office, Person, today

DISEASE = Person("service", subject="service:disease")
CENTRAL = ZoneInfo("America/Chicago")
UNKNOWN = "0199a1b2-0000-7000-8000-0000000000ff"


def noon(days: int) -> datetime:
    return datetime.combine(today() + timedelta(days=days), datetime.min.time(), CENTRAL).replace(hour=12)


def a_text(member: str, purpose: str, days: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "member_id": member,
        "channel": "sms",
        "purpose": purpose,
        "wanted_at": noon(days).isoformat(),
        "reference": f"{purpose}-{days}",
        **changes,
    }


async def ask(office: Office, body: dict[str, Any], who: Any = DISEASE, status: int = 201) -> dict[str, Any]:
    return await office.post("/contact-reservations", body, who, status)


async def test_scenario_27_one_is_sent_and_the_others_wait_by_priority(nurses: Nurses) -> None:
    member = await nurses.member()

    reminder = await ask(nurses, a_text(member, "reminder"))
    disease = await ask(nurses, a_text(member, "disease_management"))
    care = await ask(nurses, a_text(member, "case_management"), NURSE)
    again = [await ask(nurses, a_text(member, purpose)) for purpose in ("disease_management", "reminder")]

    ReservationRead.model_validate(care)
    assert [reminder["status"], disease["status"], care["status"]] == ["granted"] * 3
    assert [one["status"] for one in again] == ["deferred", "deferred"]
    assert [one["findings"][0]["rule_id"] for one in again] == ["R21-CAP", "R21-CAP"]
    assert {one["deferred_until"][:10] for one in again} == {str(today() + timedelta(days=2))}
    later = [await ask(nurses, {**a_text(member, one["purpose"]), "wanted_at": noon(2).isoformat()}) for one in again]
    assert [one["status"] for one in later] == ["granted", "deferred"]
    assert later[1]["deferred_until"][:10] == str(today() + timedelta(days=3))


async def test_r21_what_was_sent_keeps_its_place(nurses: Nurses) -> None:
    member = await nurses.member()
    sent = await ask(nurses, a_text(member, "reminder"))
    await nurses.post(f"/contact-reservations/{sent['id']}/outcome", {"outcome": "sent"}, DISEASE)

    care = await ask(nurses, a_text(member, "case_management"), NURSE)
    again = await ask(nurses, a_text(member, "reminder"))

    assert (care["status"], again["status"]) == ("deferred", "used")


async def test_r21_a_place_that_is_given_back_is_free_again(nurses: Nurses) -> None:
    member = await nurses.member()
    first = await ask(nurses, a_text(member, "disease_management"))
    waiting = await ask(nurses, a_text(member, "education"))

    await nurses.post(f"/contact-reservations/{first['id']}/outcome", {"outcome": "not_sent"}, DISEASE)
    twice = await nurses.post(f"/contact-reservations/{first['id']}/outcome", {"outcome": "sent"}, DISEASE, 409)
    granted = await ask(nurses, a_text(member, "education"))

    assert (waiting["status"], granted["status"], granted["id"]) == ("deferred", "granted", waiting["id"])
    assert twice["type"] == "urn:harmony:problem:reservation-used"


async def test_the_same_reference_never_takes_two_places(nurses: Nurses) -> None:
    member, other = await nurses.member(), await nurses.member()

    first = await ask(nurses, a_text(member, "screening"))
    again = await ask(nurses, a_text(member, "screening"))
    reused = await ask(nurses, {**a_text(other, "screening"), "reference": first["reference"]}, status=409)

    assert (again["id"], again["status"]) == (first["id"], "granted")
    assert reused["type"] == "urn:harmony:problem:reservation-reused"
    assert await nurses.raw.fetchval("select count(*) from contact_reservations") == 1


async def test_r21_it_is_judged_at_send_time_not_when_it_was_first_asked_for(nurses: Nurses) -> None:
    member = await nurses.member()
    await ask(nurses, a_text(member, "disease_management"))

    await nurses.raw.execute("update members set outbound_suspended_at = now() where id::text = $1", member)
    stopped = await ask(nurses, a_text(member, "disease_management"))

    assert (stopped["status"], stopped["findings"][0]["rule_id"]) == ("refused", "R17")


async def test_r21_a_text_at_night_waits_for_the_morning_of_the_member(nurses: Nurses) -> None:
    member = await nurses.member(time_zone="America/Denver")
    late = noon(1).replace(hour=23).isoformat()

    waiting = await ask(nurses, a_text(member, "education", wanted_at=late))

    opening = datetime.fromisoformat(waiting["deferred_until"]).astimezone(ZoneInfo("America/Denver"))
    assert (waiting["status"], f"{opening:%H:%M}") == ("deferred", "08:00")


async def test_mail_needs_no_turn_and_urgent_calls_wait_for_nobody(nurses: Nurses) -> None:
    member = await nurses.member()
    await ask(nurses, a_text(member, "case_management"), NURSE)

    mail = await ask(nurses, a_text(member, "education", channel="mail"))
    urgent = await ask(nurses, a_text(member, "urgent_safety", channel="phone"), NURSE)

    assert (mail["status"], urgent["status"]) == ("granted", "granted")


async def test_strangers_and_unknown_members(nurses: Nurses) -> None:
    member = await nurses.member()
    mine = await ask(nurses, a_text(member, "education"))

    await ask(nurses, a_text(member, "education"), PHYSICIAN, 403)
    await ask(nurses, a_text(UNKNOWN, "education"), status=404)
    await nurses.post(f"/contact-reservations/{mine['id']}/outcome", {"outcome": "sent"}, NURSE, 404)


async def test_a_reservation_is_used_by_its_contact_once(nurses: Nurses) -> None:
    member = await nurses.member()
    case_id = await nurses.put("evaluation", member_id=member)
    mine = await ask(nurses, a_text(member, "case_management", channel="phone", wanted_at=None), NURSE)
    body = {
        "channel": "phone",
        "outcome": "reached",
        "reservation_id": mine["id"],
        "exception_reason": "whatever the hour of this test",
    }

    made = await nurses.post(f"/cases/{case_id}/contacts", body, status=201)
    twice = await nurses.post(f"/cases/{case_id}/contacts", body, status=409)

    assert made["reservation_id"] == mine["id"]
    assert twice["type"] == "urn:harmony:problem:reservation-used"


async def test_of_many_that_ask_at_once_one_is_granted(busy_office: tuple[Office, asyncpg.Connection]) -> None:
    office, connection = busy_office
    member = await office.member()

    answers = await asyncio.gather(
        *(ask(office, a_text(member, "education", reference=f"r{number}")) for number in range(8))
    )

    assert sorted(answer["status"] for answer in answers) == ["deferred"] * 7 + ["granted"]
    assert await connection.fetchval("select count(*) from contact_reservations where turn is not null") == 1
