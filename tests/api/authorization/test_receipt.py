"""Requests as they come in: snapshot, idempotency, priority at once, and who may send and see them."""

from typing import Any

import pytest

from authorization.api.examples import REQUEST
from authorization.api.request_schema import RequestRead
from shared.schema.plans import DecisionNotice
from tests.api.authorization.office import (
    CASE_MANAGER,
    JUSTIFICATION,
    OPERATIONS,
    PARTNER,
    PLANS,
    REQUESTS,
    REVIEWER,
    SUPERVISOR,
    Office,
    a_line,
    a_note,
    a_partner_submission,
    a_submission,
    a_ub120_line,
    rule_ids,
)
from tests.support.databases import PinnedDatabase
from tests.support.identities import bearer, case_manager


def a_finding() -> dict[str, Any]:
    citation = {"source": "s", "section": "1", "quote": "q"}
    told = {"rule_id": "DT-10", "severity": "warning", "message": "m", "pointer": "/lines/0", "policy": "2018-10"}
    return {**told, "citation": citation}


async def outbox(database: PinnedDatabase) -> list[Any]:
    return list(await database.raw.fetch("select topic, key, method, url, payload from outbox order by id"))


async def test_a_submission_is_kept_as_received(office: Office) -> None:
    submission = a_submission(a_line(modifiers=["TF"]), a_line(action="none", status="authorized"), notes=[a_note()])
    submission["findings"] = [a_finding()]

    answer = await office.post("", submission, PLANS)

    assert answer.status_code == 201, answer.text
    request = RequestRead.model_validate(answer.json())
    assert answer.headers["Location"] == f"{REQUESTS}/{request.id}"
    assert answer.headers["ETag"] == '"1"'
    assert (request.status, request.desk, request.clock, request.signal) == (
        "received",
        "spa_review",
        "standard",
        "green",
    )
    assert (request.due_at - request.received_at).days == 7
    assert request.notes[0].text == JUSTIFICATION
    assert [line.action for line in request.lines] == ["new", "none"]
    assert request.lines[1].priority is None
    assert [found.rule_id for found in request.submitted_findings] == ["DT-10"]
    read = await office.read(str(request.id))
    assert read.headers["ETag"] == '"1"'
    assert RequestRead.model_validate(read.json()).lines == request.lines


async def test_an_expedited_request_is_due_in_three_days(office: Office) -> None:
    request = RequestRead.model_validate(await office.submit(expedited=True))

    assert (request.clock, (request.due_at - request.received_at).days) == ("expedited", 3)


async def test_the_same_submission_again_is_the_same_request(office: Office) -> None:
    submission = a_submission()
    first = await office.post("", submission, PLANS)

    again = await office.post("", submission, PLANS)

    assert again.status_code == 200
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["received_at"] == first.json()["received_at"]
    assert len(await office.queue()) == 1


async def test_the_same_submission_with_other_content_is_refused(office: Office) -> None:
    submission = a_submission()
    await office.post("", submission, PLANS)

    other = await office.post("", {**submission, "plan_version": 4}, PLANS)

    assert other.status_code == 409
    assert other.json()["type"] == "urn:harmony:problem:submission-reused"


async def test_a_repeated_key_answers_the_stored_answer(office: Office) -> None:
    submission = a_submission()
    first = await office.post("", submission, PLANS, **{"Idempotency-Key": "k1"})

    again = await office.post("", submission, PLANS, **{"Idempotency-Key": "k1"})
    other = await office.post("", a_submission(), PLANS, **{"Idempotency-Key": "k1"})

    assert (again.status_code, again.content) == (201, first.content)
    assert other.status_code == 422


async def test_scenario_16_no_note_denies_the_priority_and_keeps_the_receipt(
    office: Office, database: PinnedDatabase
) -> None:
    request = await office.submit(a_line(), priority=True)

    assert rule_ids(await office.read(request["id"])) == ["PR-01"]
    assert (request["priority"], request["priority_status"], request["clock"]) == (False, "denied", "standard")
    assert await office.queue(priority=False) == [request["id"]]
    (message,) = await outbox(database)
    notice = DecisionNotice.model_validate(message["payload"])
    assert (notice.kind, notice.plan_version) == ("priority_reviewed", 3)
    assert [(entry.status, entry.rule_ids) for entry in notice.priority] == [("denied", ["PR-01"])]
    assert message["url"] == f"http://plans.invalid/plans/v1/service-plans/{request['plan_id']}/decision"
    assert str(message["key"]) == request["plan_id"]


async def test_scenario_18_a_mixed_request_keeps_priority_for_the_exempt_line(office: Office) -> None:
    request = await office.submit(a_line(), a_ub120_line(), priority=True)

    assert [line["priority"]["status"] for line in request["lines"]] == ["denied", "under_review"]
    assert [finding["rule_id"] for finding in request["findings"]] == ["PR-01", "PR-02", "PR-06"]
    assert request["priority"] is True


