"""kill -9 of the plans service: what was answered is there, what is there is whole, what was announced arrives once."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest_asyncio

from tests.support.databases import Databases
from tests.support.identities import case_manager
from tests.support.office import Office
from tests.support.outboxes import plans_without_member_messages, time_passes
from tests.support.receivers import Waiting
from tests.support.service_process import plans_process
from tests.support.services import authorization_app, free_port, serving
from tests.support.waiting import until
from tests.support.whole_plans import a_whole_plan

PLANS = "/plans/v1/service-plans"
CLIENTS = 8
KILLED_AFTER = 12


@pytest_asyncio.fixture
async def urls(databases: Databases) -> tuple[str, str]:
    return await plans_without_member_messages(databases), await databases.clone("authorization")


async def is_delivered(connection: Any) -> None:
    async def delivered() -> bool:
        return not await connection.fetchval("select exists (select from outbox where delivered_at is null)")

    await until(delivered, "the delivery")


async def test_an_approval_that_was_answered_arrives_after_a_kill(urls: tuple[str, str], tmp_path: Path) -> None:
    log, port = tmp_path / "plans.log", free_port()
    neighbour = f"http://127.0.0.1:{port}"
    plans, authorization = await asyncpg.connect(urls[0]), await asyncpg.connect(urls[1])
    async with plans_process(urls[0], log, authorization_url=neighbour) as first:
        async with httpx.AsyncClient(base_url=first.origin) as client:
            plan = await Office(client).forwarded_plan()
        first.kill()
    assert await plans.fetchval("select count(*) from outbox where delivered_at is null") == 1
    await time_passes(plans)

    waiting = Waiting(authorization_app(urls[1]))
    async with serving(waiting, port):
        # Killed again while the message is on its way: whether it arrived is not known to anybody.
        async with plans_process(urls[0], log, authorization_url=neighbour) as second:
            await asyncio.wait_for(waiting.entered.wait(), 15)
            second.kill()
        waiting.let_go.set()
        await waiting.finished.wait()
        await time_passes(plans)
        async with plans_process(urls[0], log, authorization_url=neighbour):
            await is_delivered(plans)

    received = await authorization.fetch("select plan_id, plan_version from requests")
    assert [(row["plan_id"], row["plan_version"]) for row in received] == [(UUID(plan["id"]), plan["version"])]
    assert await authorization.fetchval("select count(*) from audit_log where action = 'received'") == 1
    assert "Byron" not in log.read_text()
    assert "Traceback" not in log.read_text()
    await plans.close()
    await authorization.close()


TORN = """
select count(*) from service_plans p
left join plan_versions v on v.plan_id = p.id and v.version = p.version
where v.plan_id is null
   or json_array_length(v.snapshot->'lines') <> (select count(*) from plan_lines l where l.plan_id = p.id)
   or json_array_length(v.snapshot->'notes') <> (select count(*) from plan_notes n where n.plan_id = p.id)
   or json_array_length(v.snapshot->'documents') <> (select count(*) from plan_documents d where d.plan_id = p.id)
   or 1 <> (select count(*) from audit_log a where a.subject_id = p.id and a.kind = 'change')
   or 1 <> (select count(*) from idempotency_keys k where convert_from(k.body, 'utf8')::json->>'id' = p.id::text)
"""


async def test_concurrent_submissions_survive_a_kill_whole_or_not_at_all(urls: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "plans.log"
    answered: dict[str, str] = {}
    enough = asyncio.Event()

    async def submit(client: httpx.AsyncClient, key: str) -> None:
        headers = {**case_manager(), "Idempotency-Key": key}
        answer = await client.post(PLANS, json=a_whole_plan(members[key]), headers=headers)
        assert answer.status_code == 201, answer.text
        answered[key] = answer.json()["id"]
        if len(answered) >= KILLED_AFTER:
            enough.set()

    async def submit_many(client: httpx.AsyncClient, keys: list[str]) -> None:
        for key in keys:
            await submit(client, key)

    async with plans_process(urls[0], log) as first, httpx.AsyncClient(base_url=first.origin) as client:
        office = Office(client)
        members = {f"k{number}": (await office.member())["id"] for number in range(5 * CLIENTS)}
        keys = list(members)
        working = [asyncio.create_task(submit_many(client, keys[n::CLIENTS])) for n in range(CLIENTS)]
        waiting = asyncio.create_task(enough.wait())
        await asyncio.wait({waiting, *working}, timeout=30, return_when=asyncio.FIRST_COMPLETED)
        first.kill()
        ended = await asyncio.gather(*working, return_exceptions=True)
    assert any(isinstance(end, httpx.TransportError) for end in ended), ended
    assert [end for end in ended if end is not None and not isinstance(end, httpx.TransportError)] == []

    connection = await asyncpg.connect(urls[0])
    stored = {str(row["id"]) for row in await connection.fetch("select id from service_plans")}
    assert set(answered.values()) <= stored
    assert await connection.fetchval(TORN) == 0
    assert KILLED_AFTER <= len(stored) < len(keys)

    acknowledged = dict(answered)
    async with plans_process(urls[0], log) as second, httpx.AsyncClient(base_url=second.origin) as client:
        await asyncio.gather(*(submit(client, key) for key in keys))
    assert await connection.fetchval("select count(*) from service_plans") == len(keys)
    assert await connection.fetchval(TORN) == 0
    assert {key: answered[key] for key in acknowledged} == acknowledged
    await connection.close()
