"""What must hold when several do it at once, on real connections and real commits."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.api.authorization.office import (
    PLANS,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    a_line,
    a_submission,
    authorized,
    refused,
)

BusyOffice = tuple[Office, Any]


async def test_two_claims_at_once_one_wins(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    for _ in range(5):
        request = await office.submit()

        answers = await asyncio.gather(
            office.claim(request["id"], REVIEWER), office.claim(request["id"], SECOND_REVIEWER)
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        held = "select count(*) from assignments where request_id = $1 and released_at is null"
        assert await connection.fetchval(held, request["id"]) == 1


async def test_decisions_at_once_exactly_one_wins(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    for _ in range(5):
        line = a_line()
        held = await office.claimed(line)

        answers = await asyncio.gather(
            office.decide(held["id"], authorized(line)),
            office.decide(held["id"], refused(line)),
            office.decide(held["id"], authorized(line), by=SECOND_REVIEWER),
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        told = "select count(*) from outbox where payload->>'request_id' = $1"
        assert await connection.fetchval(told, held["id"]) == 1
        assert await connection.fetchval("select count(*) from decisions where request_id = $1", held["id"]) == 1


async def test_one_submission_sent_many_times_at_once_is_one_request(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    submission = a_submission(priority=True)

    answers = await asyncio.gather(*(office.post("", submission, PLANS) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await connection.fetchval("select count(*) from requests") == 1
    assert await connection.fetchval("select count(*) from outbox") == 1


async def test_many_decisions_at_once_give_numbers_of_their_own(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    lines = [a_line() for _ in range(8)]
    requests = [await office.claimed(line) for line in lines]

    answers = await asyncio.gather(
        *(office.decide(request["id"], authorized(line)) for request, line in zip(requests, lines, strict=True))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert await connection.fetchval("select count(distinct number) from authorizations") == 8


async def test_a_decision_that_rolls_back_tells_nobody(busy_office: BusyOffice) -> None:
    office, connection = busy_office
    line = a_line()
    held = await office.claimed(line)
    # The audit entry is the last thing written: nothing that came before it may survive its failure.
    await connection.execute("alter table audit_log add constraint nothing_more check (action <> 'decided') not valid")

    failed = await office.decide(held["id"], authorized(line))
    left = await connection.fetchval(
        "select (select count(*) from outbox) + (select count(*) from decisions) "
        "+ (select count(*) from authorizations)"
    )
    await connection.execute("alter table audit_log drop constraint nothing_more")
    repeated = await office.decide(held["id"], authorized(line))

    assert (failed.status_code, left) == (500, 0)
    assert repeated.status_code == 200
    assert await connection.fetchval("select count(*) from outbox") == 1


ASSIGNMENT = """
insert into assignments (id, request_id, holder, claimed_at) values (gen_random_uuid(), $1, 'x', now())
"""
QUESTION = """
insert into information_requests (id, request_id, text, line_ids, documents, asked_by, asked_at, status)
values (gen_random_uuid(), $1, 'x', '{}', '{}', 'x', now(), 'open')
"""
DECISION = """
insert into decisions (id, request_id, decided_by, roles, desk, decided_at)
values (gen_random_uuid(), $1, 'x', '{}', 'spa_review', now())
"""


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (ASSIGNMENT, "one_live_assignment"),
        (QUESTION, "one_open_question"),
        (DECISION, "one_decision_per_request"),
    ],
)
async def test_the_database_holds_it_by_itself(busy_office: BusyOffice, statement: str, constraint: str) -> None:
    office, connection = busy_office
    request = await office.submit()
    await connection.execute(statement, request["id"])

    with pytest.raises(asyncpg.UniqueViolationError) as refused_by:
        await connection.execute(statement, request["id"])

    assert refused_by.value.constraint_name == constraint


@pytest.mark.parametrize("table", ["decisions", "decision_lines", "routings"])
async def test_history_is_append_only(busy_office: BusyOffice, table: str) -> None:
    _, connection = busy_office

    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await connection.execute(f"delete from {table}")
