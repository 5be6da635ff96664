"""The queue, claim and release, priority review, questions and routing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from authorization.api.request_schema import RequestQueued, RequestRead
from shared.runtime.pages import cursor_of
from shared.schema.plans import DecisionNotice
from tests.api.authorization.office import (
    CASE_MANAGER,
    OPERATIONS,
    PARTNER,
    REQUESTS,
    REVIEWER,
    SECOND_REVIEWER,
    SUPERVISOR,
    Office,
    Person,
    a_line,
    a_note,
    a_ub120_line,
)
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager


async def aged(database: PinnedDatabase, request_id: str, hours: float) -> None:
    """Move a request's receipt, clocks and acceptance into the past."""
    await database.raw.execute(
        "update requests set received_at = received_at - $2::interval, amber_at = amber_at - $2, due_at = due_at - $2, "
        "priority_accepted_at = priority_accepted_at - $2 where id = $1::text::uuid",
        request_id,
        timedelta(hours=hours),
    )


async def kinds(database: PinnedDatabase) -> list[str]:
    rows = await database.raw.fetch("select payload from outbox order by id")
    return [DecisionNotice.model_validate(row["payload"]).kind for row in rows]


async def test_the_queue_is_in_order_of_receipt_with_priority_above(office: Office) -> None:
    first = (await office.submit())["id"]
    denied = (await office.submit(priority=True))["id"]
    waiting = (await office.submit(a_ub120_line(), priority=True))["id"]
    accepted = (await office.submit(priority=True, notes=[a_note()]))["id"]
    await office.review_priority(accepted, "accepted")

    assert await office.queue() == [accepted, waiting, first, denied]


async def test_pages_of_the_queue_follow_each_other_without_gap(office: Office) -> None:
    sent = [(await office.submit())["id"] for _ in range(4)]
    above = (await office.submit(a_ub120_line(), priority=True))["id"]
    seen: list[str] = []
    address = f"{REQUESTS}?limit=2&status=received"
    while address:
        page = await office.client.get(address, headers=REVIEWER)
        items = [RequestQueued.model_validate(item) for item in page.json()["items"]]
        seen += [str(item.id) for item in items]
        address = page.links["next"]["url"] if "next" in page.links else ""

    assert seen == [above, *sent]


async def test_the_queue_is_filtered(office: Office, database: PinnedDatabase) -> None:
    standard = (await office.submit())["id"]
    expedited = (await office.submit(expedited=True))["id"]
    held = (await office.claimed())["id"]
    urgent = (await office.submit(a_ub120_line(), priority=True))["id"]
    decided = (await office.claimed())["id"]
    line = (await office.read(decided)).json()["lines"][0]
    await office.decide(decided, {"line_id": line["line_id"], "outcome": "authorized"})
    soon = (datetime.now(UTC) + timedelta(days=4)).isoformat()  # noqa: TID251

    assert await office.queue(status="decided") == [decided]
    assert await office.queue(status="in_review") == [held]
    assert await office.queue(clock="expedited") == [expedited]
    assert await office.queue(priority=True) == [urgent]
    assert await office.queue(priority_status="under_review") == [urgent]
    assert await office.queue(assignee="me") == await office.queue(assignee="spa1") == [held]
    assert await office.queue(assignee="none") == [urgent, standard, expedited]
    assert await office.queue(due_before=soon) == [expedited]
    assert await office.queue(desk="clinical_review") == []
    unreadable: list[dict[str, Any]] = [
        {"status": "open"},
        {"due_before": "2018-10-24T10:00:00"},
        {"due_before": "0001-01-01T00:00:00+23:00"},
        {"cursor": "x"},
        {"cursor": cursor_of(7, datetime(2018, 10, 24, tzinfo=UTC), held)},
        {"cursor": cursor_of(1, "2018-10-24T10:00:00", held)},
        {"limit": 101},
    ]
    for query in unreadable:
        answer = await office.client.get(REQUESTS, params=query, headers=REVIEWER)
        assert answer.status_code == 422, query


@pytest.mark.parametrize(
    ("hours", "signal", "rules"), [(1, "green", []), (118, "amber", ["CK-01"]), (168, "red", ["CK-01"])]
)
async def test_age_and_signal(
    office: Office, database: PinnedDatabase, hours: int, signal: str, rules: list[str]
) -> None:
    request_id = (await office.submit())["id"]
    await aged(database, request_id, hours)

    request = RequestRead.model_validate((await office.read(request_id)).json())
    (queued,) = (await office.client.get(REQUESTS, headers=REVIEWER)).json()["items"]

    assert (request.signal, queued["signal"]) == (signal, signal)
    assert request.age // 3600 == hours
    assert [found.rule_id for found in request.findings] == rules


async def test_pr_05_an_accepted_priority_turns_red_after_a_day(office: Office, database: PinnedDatabase) -> None:
    request_id = (await office.submit(priority=True, notes=[a_note()]))["id"]
    accepted = RequestRead.model_validate((await office.review_priority(request_id, "accepted")).json())
    await aged(database, request_id, 24.1)

    late = RequestRead.model_validate((await office.read(request_id)).json())
    (queued,) = (await office.client.get(REQUESTS, headers=REVIEWER)).json()["items"]

    assert accepted.clock == "priority"
    assert (queued["clock"], queued["signal"]) == ("priority", "red")
    assert accepted.priority_accepted_at is not None
    assert accepted.due_at - accepted.priority_accepted_at == timedelta(hours=24)
    assert late.signal == "red"
    assert [found.rule_id for found in late.findings] == ["PR-05"]


