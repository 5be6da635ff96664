"""The queue as its leaders see it, and work that changes hands."""

import asyncio
from typing import Any

import pytest

from authorization.api.workload import WorkloadRead
from tests.api.authorization.office import (
    DIRECTOR,
    OPERATIONS,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    a_line,
    authorized,
)
from tests.support.databases import PinnedDatabase
from tests.support.refusals import refused

REQUESTS = "/authorization/v1/requests"


async def workload(office: Office) -> dict[tuple[str | None, str], WorkloadRead]:
    answer = await office.client.get(f"{REQUESTS}/workload", headers=DIRECTOR)
    assert answer.status_code == 200, answer.text
    rows = [WorkloadRead.model_validate(item) for item in answer.json()["items"]]
    return {(row.holder, row.desk.value): row for row in rows}


async def reassign(office: Office, by: Any = OPERATIONS, **body: Any) -> Any:
    return await office.client.post(f"{REQUESTS}/reassignments", json=body, headers=by)


async def test_the_queue_by_reviewer(office: Office, database: PinnedDatabase) -> None:
    late, held = await office.claimed(a_line()), await office.claimed(a_line())
    await office.ask(held["id"])
    await office.submit(a_line())
    decided = a_line()
    await office.decide((await office.claimed(decided))["id"], authorized(decided))
    past = "update requests set received_at = received_at - interval '9 days', amber_at = now() - interval '3 days', "
    await database.raw.execute(f"{past} due_at = now() - interval '1 day' where id = $1", late["id"])
    database.statements.clear()

    rows = await workload(office)

    assert len([text for text in database.statements if "assignments" in text]) == 1
    mine, waiting = rows["spa1", "spa_review"], rows[None, "spa_review"]
    assert (mine.open, mine.pended, mine.amber, mine.red, waiting.open) == (2, 1, 0, 1, 1)
    assert mine.greatest_age >= 9 * 86400


async def test_all_of_a_reviewer_changes_hands(office: Office) -> None:
    first, second = await office.claimed(a_line()), await office.claimed(a_line())
    await office.ask(second["id"])

    answer = await reassign(office, **{"from": "spa1", "to": "spa2"})

    assert answer.status_code == 200, answer.text
    assert sorted(answer.json()["request_ids"]) == sorted([first["id"], second["id"]])
    assert set(await workload(office)) == {("spa2", "spa_review")}
    assert (await office.decide(first["id"], authorized(first["lines"][0]), by=REVIEWER)).status_code == 409
    decided = await office.decide(first["id"], authorized(first["lines"][0]), by=SECOND_REVIEWER)
    assert decided.status_code == 200, decided.text
    assert (await reassign(office, **{"from": "spa1", "to": "spa2"})).json()["request_ids"] == []


async def test_named_requests_go_to_somebody_or_back(office: Office) -> None:
    waiting, held = await office.submit(a_line()), await office.claimed(a_line())

    given = await reassign(office, request_ids=[waiting["id"], held["id"]], to="spa2")
    states = [(await office.read(one["id"])).json() for one in (waiting, held)]
    back = await reassign(office, request_ids=[waiting["id"], held["id"]])
    after = [(await office.read(one["id"])).json() for one in (waiting, held)]

    assert (given.status_code, back.status_code) == (200, 200)
    assert [(one["status"], one["assignee"]) for one in states] == [("in_review", "spa2")] * 2
    assert [(one["status"], one["assignee"]) for one in after] == [("received", None)] * 2
    assert [one["due_at"] for one in after] == [waiting["due_at"], held["due_at"]]


async def test_all_or_none(office: Office) -> None:
    line = a_line()
    done, held = await office.claimed(line), await office.claimed(a_line())
    await office.decide(done["id"], authorized(line))

    decided = await reassign(office, request_ids=[held["id"], done["id"]], to="spa2")
    unknown = await reassign(office, request_ids=[held["id"], done["submission_id"]], to="spa2")

    assert refused(decided, 409)["type"] == "urn:harmony:problem:already-decided"
    assert unknown.status_code == 404
    assert (await office.read(held["id"])).json()["assignee"] == "spa1"


@pytest.mark.parametrize("body", [{}, {"to": "spa2"}, {"from": "spa1", "request_ids": []}])
async def test_what_to_move_must_be_said(office: Office, body: dict[str, Any]) -> None:
    assert (await reassign(office, **body)).status_code == 422


async def test_only_leaders(office: Office) -> None:
    assert (await reassign(office, REVIEWER, **{"from": "spa1"})).status_code == 403
    assert (await office.client.get(f"{REQUESTS}/workload", headers=REVIEWER)).status_code == 403


async def test_a_move_and_a_claim_at_once_leave_one_holder(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    requests = [await office.submit(a_line()) for _ in range(4)]
    ids = [request["id"] for request in requests]

    moves = [reassign(office, request_ids=order, to="spa2") for order in (ids, ids[::-1])]
    answers = await asyncio.gather(*moves, *(office.claim(request_id) for request_id in ids))

    assert {answer.status_code for answer in answers} <= {200, 409}
    live = "select count(*), count(distinct request_id) from assignments where released_at is null"
    assert tuple(await connection.fetchrow(live)) == (4, 4)
