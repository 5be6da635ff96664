"""What the claims system reads: every change once, in batches that never change, under numbers used once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest

from authorization.api.export_schema import BatchRead, ExportRead
from authorization.use_cases.seal_exports import seal_by_itself
from shared.runtime.work import Services
from tests.api.authorization.claims_system import (
    CLAIMS,
    EXPORTS,
    acknowledge,
    batch,
    issued,
    resend,
    seal,
    since,
    worklist,
)
from tests.api.authorization.office import CASE_MANAGER, OPERATIONS, REVIEWER, Office, a_line, authorized
from tests.api.authorization.running_year import a_decrease, decided, in_days, running
from tests.api.authorization.test_members import a_member, tell
from tests.support.databases import PinnedDatabase
from tests.support.refusals import pointers, refused


async def test_what_is_issued_changed_and_ended_is_told_in_order(office: Office) -> None:
    line, submission = await running(office)
    successor, follow_up = a_decrease(line, submission, in_days(20))
    await decided(office, follow_up, authorized(successor))

    nothing_yet = await since(office)
    await seal(office)
    told = await since(office)

    assert nothing_yet == []
    assert [(one.kind, one.line_id.hex) for one in told] == [
        ("issued", line["line_id"].replace("-", "")),
        ("ended", line["line_id"].replace("-", "")),
        ("issued", successor["line_id"].replace("-", "")),
    ]
    assert (told[1].authorization_status, told[1].end, told[1].units_authorized) == ("ended", in_days(19), 823)
    assert [one.place for one in told] == [1, 2, 3]


async def test_a_report_of_use_is_no_change(office: Office) -> None:
    (number,) = await issued(office)
    body = {"report_id": "R1", "days": [{"delivered_on": "2018-11-05", "units": 4}]}
    address = f"/authorization/v1/authorizations/{number}/utilization"
    assert (await office.client.post(address, json=body, headers=OPERATIONS)).status_code == 201

    await seal(office)

    assert [one.kind for one in await since(office)] == ["issued"]


async def test_a_replaced_authorization_is_told_with_its_successor(office: Office) -> None:
    line = a_line(service_code="T1016", units=175, frequency="year", start="2018-07-15", total=175)
    held = await office.claimed(line)
    await office.decide(held["id"], authorized(line))
    more = {**line, "action": "change", "units": 200, "total": 200}
    changed = await office.claimed(more, plan_id=held["plan_id"])
    await office.decide(changed["id"], authorized(more))
    await seal(office)

    first, replaced, second = await since(office)

    assert (replaced.kind, replaced.number, replaced.authorization_status) == ("ended", first.number, "replaced")
    assert (replaced.replaced_by, second.number, second.replaces) == (second.number, second.number, first.number)


async def test_each_entry_comes_once_whatever_the_page(office: Office) -> None:
    numbers = await issued(office, *(a_line() for _ in range(5)))
    first = await seal(office)
    numbers += await issued(office, *(a_line() for _ in range(2)))
    second = await seal(office)

    seen, cursor = [], None
    while page := await since(office, cursor, limit=3):
        seen += page
        cursor = page[-1].cursor

    assert sorted(one.number for one in seen) == sorted(numbers)
    assert [one.control_number for one in seen] == [first] * 5 + [second] * 2
    assert await since(office, cursor) == []


async def test_one_entry_per_line_for_who_asks_so(office: Office) -> None:
    await issued(office, *(a_line() for _ in range(3)))
    await seal(office)

    headers = {**CLAIMS, "Accept": "application/x-ndjson"}
    answer = await office.client.get(f"{EXPORTS}/authorizations", params={"limit": 2}, headers=headers)

    assert answer.headers["content-type"] == "application/x-ndjson"
    entries = [ExportRead.model_validate(orjson.loads(line)) for line in answer.text.splitlines()]
    assert len(entries) == 2
    rest = await office.client.get(answer.links["next"]["url"], headers=headers)
    assert len(rest.text.splitlines()) == 1
    assert "next" not in rest.links


async def test_a_batch_is_the_same_each_time(office: Office) -> None:
    await issued(office, a_line(), a_line())
    number = await seal(office)
    first = await batch(office, number)
    await issued(office)

    assert await seal(office) != number
    assert await batch(office, number) == first
    assert await seal(office) is None
    assert first.statuses == {"ready": 2}


async def test_answers_are_kept_and_repeat_without_effect(office: Office) -> None:
    await issued(office, a_line(), a_line(), a_line())
    number = await seal(office)

    sent = await acknowledge(office, number, "sent")
    rejected = await acknowledge(office, number, "rejected", reason="Unknown provider.", places=[2])
    again = await acknowledge(office, number, "rejected", reason="Unknown provider.", places=[2])
    late = await acknowledge(office, number, "sent")
    contradicting = await acknowledge(office, number, "approved")
    approved = await acknowledge(office, number, "approved", places=[1, 3])

    assert [answer.json()["changed"] for answer in (sent, rejected, again, late, approved)] == [3, 1, 0, 0, 2]
    assert refused(contradicting, 409)["status_now"] == "rejected"
    read = await batch(office, number)
    assert [(one.status, one.reason) for one in read.items] == [
        ("approved", None),
        ("rejected", "Unknown provider."),
        ("approved", None),
    ]
    listed = await office.client.get(f"{EXPORTS}/batches", headers=REVIEWER)
    assert BatchRead.model_validate(listed.json()["items"][0]).statuses == {"approved": 2, "rejected": 1}


async def test_ed_01_a_rejected_entry_goes_out_again_corrected_under_a_new_number(office: Office) -> None:
    line = a_line()
    held = await office.claimed(line)
    await office.decide(held["id"], authorized(line))
    number = await seal(office)
    await acknowledge(office, number, "rejected", reason="Unknown member.")
    (waiting,) = await worklist(office)
    await tell(office, held["member"]["id"], a_member(medicaid_id="M0000002"))

    resent = await resend(office, number)
    again = await resend(office, number)
    named = await resend(office, number, places=[1])
    second = await seal(office)

    (finding,) = waiting.findings
    assert (finding.rule_id, finding.severity) == ("ED-01", "warning")
    assert "Unknown member." in finding.message
    assert [answer.json()["changed"] for answer in (resent, again)] == [1, 0]
    assert named.status_code == 409
    assert await worklist(office) == []
    (entry,) = (await batch(office, second)).items
    assert (second != number, entry.medicaid_id, entry.number) == (True, "M0000002", waiting.number)
    assert entry.corrects is not None
    assert (entry.corrects.control_number, entry.corrects.place) == (number, 1)
    assert [one.medicaid_id for one in (await batch(office, number)).items] == ["M0000001"]


async def test_ed_01_what_is_not_fetched_or_answered_is_worked_on(office: Office, database: PinnedDatabase) -> None:
    await issued(office, a_line(), a_line())
    number = await seal(office)
    assert await worklist(office) == []

    await database.raw.execute("update exports set recorded_at = recorded_at - $1::interval", timedelta(hours=25))
    unsent = await worklist(office)
    await acknowledge(office, number, "sent")
    sent = await worklist(office)
    await database.raw.execute("update exports set acknowledged_at = acknowledged_at - $1::interval", timedelta(days=4))
    unanswered = await worklist(office)

    assert [len(listed) for listed in (unsent, sent, unanswered)] == [2, 0, 2]
    assert "waits to be sent" in unsent[0].findings[0].message
    assert "has no answer" in unanswered[0].findings[0].message


async def test_it_is_sealed_by_itself(office: Office, database: PinnedDatabase) -> None:
    await issued(office)
    services = Services(database, {}, "America/Chicago", lambda: None)

    assert [await seal_by_itself(services), await seal_by_itself(services)] == [True, False]
    log = await office.client.get("/authorization/v1/audit", headers=OPERATIONS)
    assert [one["actor"] for one in log.json()["items"] if one["action"] == "batch_sealed"] == ["service:exports"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "rejected"}, "/reason"),
        ({"status": "sent", "places": [9]}, "/places"),
        ({"status": "resent"}, "/status"),
    ],
)
async def test_an_answer_that_cannot_be_used(office: Office, body: dict[str, Any], pointer: str) -> None:
    await issued(office)
    number = await seal(office)

    answer = await office.client.post(f"{EXPORTS}/batches/{number}/acknowledgement", json=body, headers=CLAIMS)

    assert pointers(refused(answer, 422)) == [pointer]


async def test_who_may_do_what(office: Office) -> None:
    await issued(office)
    number = await seal(office)

    for by in (CASE_MANAGER, REVIEWER):
        assert (await office.client.get(f"{EXPORTS}/authorizations", headers=by)).status_code == 403
        assert (await office.client.post(f"{EXPORTS}/batches", headers=by)).status_code == 403
    assert (await office.client.get(f"{EXPORTS}/worklist", headers=CASE_MANAGER)).status_code == 403
    assert (await office.client.get(f"{EXPORTS}/batches/{(number or 0) + 1}", headers=CLAIMS)).status_code == 404
    assert (await acknowledge(office, 999_999_999, "sent")).status_code == 404


async def test_what_is_read_is_logged(office: Office) -> None:
    await issued(office)
    await seal(office)
    (entry,) = await since(office)

    query = {"subject": str(entry.member_id or uuid4())}
    log = await office.client.get("/authorization/v1/audit", params=query, headers=OPERATIONS)

    assert (log.json()["items"][0]["kind"], log.json()["items"][0]["subject_type"]) == ("read", "authorization")
