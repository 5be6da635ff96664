"""PostgreSQL stops at once while requests run: 503 and nothing else meanwhile, and all is well right after."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest_asyncio
from asgi_lifespan import LifespanManager

from tests.support.databases import Databases, running_server
from tests.support.identities import case_manager
from tests.support.office import Office
from tests.support.refusals import refused
from tests.support.services import plans_app
from tests.support.waiting import until
from tests.support.whole_plans import a_whole_plan

POOL = 6
CLIENTS = 8
AGAIN_WITHIN = 1.0


@pytest_asyncio.fixture
async def own_server(tmp_path: Path) -> AsyncIterator[Databases]:
    async with running_server(tmp_path / "data") as databases:
        yield databases


class Clients:
    """People who go on asking, whatever they are answered."""

    def __init__(self, client: httpx.AsyncClient, plan_id: str) -> None:
        self.client, self.plan_id = client, plan_id
        self.answers: list[tuple[float, httpx.Response]] = []

    async def go_on(self, number: int) -> None:
        while True:
            answer = await self._ask(number)
            self.answers.append((time.monotonic(), answer))
            await asyncio.sleep(0.05 if answer.status_code == 503 else 0.002)

    async def _ask(self, number: int) -> httpx.Response:
        if number % 2:
            return await self.client.get(f"/plans/v1/service-plans/{self.plan_id}", headers=case_manager())
        body = {"type": "general", "text": "Called her."}
        return await self.client.post(
            f"/plans/v1/service-plans/{self.plan_id}/notes", json=body, headers=case_manager()
        )

    def statuses(self, since: float = 0.0) -> list[int]:
        return [answer.status_code for at, answer in self.answers if at >= since]

    async def see(self, status: int, times: int, since: float) -> None:
        async def seen() -> bool:
            return self.statuses(since).count(status) >= times

        await until(seen, f"{times} answers {status}")


async def test_only_503_while_the_database_is_away_and_answers_right_after(own_server: Databases) -> None:
    app = plans_app(await own_server.clone("plans"), pool_size=POOL, workers=True)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans")
    async with LifespanManager(app), client:
        plan = await Office(client).conversion_plan()
        asking = Clients(client, plan["id"])
        tasks = [asyncio.create_task(asking.go_on(number)) for number in range(CLIENTS)]
        for _ in range(3):
            await asking.see(200, 20, time.monotonic())
            await own_server.server.stop("immediate")
            away = time.monotonic()
            await asking.see(503, 3 * CLIENTS, away)
            ready = await client.get("/plans/health/ready")
            assert asking.statuses(away).count(200) + asking.statuses(away).count(201) <= CLIENTS
            await own_server.server.start()
            back = time.monotonic()
            await asking.see(200, 1, back)
            first = min(at for at, answer in asking.answers if at >= back and answer.status_code == 200)

            assert refused(ready, 503)["title"] == "Not ready"
            assert first - back <= AGAIN_WITHIN
        await asking.see(201, 20, time.monotonic())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        assert set(asking.statuses()) == {200, 201, 503}
        for _, answer in asking.answers:
            if answer.status_code == 503:
                refused(answer, 503)
        await _nothing_was_lost(asking, own_server, app)


async def _nothing_was_lost(asking: Clients, databases: Databases, app: Any) -> None:
    connection = await asyncpg.connect(app.state.settings.database_url)
    noted = {answer.json()["id"] for _, answer in asking.answers if answer.status_code == 201}
    stored = {str(row["id"]) for row in await connection.fetch("select id from plan_notes")}
    others = """select count(*) from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"""
    assert noted <= stored
    assert await connection.fetchval(others) <= POOL + POOL // 2  # one pool by key, one for searches
    await connection.close()


async def test_every_connection_of_the_pool_recovers(own_server: Databases) -> None:
    app = plans_app(await own_server.clone("plans"), pool_size=POOL)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans")

    async def submit(member: dict[str, Any]) -> httpx.Response:
        return await client.post("/plans/v1/service-plans", json=a_whole_plan(member["id"]), headers=case_manager())

    async with LifespanManager(app), client:
        office = Office(client)
        members = [await office.member() for _ in range(3 * POOL)]
        assert {answer.status_code for answer in await asyncio.gather(*map(submit, members[:POOL]))} == {201}
        await own_server.server.stop("immediate")
        await own_server.server.start()
        # No request has met the dead connections yet; none of them may learn of it from one.
        after = await asyncio.gather(*map(submit, members[POOL:]))

    assert {answer.status_code for answer in after} == {201}
