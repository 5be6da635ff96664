"""More time with a letter, once; and what happens when the time runs out, whoever notices first."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager

from authorization.api.request_schema import RequestRead
from authorization.app import create_app
from authorization.clients.plans import Plans
from authorization.domain import policies
from authorization.domain.letters.letter import Sender
from authorization.use_cases.expire_requests import expire_requests
from shared.runtime.work import Services
from tests.api.authorization.conftest import asyncpg_connection, settings_for
from tests.api.authorization.office import (
    CASE_MANAGER,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    a_line,
    authorized,
)
from tests.support.databases import Databases, PinnedDatabase
from tests.support.refusals import pointers, refused

SENDER = Sender(name="Office", contact="")
EXTENSION = {"days": 7, "reason": "INFORMATION_NEEDED", "text": "We wait for the nurse evaluation."}


async def extend(office: Office, request: dict[str, Any], by: Any = REVIEWER, **changes: Any) -> Any:
    return await office.post(f"/{request['id']}/extension", {**EXTENSION, **changes}, by)


def services_of(office: Office) -> Services:
    transport: Any = office.client._transport
    services: Services = transport.app.state.services
    return services


async def expire(office: Office, program: str = "fee_for_service") -> int:
    return await expire_requests(services_of(office), Plans("http://plans.invalid"), SENDER, program)


async def run_out(connection: Any, request_id: str) -> None:
    """Its time ended a minute ago."""
    await connection.execute(
        "update requests set decide_by = now() - interval '1 minute', due_at = now() - interval '1 minute' "
        "where id = $1",
        request_id,
    )


async def test_an_extension_moves_the_clock_and_tells_the_member(office: Office) -> None:
    held = await office.claimed(a_line())

    answer = await extend(office, held)
    again = await extend(office, held)

    assert answer.status_code == 201, answer.text
    request = RequestRead.model_validate(answer.json())
    assert request.due_at - request.received_at == timedelta(days=14)
    assert request.amber_at - request.received_at == timedelta(days=14) * 0.7
    assert request.extension is not None
    assert (request.extension.days, request.extension.extended_by) == (7, "spa1")
    assert refused(again, 409)["type"] == "urn:harmony:problem:already-extended"
    listed = await office.client.get(
        "/authorization/v1/notices", params={"request_id": held["id"]}, headers=CASE_MANAGER
    )
    (notice,) = listed.json()["items"]
    letter = await office.client.get(f"/authorization/v1/notices/{notice['id']}", headers=CASE_MANAGER)
    assert (notice["kind"], letter.json()["letter"]["reasons"][0]["code"]) == ("extension", "INFORMATION_NEEDED")
    assert "We will decide by" in letter.text


async def test_an_extension_has_a_limit_and_needs_the_holder(office: Office, database: PinnedDatabase) -> None:
    held = await office.claimed(a_line())

    assert pointers(refused(await extend(office, held, days=15), 422)) == ["/days"]
    assert pointers(refused(await extend(office, held, reason="HOLIDAYS"), 422)) == ["/reason"]
    assert (await extend(office, held, SECOND_REVIEWER)).status_code == 409
    assert (await extend(office, held, CASE_MANAGER)).status_code == 403
    async with database.transaction() as connection:
        await connection.execute("update requests set received_at = received_at - interval '8 days'")
    assert refused(await extend(office, held, days=14), 409)["type"] == "urn:harmony:problem:time-is-up"


async def test_a_late_priority_acceptance_keeps_the_extension(office: Office) -> None:
    note = {"type": "priority_justification", "status": "complete", "text": "Plan year 2018: T1019, she falls."}
    held = await office.claimed(a_line(), priority=True, notes=[note])
    await extend(office, held)

    accepted = (await office.review_priority(held["id"], "accepted")).json()

    assert accepted["clock"] == "priority"
    hours = datetime.fromisoformat(accepted["due_at"]) - datetime.fromisoformat(accepted["priority_accepted_at"])
    assert hours == timedelta(hours=24)


async def test_an_expired_clock_is_an_alert_once(office: Office, database: PinnedDatabase) -> None:
    late, in_time = await office.submit(a_line()), await office.submit(a_line())
    await run_out(database.raw, late["id"])

    assert [await expire(office) for _ in range(2)] == [1, 0]

    request = RequestRead.model_validate((await office.read(late["id"])).json())
    assert request.expired is not None
    assert (request.status, request.signal, request.expired[0].outcome) == ("received", "red", "alert")
    assert (await office.read(in_time["id"])).json()["expired"] is None
    audited = "select actor, rule_ids from audit_log where action = 'clock_expired'"
    (entry,) = await database.raw.fetch(audited)
    assert (entry["actor"], entry["rule_ids"]) == ("service:authorization-clock", ["CK-01"])


async def test_an_expired_clock_is_a_denial_where_the_programme_says_so(
    office: Office, database: PinnedDatabase
) -> None:
    line = a_line()
    request = await office.claimed(line)
    await run_out(database.raw, request["id"])

    assert [await expire(office, "managed_care") for _ in range(2)] == [1, 0]

    denied = RequestRead.model_validate((await office.read(request["id"])).json())
    assert (denied.status, denied.assigned) == ("decided", False)
    assert denied.lines[0].decision is not None
    assert (denied.lines[0].decision.outcome, denied.lines[0].decision.reasons[0].code) == (
        "not_authorized",
        "CLOCK_EXPIRED",
    )
    payload = await database.raw.fetchval("select payload from outbox")
    assert payload["lines"][0]["reasons"][0]["code"] == "CLOCK_EXPIRED"
    listed = await office.client.get("/authorization/v1/notices", headers=REVIEWER)
    assert [notice["kind"] for notice in listed.json()["items"]] == ["denial"]
    assert (await office.decide(request["id"], authorized(line))).status_code == 409


async def test_several_processes_record_each_clock_once(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    for _ in range(4):
        await run_out(connection, (await office.submit(a_line()))["id"])

    counts = await asyncio.gather(*(expire(office, "managed_care") for _ in range(4)))

    assert sum(counts) == 4
    assert await connection.fetchval("select count(*) from decisions") == 4
    assert await connection.fetchval("select count(*) from notices where kind = 'denial'") == 4
    assert await connection.fetchval("select count(*) from outbox where topic = 'decision.lines_decided'") == 4


async def test_a_question_pauses_only_what_the_policy_says(
    office: Office, database: PinnedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answered(held: dict[str, Any]) -> timedelta:
        pended = (await office.ask(held["id"])).json()
        await database.raw.execute("update information_requests set asked_at = asked_at - interval '2 days'")
        after = (await office.answer(pended)).json()
        return datetime.fromisoformat(after["due_at"]) - datetime.fromisoformat(after["received_at"])

    assert await answered(await office.claimed(a_line())) == timedelta(days=7)

    pausing = replace(policies.POLICIES[0], pending_pauses=frozenset({"standard"}))
    monkeypatch.setattr(policies, "POLICIES", (pausing,))
    paused = await answered(await office.claimed(a_line()))
    assert timedelta(days=9) <= paused < timedelta(days=9, minutes=1)


async def test_the_service_finds_them_by_itself(databases: Databases) -> None:
    url = await databases.clone("authorization")
    working = settings_for(url).model_copy(update={"workers": True, "service_key": None, "expiry_seconds": 0.05})
    app = create_app(working)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://authorization")
    async with LifespanManager(app), asyncpg_connection(url) as connection, client:
        office = Office(client)
        request = await office.submit(a_line())
        await run_out(connection, request["id"])
        expired = None
        for _ in range(100):
            expired = (await office.read(request["id"])).json()["expired"]
            if expired:
                break
            await asyncio.sleep(0.05)
    assert expired is not None
    assert expired[0]["outcome"] == "alert"
