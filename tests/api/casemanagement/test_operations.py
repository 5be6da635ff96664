"""Health, documentation and identity of the casemanagement service."""

import re

import asyncpg
import httpx
from asgi_lifespan import LifespanManager

from casemanagement.app import create_app
from tests.api.casemanagement.conftest import settings_for
from tests.support.databases import Databases

ADDRESS = re.compile(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)["']""")
UNPROBLEMATIC = {"live", "ready", "list_audit_entries"}


async def test_live_and_ready_need_no_token(casemanagement: httpx.AsyncClient) -> None:
    live = await casemanagement.get("/casemanagement/health/live")
    ready = await casemanagement.get("/casemanagement/health/ready")

    assert (live.status_code, live.json()["status"]) == (200, "ok")
    assert (ready.status_code, ready.json()["revision"]) == (200, "0001")


async def test_it_is_not_ready_when_migrations_are_behind(databases: Databases) -> None:
    url = await databases.clone("casemanagement")
    connection = await asyncpg.connect(url)
    await connection.execute("update alembic_version set version_num = '0000'")
    await connection.close()
    app = create_app(settings_for(url))

    async with (
        LifespanManager(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement") as client,
    ):
        ready = await client.get("/casemanagement/health/ready")
        live = await client.get("/casemanagement/health/live")

    assert (ready.status_code, live.status_code) == (503, 200)
    assert ready.headers["Content-Type"] == "application/problem+json"
    assert ready.json()["detail"] == "Migrations are behind: the database is at 0000, the code needs 0001."


async def test_the_docs_page_needs_no_foreign_host(casemanagement: httpx.AsyncClient) -> None:
    page = await casemanagement.get("/casemanagement/docs")

    addresses = ADDRESS.findall(page.text)
    assert page.status_code == 200
    assert len(addresses) >= 4
    for address in addresses:
        assert address.startswith("/casemanagement/"), address
        assert (await casemanagement.get(address)).status_code == 200, address
    assert re.search(r"(?:https?:)?//\w", page.text) is None


async def test_without_a_token_nothing_is_said(casemanagement: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        answer = await casemanagement.get("/casemanagement/v1/programs", headers=headers)

        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert set(answer.json()) == {"type", "title", "status", "detail", "instance", "request_id"}


async def test_every_operation_is_documented(casemanagement: httpx.AsyncClient) -> None:
    document = (await casemanagement.get("/casemanagement/openapi.json")).json()

    operations = {
        operation["operationId"]: operation for path in document["paths"].values() for operation in path.values()
    }
    assert set(operations) == {*UNPROBLEMATIC, "list_programs"}
    for name, operation in operations.items():
        assert operation["summary"], name
        assert operation["tags"], name
    assert {"200", "401", "422", "503"} <= set(operations["list_programs"]["responses"])
