"""One key, one effect: however many copies of a request arrive, at however many processes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio

from tests.support.databases import Databases
from tests.support.identities import case_manager, supervisor
from tests.support.instances import instances
from tests.support.office import Office, a_line, a_member, plan_year
from tests.support.refusals import pointers, refused, rows
from tests.support.whole_plans import a_whole_plan

PLANS = "/plans/v1/service-plans"
COPIES = 8
KEPT = ("ETag", "Location", "Content-Type")


@pytest_asyncio.fixture
async def two(databases: Databases) -> AsyncIterator[tuple[list[httpx.AsyncClient], Any]]:
    """Two processes on one database, and a connection to look into it."""
    url = await databases.clone("plans")
    connection = await asyncpg.connect(url)
    async with instances(url, 2) as clients:
        yield clients, connection
    await connection.close()


def keyed(key: str, who: dict[str, str] | None = None) -> dict[str, str]:
    return {**(who or case_manager()), "Idempotency-Key": key}


async def patient(client: httpx.AsyncClient, address: str, body: Any, headers: dict[str, str]) -> httpx.Response:
    """The answer of a client that repeats itself for as long as the first copy is still running."""
    while True:
        answer = await client.post(address, json=body, headers=headers)
        if answer.status_code != 409 or answer.json()["type"] != "urn:harmony:problem:still-running":
            return answer
        assert refused(answer, 409)["retry_after"] == int(answer.headers["Retry-After"]) == 1
        await asyncio.sleep(0.01)


async def copies(clients: list[httpx.AsyncClient], address: str, body: Any, key: str) -> list[httpx.Response]:
    headers = keyed(key)
    return await asyncio.gather(*(patient(clients[n % 2], address, body, headers) for n in range(COPIES)))


def same(answers: list[httpx.Response], status: int) -> None:
    assert {answer.status_code for answer in answers} == {status}, [answer.text for answer in answers]
    assert len({answer.content for answer in answers}) == 1
    for name in KEPT:
        assert len({answer.headers.get(name) for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == COPIES - 1


async def test_eight_copies_of_a_submission_at_two_processes_are_one_plan(
    two: tuple[list[httpx.AsyncClient], Any],
) -> None:
    clients, connection = two
    members = [(await Office(clients[0]).member())["id"] for _ in range(4)]

    sent = [copies(clients, PLANS, a_whole_plan(member), f"key-{member}") for member in members]
    for answers in await asyncio.gather(*sent):
        same(answers, 201)
        assert answers[0].headers["Location"] == f"{PLANS}/{answers[0].json()['id']}"
        assert answers[0].headers["ETag"] == '"1"'

    stored = await rows(connection)
    assert (stored["service_plans"], stored["plan_versions"], stored["plan_lines"]) == (4, 4, 32)
    assert stored["audit_log"] == 4 + len(members)
    assert stored["idempotency_keys"] == 4


async def test_eight_copies_of_an_increase_are_one_successor(two: tuple[list[httpx.AsyncClient], Any]) -> None:
    clients, connection = two
    plan = await Office(clients[0]).conversion_plan()
    change = {
        "type": "increase",
        "line_id": plan["lines"][0]["id"],
        "effective": str(plan_year().change),
        "units": 60,
    }

    same(await copies(clients, f"{PLANS}/{plan['id']}/changes", change, "one"), 201)

    assert await connection.fetchval("select count(*) from plan_lines") == 2


async def test_an_answer_is_replayed_to_the_letter(office: Office) -> None:
    first = await office.plans.post("/plans/v1/members", json=a_member(), headers=keyed("letter"))
    await office.plans.patch(
        first.headers["Location"], json={"county": "Osage"}, headers={**case_manager(), "If-Match": '"1"'}
    )
    headers = {**keyed("letter"), "Content-Type": "application/json"}
    again = await office.plans.post("/plans/v1/members", content=first.request.content, headers=headers)

    assert (again.status_code, again.content) == (201, first.content)
    assert [again.headers[name] for name in KEPT] == [first.headers[name] for name in KEPT]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]


async def test_the_same_key_with_another_body_is_refused(office: Office) -> None:
    await office.plans.post("/plans/v1/members", json=a_member(), headers=keyed("k"))

    other = await office.plans.post("/plans/v1/members", json=a_member(), headers=keyed("k"))

    assert pointers(refused(other, 422)) == ["/header/Idempotency-Key"]


async def test_a_key_belongs_to_one_caller_and_one_address(office: Office) -> None:
    plan = await office.conversion_plan()
    note = {"type": "general", "text": "Called her."}
    callers = (case_manager(), case_manager("cm2"), supervisor())

    notes = [await office.post(plan["id"], "/notes", note, headers=keyed("k", caller)) for caller in callers]
    line = await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day"), headers=keyed("k"))

    assert [answer.status_code for answer in (*notes, line)] == [201] * 4
    assert len({answer.json()["id"] for answer in notes}) == 3
    assert [answer.json()["author"] for answer in notes] == ["cm1", "cm2", "sup1"]


async def test_a_key_is_kept_only_with_its_effect(office: Office) -> None:
    plan = await office.conversion_plan()
    refused(await office.post(plan["id"], "/lines", a_line("X9999", 1), headers=keyed("k")), 409)

    corrected = await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day"), headers=keyed("k"))

    assert corrected.status_code == 201, corrected.text
    assert "Idempotency-Replayed" not in corrected.headers


async def test_a_key_is_not_kept_when_the_commit_fails(two: tuple[list[httpx.AsyncClient], Any]) -> None:
    clients, connection = two
    body, headers = a_member(), keyed("k")
    # Deferred to the commit: everything was written and the answer was ready when it fails.
    await connection.execute(
        """
        create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
        create constraint trigger refuses after insert on members deferrable initially deferred
            for each row execute function refuse()
        """
    )
    failed = await clients[0].post("/plans/v1/members", json=body, headers=headers)
    left = await rows(connection)
    await connection.execute("drop trigger refuses on members")
    repeated = await clients[1].post("/plans/v1/members", json=body, headers=headers)

    refused(failed, 500)
    assert set(left.values()) == {0, 1}
    assert [name for name, count in left.items() if count] == ["alembic_version"]
    assert (repeated.status_code, "Idempotency-Replayed" in repeated.headers) == (201, False)


@pytest.mark.parametrize("key", ["", "k" * 256])
async def test_a_key_has_a_length(office: Office, key: str) -> None:
    answer = await office.plans.post("/plans/v1/members", json=a_member(), headers=keyed(key))

    assert pointers(refused(answer, 422)) == ["/header/Idempotency-Key"]