async def test_a_justified_priority_tells_nobody_yet(office: Office, database: PinnedDatabase) -> None:
    request = await office.submit(priority=True, notes=[a_note()])

    assert request["priority_status"] == "under_review"
    assert await outbox(database) == []


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"lines": [a_line(end="2018-11-04")]}, "/lines/0/end"),
        ({"lines": [a_line(action="none")]}, "/lines"),
        ({"lines": [a_line(line_id="00000000-0000-7000-8000-000000000001")] * 2}, "/lines/1/line_id"),
        ({"lines": [a_line(units=0)]}, "/lines/0/units"),
        ({"lines": [a_line(units=1.5)]}, "/lines/0/units"),
        ({"lines": [a_line(start="24.10.2018")]}, "/lines/0/start"),
        ({"lines": [a_line(total=10**30)]}, "/lines/0/total"),
        ({"plan_version": None}, "/plan_version"),
        ({"plan_version": 2**31}, "/plan_version"),
        ({"plan": {"type": "initial", "origin": "msu", "start": "2018-07-15", "end": "2018-07-14"}}, "/plan/end"),
        ({"submitted_at": "2018-10-24T15:00:00"}, "/submitted_at"),
        ({"colour": "secret"}, "/colour"),
    ],
)
async def test_what_cannot_be_reviewed_is_named(office: Office, changes: dict[str, Any], pointer: str) -> None:
    answer = await office.post("", a_submission(**changes), PLANS)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "secret" not in answer.text
    assert await office.queue() == []


async def test_a_partner_sends_for_its_own_agency_and_names_no_plan(office: Office) -> None:
    own = await office.post("", a_partner_submission(), PARTNER)
    with_plan = await office.post("", a_submission(agency="health-plan-1"), PARTNER)
    with_findings = await office.post("", {**a_partner_submission(), "findings": [a_finding()]}, PARTNER)
    for_another = await office.post("", {**a_partner_submission(), "agency": "agency-a"}, PARTNER)

    assert own.status_code == 201, own.text
    assert own.json()["plan_id"] is None
    assert (with_plan.status_code, with_findings.status_code) == (422, 422)
    assert for_another.status_code == 403


async def test_a_partners_denied_priority_tells_no_plan(office: Office, database: PinnedDatabase) -> None:
    answer = await office.post("", a_partner_submission(priority=True), PARTNER)

    assert answer.json()["priority_status"] == "denied"
    assert await outbox(database) == []


async def test_the_example_of_the_documentation_is_a_partners_request(office: Office) -> None:
    partner = bearer("partner", subject="p", agency="agency-a")

    answer = await office.post("", REQUEST, partner)

    assert answer.status_code == 201, answer.text
    assert answer.json()["priority_status"] == "under_review"


async def test_another_sender_cannot_take_a_submission_over(office: Office) -> None:
    submission = a_partner_submission()
    await office.post("", submission, PARTNER)

    stranger = bearer("partner", subject="partner2", agency="health-plan-1")

    assert (await office.post("", submission, stranger)).status_code == 409


async def test_who_sees_a_request(office: Office) -> None:
    request = await office.submit()
    sent = (await office.post("", a_partner_submission(), PARTNER)).json()
    other_agency = case_manager(agency="agency-b")
    without_agency = bearer("case_manager", subject="cm9")
    nurse = bearer("care_nurse", subject="n1")

    for caller in (REVIEWER, CASE_MANAGER, SUPERVISOR, PLANS, OPERATIONS, nurse):
        assert (await office.read(request["id"], caller)).status_code == 200
    for caller in (other_agency, without_agency, PARTNER):
        assert (await office.read(request["id"], caller)).status_code == 404
        assert request["id"] not in await office.queue(caller)
    assert (await office.read(request["id"], bearer("provider", agency="home-care-1"))).status_code == 403
    assert await office.queue(PARTNER) == [sent["id"]]
    assert await office.queue(CASE_MANAGER) == [request["id"]]
    assert (await office.read(sent["id"], CASE_MANAGER)).status_code == 404


@pytest.mark.parametrize("role", ["case_manager", "spa_reviewer", "ops", "provider"])
async def test_others_do_not_submit(office: Office, role: str) -> None:
    assert (await office.post("", a_submission(), bearer(role, agency="agency-a"))).status_code == 403


async def test_receipt_and_reading_stand_in_the_audit_log(office: Office) -> None:
    request = await office.submit(priority=True)
    await office.read(request["id"], CASE_MANAGER)

    log = await office.client.get("/authorization/v1/audit", params={"subject": request["id"]}, headers=OPERATIONS)

    assert [(entry["kind"], entry["action"], entry["rule_ids"]) for entry in log.json()["items"]] == [
        ("read", "read", []),
        ("change", "received", ["PR-01"]),
    ]


async def test_a_request_that_is_not_there(office: Office) -> None:
    for path in ("00000000-0000-7000-8000-000000000001", "not-an-id"):
        answer = await office.read(path)
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("count", [1, 8, 40])
async def test_statements_do_not_grow_with_the_lines(office: Office, database: PinnedDatabase, count: int) -> None:
    database.statements.clear()
    request = await office.submit(*(a_line() for _ in range(count)), priority=True)
    received = [text for text in database.statements if _counts(text)]
    database.statements.clear()
    await office.read(request["id"])
    read = [text for text in database.statements if _counts(text)]
    database.statements.clear()
    await office.queue()
    listed = [text for text in database.statements if _counts(text)]

    assert (len(received), len(read), len(listed)) == (5, 1, 1)


def _counts(statement: str) -> bool:
    return not statement.upper().startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
