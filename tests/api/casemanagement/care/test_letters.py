"""Letters: queued by steps, judged when they are sent, kept as they were, as JSON, page and PDF."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from casemanagement.api.letter_schema import LetterDetail, LetterRead
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import BASE, NURSE, OPERATIONS, PHYSICIAN, TRUSTED_NURSE, days_ago, rule_ids, today

ADDRESS = {"lines": ["1 Main St"], "city": "Rolla", "state": "MO", "postal_code": "65401"}


async def written(nurses: Nurses, *, case: dict[str, Any] | None = None, **member: Any) -> tuple[str, str]:
    """A case and the letter that the member was not reached."""
    member_id = await nurses.member(**{"address": ADDRESS, **member})
    case_id = await nurses.put("outreach", member_id=member_id, **(case or {}))
    queued = await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)
    (letter_id,) = queued["letters"]
    return case_id, letter_id


async def test_a_letter_is_kept_word_for_word(nurses: Nurses) -> None:
    _, letter_id = await written(nurses)

    letter = LetterDetail.model_validate(await nurses.get(f"/letters/{letter_id}", NURSE))

    assert (letter.status, letter.title, letter.language) == ("queued", "We tried to reach you", "en")
    assert letter.envelope.to == ["Ada Byron", "1 Main St", "Rolla, MO 65401"]
    assert "the lead program" in letter.letter.opening[0]
    assert "866-635-7045" in letter.letter.opening[1]


@pytest.mark.parametrize(
    ("case", "to"),
    [
        ({"program": "lead"}, "Parent or guardian of Ada Byron"),
        ({"program": "high_risk_obstetrics", "confidential": True}, "Ada Byron"),
    ],
)
async def test_a_letter_to_a_minor_goes_to_the_guardian_unless_the_program_is_confidential(
    nurses: Nurses, case: dict[str, Any], to: str
) -> None:
    member_id = await nurses.member(address=ADDRESS, birth_date=days_ago(16 * 366))
    case_id = await nurses.put("outreach", member_id=member_id, **case)
    await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, TRUSTED_NURSE, 201)

    envelope = await nurses.raw.fetchval("select envelope from letters")

    assert envelope["to"] == [to, "1 Main St", "Rolla, MO 65401"]


async def test_a_member_who_speaks_spanish_gets_spanish_with_an_english_tagline(nurses: Nurses) -> None:
    _, letter_id = await written(nurses, language="es-MX")

    page = await nurses.client.get(f"{BASE}/letters/{letter_id}", headers={**NURSE, "Accept": "text/html"})

    assert page.headers["content-language"] == "es"
    assert '<html lang="es">' in page.text
    assert "Hemos tratado de comunicarnos con usted" in page.text
    assert "ATTENTION: If you speak English" in page.text


async def test_the_pdf_is_tagged_and_the_same_each_time(nurses: Nurses) -> None:
    _, letter_id = await written(nurses, given_name="<b>Ada")

    address = f"{BASE}/letters/{letter_id}"
    first, again = [await nurses.client.get(address, headers={**NURSE, "Accept": "application/pdf"}) for _ in range(2)]
    page = await nurses.client.get(address, headers={**NURSE, "Accept": "text/html"})

    assert first.headers["content-type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == again.content
    assert b"/StructTreeRoot" in first.content
    assert "<b>Ada" not in page.text


async def test_the_same_letter_is_written_once_a_day(nurses: Nurses) -> None:
    case_id, letter_id = await written(nurses)

    again = await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)

    assert again["letters"] == []
    listed = (await nurses.get("/letters", NURSE, case_id=case_id))["items"]
    assert [LetterRead.model_validate(item).id for item in listed] == [UUID(letter_id)]


@pytest.mark.parametrize("birth_date", ["1980-05-02", days_ago(1500)])
async def test_a_letter_is_sent_and_comes_back_and_two_that_came_back_stop_the_third(
    nurses: Nurses, birth_date: str
) -> None:
    case_id, first = await written(nurses, birth_date=birth_date)
    for day, letter_id in (("1", first), ("2", "")):
        if not letter_id:
            await nurses.raw.execute("update letters set cause = cause || $1", day)
            queued = await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)
            (letter_id,) = queued["letters"]
        sent = await nurses.post(f"/letters/{letter_id}/status", {"status": "sent"}, OPERATIONS)
        back = await nurses.post(f"/letters/{letter_id}/status", {"status": "returned"}, OPERATIONS)
        assert (sent["status"], sent["sent_on"], back["status"]) == ("sent", str(today()), "returned")
    await nurses.raw.execute("update letters set cause = cause || '3'")

    third = await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)

    assert third["letters"] == []
    newest = (await nurses.get("/letters", NURSE, case_id=case_id))["items"][0]
    assert (newest["status"], newest["reason"]) == ("cancelled", "Letters to this address came back.")
    (task,) = (await nurses.get(f"/cases/{case_id}/tasks"))["items"]
    assert (task["kind"], task["title"]) == (
        "letter",
        "Tell the member in another way what the letter “We tried to reach you” says.",
    )


async def test_r17_nothing_goes_to_a_member_who_is_reported_dead(nurses: Nurses) -> None:
    member_id = await nurses.member(address=ADDRESS)
    case_id = await nurses.put("outreach", member_id=member_id)
    (waiting,) = (await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201))["letters"]
    await nurses.raw.execute("update members set outbound_suspended_at = now() where id::text = $1", member_id)

    stopped = await nurses.post(f"/letters/{waiting}/status", {"status": "sent"}, OPERATIONS, 409)
    await nurses.raw.execute("update letters set cause = 'earlier'")
    nothing = await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)

    assert rule_ids(stopped) == ["R17"]
    assert nothing["letters"] == []
    assert len((await nurses.get("/letters", NURSE, member_id=member_id))["items"]) == 1


async def test_r20_the_letter_of_a_confidential_program_is_neutral_and_seen_by_few(nurses: Nurses) -> None:
    member_id = await nurses.member(address=ADDRESS)
    case_id = await nurses.put("outreach", member_id=member_id, program="complex_hiv")
    await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=201)
    await nurses.raw.execute("delete from letters")
    await nurses.raw.execute("update episodes set confidential = true where id::text = $1", case_id)

    await nurses.post(f"/cases/{case_id}/letters", {"kind": "unable_to_reach"}, status=404)
    assert (await nurses.get("/letters", NURSE))["items"] == []


@pytest.mark.parametrize("state", ["active", "closed"])
async def test_a_letter_has_its_states(nurses: Nurses, state: str) -> None:
    case_id = await nurses.put(state)

    answer = await nurses.post(
        f"/cases/{case_id}/letters", {"kind": "warning"}, status=201 if state == "active" else 409
    )

    assert state == "active" or answer["state_now"] == "closed"


async def test_what_is_settled_stays_settled(nurses: Nurses) -> None:
    _, letter_id = await written(nurses)

    early = await nurses.post(f"/letters/{letter_id}/status", {"status": "returned"}, OPERATIONS, 409)
    silent = await nurses.post(f"/letters/{letter_id}/status", {"status": "cancelled"}, OPERATIONS, 422)
    future = await nurses.post(
        f"/letters/{letter_id}/status", {"status": "sent", "on": str(today() + timedelta(days=1))}, OPERATIONS, 422
    )
    cancelled = await nurses.post(
        f"/letters/{letter_id}/status", {"status": "cancelled", "reason": "She called."}, OPERATIONS
    )
    twice = await nurses.post(f"/letters/{letter_id}/status", {"status": "sent"}, OPERATIONS, 409)

    assert early["type"] == twice["type"] == "urn:harmony:problem:letter-settled"
    assert (silent["errors"][0]["pointer"], future["errors"][0]["pointer"]) == ("/reason", "/on")
    assert cancelled["status"] == "cancelled"
    await nurses.get(f"/letters/{letter_id}", PHYSICIAN, 403)