async def test_pr_04_a_rejected_priority_goes_on_as_standard_and_plans_is_told(
    office: Office, database: PinnedDatabase
) -> None:
    before = await office.submit(a_line(), a_ub120_line(), priority=True)

    without_reason = await office.review_priority(before["id"], "rejected")
    answer = await office.review_priority(before["id"], "rejected", "A bed is free next week as well.")

    assert without_reason.status_code == 422
    request = answer.json()
    assert [line["priority"]["status"] for line in request["lines"]] == ["denied", "rejected"]
    assert request["findings"][-1]["rule_id"] == "PR-04"
    assert request["findings"][-1]["pointer"] == "/lines/1"
    assert (request["received_at"], request["due_at"]) == (before["received_at"], before["due_at"])
    assert await kinds(database) == ["priority_reviewed", "priority_reviewed"]
    again = await office.review_priority(before["id"], "accepted")
    assert (again.status_code, again.json()["type"]) == (409, "urn:harmony:problem:priority-not-under-review")


async def test_two_reviewers_cannot_hold_one_request(office: Office) -> None:
    held = await office.claimed()

    second = await office.claim(held["id"], SECOND_REVIEWER)
    again = await office.claim(held["id"])

    assert (held["status"], held["assignee"], held["version"]) == ("in_review", "spa1", 2)
    assert second.status_code == 409
    assert second.json()["type"] == "urn:harmony:problem:request-held"
    assert "spa1" not in second.text
    assert (again.status_code, again.json()["version"]) == (200, 2)


async def test_release_needs_the_version_that_was_read(office: Office) -> None:
    held = await office.claimed()

    assert (await office.release(held["id"], None)).status_code == 428
    assert (await office.release(held["id"], '"1"')).status_code == 412
    assert (await office.release(held["id"], '"2"', SECOND_REVIEWER)).status_code == 409
    released = await office.release(held["id"], '"2"')
    assert released.status_code == 200
    assert (released.json()["status"], released.json()["assigned"]) == ("received", False)
    assert released.json()["received_at"] == held["received_at"]
    assert (await office.release(held["id"], '"3"')).status_code == 409


async def test_operations_release_what_anybody_holds(office: Office) -> None:
    held = await office.claimed()

    assert (await office.release(held["id"], '"2"', OPERATIONS)).status_code == 200
    assert (await office.claim(held["id"], SECOND_REVIEWER)).status_code == 200


@pytest.mark.parametrize("person", [CASE_MANAGER, SUPERVISOR, PARTNER, OPERATIONS])
async def test_only_reviewers_claim(office: Office, person: Person) -> None:
    request = await office.submit()

    assert (await office.claim(request["id"], person)).status_code == 403


async def test_the_agency_does_not_learn_who_reviews(office: Office) -> None:
    held = await office.claimed()

    read = (await office.read(held["id"], CASE_MANAGER)).json()
    guessed = await office.client.get(REQUESTS, params={"assignee": "spa1"}, headers=CASE_MANAGER)

    assert (read["assignee"], read["assigned"]) == (None, True)
    assert guessed.status_code == 403


async def test_a_question_pends_the_request_and_its_answer_returns_it(office: Office) -> None:
    held = await office.claimed()

    asked = await office.ask(held["id"])
    pended = asked.json()
    early = await office.ask(held["id"])
    stranger = await office.answer(pended, case_manager(agency="agency-b"))
    wrong_role = await office.answer(pended, REVIEWER)
    answered = await office.answer(pended)
    twice = await office.answer(pended)

    assert (asked.status_code, pended["status"]) == (201, "pended")
    assert pended["due_at"] == held["due_at"]
    assert (early.status_code, stranger.status_code, wrong_role.status_code) == (409, 404, 403)
    request = RequestRead.model_validate(answered.json())
    assert (request.status, request.assigned) == ("in_review", True)
    (question,) = request.information_requests
    assert (question.status, question.answered_by) == ("answered", "cm1")
    assert question.response is not None
    assert question.response.text == "Tuesdays."
    assert (twice.status_code, twice.json()["type"]) == (409, "urn:harmony:problem:question-not-open")


async def test_a_question_names_lines_of_the_request(office: Office) -> None:
    held = await office.claimed()
    path = f"/{held['id']}/information-requests"
    stranger = "00000000-0000-7000-8000-000000000009"

    right = {"text": "Which days?", "line_ids": [held["lines"][0]["line_id"]], "documents": ["ucat"]}
    wrong = {"text": "Which days?", "line_ids": [held["lines"][0]["line_id"], stranger]}

    refused = await office.post(path, wrong, REVIEWER)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/line_ids/1")
    assert (await office.post(path, {"text": " "}, REVIEWER)).status_code == 422
    assert (await office.post(path, right, REVIEWER)).json()["information_requests"][0]["documents"] == ["ucat"]


async def test_a_question_released_meanwhile_comes_back_to_nobody(office: Office) -> None:
    held = await office.claimed()
    pended = (await office.ask(held["id"])).json()
    await office.release(held["id"], f'"{pended["version"]}"')

    answered = (await office.answer(pended)).json()

    assert (answered["status"], answered["assigned"]) == ("in_review", False)
    assert (await office.decide(held["id"])).status_code == 422
    refused = await office.decide(held["id"], {"line_id": held["lines"][0]["line_id"], "outcome": "authorized"})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:harmony:problem:request-not-held")
    assert (await office.claim(held["id"], SECOND_REVIEWER)).status_code == 200
