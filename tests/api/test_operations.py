"""Health, documentation and identity: the same for all four services."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest
from asgi_lifespan import LifespanManager

from harmony.keys import development_key
from harmony.services import SERVICES, Service, Surroundings
from tests.support.databases import Databases

ADDRESS = re.compile(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)["']""")
EACH_SERVICE = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
PROTECTED = {
    "plans": "/plans/v1/members",
    "authorization": "/authorization/v1/requests",
    "casemanagement": "/casemanagement/v1/programs",
    "disease": "/disease/v1/diseases",
}


@asynccontextmanager
async def running(service: Service, url: str) -> AsyncIterator[httpx.AsyncClient]:
    app = service.build(url, Surroundings("http://neighbours.invalid", development_key()))
    async with (
        LifespanManager(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service") as client,
    ):
        yield client


@EACH_SERVICE
async def test_live_and_ready_need_no_token(databases: Databases, service: Service) -> None:
    async with running(service, await databases.clone(service.name)) as client:
        live = await client.get(f"/{service.name}/health/live")
        ready = await client.get(f"/{service.name}/health/ready")

    assert (live.status_code, live.json()["status"]) == (200, "ok")
    assert (ready.status_code, ready.json()["revision"]) == (200, service.newest())


@EACH_SERVICE
async def test_it_is_not_ready_when_migrations_are_behind(databases: Databases, service: Service) -> None:
    url = await databases.clone(service.name)
    connection = await asyncpg.connect(url)
    await connection.execute("update alembic_version set version_num = '0000'")
    await connection.close()

    async with running(service, url) as client:
        ready = await client.get(f"/{service.name}/health/ready")
        live = await client.get(f"/{service.name}/health/live")

    assert (ready.status_code, live.status_code) == (503, 200)
    assert ready.headers["Content-Type"] == "application/problem+json"
    expected = f"Migrations are behind: the database is at 0000, the code needs {service.newest()}."
    assert ready.json()["detail"] == expected


@EACH_SERVICE
async def test_the_docs_page_needs_no_foreign_host(databases: Databases, service: Service) -> None:
    async with running(service, await databases.clone(service.name)) as client:
        page = await client.get(f"/{service.name}/docs")
        addresses = ADDRESS.findall(page.text)

        assert page.status_code == 200
        assert len(addresses) >= 4
        for address in addresses:
            assert address.startswith(f"/{service.name}/"), address
            assert (await client.get(address)).status_code == 200, address
    assert re.search(r"(?:https?:)?//\w", page.text) is None


@EACH_SERVICE
async def test_without_a_token_nothing_is_said(databases: Databases, service: Service) -> None:
    async with running(service, await databases.clone(service.name)) as client:
        for headers in ({}, {"Authorization": "Bearer nonsense"}):
            answer = await client.get(PROTECTED[service.name], headers=headers)

            assert answer.status_code == 401
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert set(answer.json()) == {"type", "title", "status", "detail", "instance", "request_id"}
