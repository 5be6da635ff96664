"""Contacts: judged at the time they are made (R21), never lost, and counted as attempts or not."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casemanagement.api.contact_schema import ContactRead, WindowRead
from shared.runtime import clock
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import CHIEF, DISEASE_NURSE, NURSE, rule_ids, today

CENTRAL = ZoneInfo("America/Chicago")


def at(days_back: int, hour: int, minute: int = 0, zone: ZoneInfo = CENTRAL) -> str:
    return (
        datetime.combine(today() - timedelta(days=days_back), datetime.min.time(), zone)
        .replace(hour=hour, minute=minute)
        .isoformat()
    )


def a_call(**changes: Any) -> dict[str, Any]:
    return {"channel": "phone", "outcome": "no_answer", "at": at(2, 10), "number_ref": "home", **changes}


async def call(nurses: Nurses, case_id: str, status: int = 201, **changes: Any) -> dict[str, Any]:
    return await nurses.post(f"/cases/{case_id}/contacts", a_call(**changes), status=status)


async def test_an_attempt_is_kept_with_the_time_of_the_member(nurses: Nurses) -> None:
    case_id = await nurses.put("outreach")

    made = await call(nurses, case_id, at=at(2, 18, 30))

    ContactRead.model_validate(made)
    assert (made["local_time"][11:], made["day_part"], made["counts"]) == ("18:30:00", "evening", True)
    assert (made["zones"], made["findings"]) == (["America/Chicago"], [])
    assert (await nurses.get(f"/cases/{case_id}/contacts"))["items"] == [made]


async def test_scenario_24_three_calls_at_ten_and_a_fourth_in_the_evening_are_all_counted(nurses: Nurses) -> None:
    case_id = await nurses.put("outreach")

    for days in (6, 5, 4):
        await call(nurses, case_id, at=at(days, 10))
    await call(nurses, case_id, at=at(3, 18, 30))

    contacts = (await nurses.get(f"/cases/{case_id}/contacts"))["items"]
    assert [contact["counts"] for contact in contacts] == [True] * 4
    assert {contact["day_part"] for contact in contacts} == {"morning", "evening"}


async def test_r21_a_call_at_night_is_refused_and_kept_when_it_was_made_all_the_same(nurses: Nurses) -> None:
    case_id = await nurses.put("outreach")

    refused = await call(nurses, case_id, 409, at=at(2, 22))
    kept = await call(nurses, case_id, at=at(2, 22), exception_reason="The mother asked for it by text.")
    inbound = await call(nurses, case_id, at=at(2, 23), direction="inbound", outcome="reached")

    assert rule_ids(refused) == ["R21-HOURS"]
    assert [found["rule_id"] for found in kept["findings"]] == ["R21-HOURS"]
    assert inbound["findings"] == []


async def test_scenario_06_no_mail_at_home_and_a_confidential_phone(nurses: Nurses) -> None:
    member = await nurses.member(birth_date="2011-01-01", time_zone=None, phone="314-555-0100")
    case_id = await nurses.put("evaluation", member_id=member, program="high_risk_obstetrics")
    await nurses.raw.execute(
        """
        insert into opt_outs (id, member_id, scope, effective_on, captured_by, captured_via, stated_by, statement,
                              confidential, recorded_at, confirm_by)
        select gen_random_uuid(), member_id, 'channel:mail', current_date, 'nurse1', 'phone', 'member', 'No mail.',
               true, now(), current_date from episodes where id::text = $1
        """,
        case_id,
    )

    refused = await call(nurses, case_id, 409, channel="mail", outcome="sent")
    spoken = await call(nurses, case_id, outcome="reached")

    assert rule_ids(refused) == ["R21-CHANNEL"]
    assert spoken["zones"] == ["America/Chicago"]


async def test_r21_tty_voicemail_and_interpreter(nurses: Nurses) -> None:
    member = await nurses.member(tty=True, language="es")
    case_id = await nurses.put("evaluation", member_id=member)

    voice = await call(nurses, case_id, 409)
    told = await call(nurses, case_id, 409, route="tty", outcome="left_message", message_contents=["condition"])
    spoken = await call(nurses, case_id, route="relay", outcome="reached", at=at(1, 10))
    helped = await call(nurses, case_id, route="tty", outcome="reached", interpreter=True, at=at(3, 10))

    assert rule_ids(voice) == ["R21-TTY"]
    assert rule_ids(told) == ["R21-MESSAGE"]
    assert [found["rule_id"] for found in spoken["findings"]] == ["R21-LANGUAGE"]
    assert helped["findings"] == []


async def test_r8_a_live_contact_of_an_active_case_names_the_next(nurses: Nurses) -> None:
    case_id = await nurses.put("active", next_contact_on=today() - timedelta(days=1))
    later = str(today() + timedelta(days=20))

    silent = await call(nurses, case_id, 409, outcome="reached")
    tried = await call(nurses, case_id)
    named = await call(nurses, case_id, outcome="reached", next_contact_on=later)

    assert rule_ids(silent) == ["R8"]
    assert tried["counts"] is True
    assert named["findings"] == []
    row = await nurses.raw.fetchrow("select next_contact_on, version from episodes where id::text = $1", case_id)
    assert (str(row["next_contact_on"]), row["version"]) == (later, 2)


async def test_r17_a_death_that_is_told_on_the_phone_stops_everything_that_goes_out(nurses: Nurses) -> None:
    member = await nurses.member()
    case_id = await nurses.put("active", member_id=member)

    await call(nurses, case_id, outcome="deceased_reported")
    stopped = await call(nurses, case_id, 409, at=at(1, 10))

    assert rule_ids(stopped) == ["R17"]
    window = await nurses.get(f"/members/{member}/contact-window", NURSE)
    assert (window["allowed"], window["next_allowed_at"]) == (False, None)


async def test_a_closed_case_still_takes_in_calls_and_sends_none(nurses: Nurses) -> None:
    case_id = await nurses.put("discharged")

    inbound = await call(nurses, case_id, direction="inbound", outcome="reached")
    outbound = await call(nurses, case_id, 409)

    assert inbound["direction"] == "inbound"
    assert outbound["state_now"] == "discharged"


async def test_r21_a_second_live_contact_on_one_day_waits_and_an_urgent_one_does_not(nurses: Nurses) -> None:
    case_id = await nurses.put("evaluation")
    await call(nurses, case_id, outcome="reached")

    second = await call(nurses, case_id, 409, outcome="reached", at=at(2, 15))
    urgent = await call(nurses, case_id, outcome="reached", at=at(2, 15), purpose="urgent_safety")
    unanswered = await call(nurses, case_id, at=at(2, 16))

    assert rule_ids(second) == ["R21-CAP"]
    assert (urgent["findings"], unanswered["findings"]) == ([], [])


async def test_a_contact_that_is_still_to_come_is_not_recorded(nurses: Nurses) -> None:
    case_id = await nurses.put("evaluation")

    refused = await call(nurses, case_id, 422, at=(clock.now() + timedelta(hours=2)).isoformat())

    assert refused["errors"][0]["pointer"] == "/at"


@pytest.mark.parametrize(
    ("zone", "allowed", "next_local"),
    [("America/Denver", True, "19:30"), ("America/New_York", False, "08:00")],
)
async def test_scenario_25_the_window_is_that_of_the_member(
    nurses: Nurses, zone: str, allowed: bool, next_local: str
) -> None:
    member = await nurses.member(time_zone=zone)
    half_past_eight = at(0, 20, 30)

    window = await nurses.get(f"/members/{member}/contact-window", NURSE, at=half_past_eight)

    WindowRead.model_validate(window)
    local = datetime.fromisoformat(window["next_allowed_at"]).astimezone(ZoneInfo(zone))
    assert (window["allowed"], f"{local:%H:%M}") == (allowed, next_local)
    assert [found["rule_id"] for found in window["findings"]] == ([] if allowed else ["R21-HOURS"])


async def test_the_window_says_what_it_does_not_know(nurses: Nurses) -> None:
    address = {"lines": ["1 Main St"], "city": "Memphis", "state": "TN", "postal_code": "38103"}
    member = await nurses.member(time_zone=None, phone="901-555-0100", address=address)
    nowhere = await nurses.member(time_zone=None, phone=None)

    known = await nurses.get(f"/members/{member}/contact-window", DISEASE_NURSE)
    unknown = await nurses.get(f"/members/{nowhere}/contact-window", CHIEF)

    assert (known["zones_known_from"], len(known["local_times"])) == (["state", "area_code"], 2)
    assert (unknown["zones_known_from"], len(unknown["local_times"])) == (["office"], 4)
