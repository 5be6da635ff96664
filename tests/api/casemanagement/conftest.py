"""The casemanagement service on one connection that is rolled back after each test, or on a clone of its own."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest_asyncio
from asgi_lifespan import LifespanManager

from casemanagement.app import create_app
from casemanagement.settings import CasemanagementSettings
from harmony.keys import development_key
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.api.casemanagement.office import Office
from tests.api.casemanagement.record import Record
from tests.support.databases import Databases, PinnedDatabase, pinned


def settings_for(url: str) -> CasemanagementSettings:
    key = development_key()
    return CasemanagementSettings(
        database_url=url,
        environment="development",
        token_issuer=DEVELOPMENT_ISSUER,
        jwks=str(key.jwks),
        service_key=str(key.private),
        plans_url="http://plans.invalid",
        disease_url="http://disease.invalid",
        workers=False,
    )


@pytest_asyncio.fixture(scope="session")
async def casemanagement_url(databases: Databases) -> str:
    return await databases.clone("casemanagement")


@pytest_asyncio.fixture
async def casemanagement_database(casemanagement_url: str) -> AsyncIterator[PinnedDatabase]:
    async with pinned(casemanagement_url) as database:
        yield database


@pytest_asyncio.fixture
async def casemanagement(
    casemanagement_url: str, casemanagement_database: PinnedDatabase
) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings_for(casemanagement_url), casemanagement_database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement") as client:
        yield client


@pytest_asyncio.fixture
async def office(casemanagement: httpx.AsyncClient) -> Office:
    return Office(casemanagement)


@pytest_asyncio.fixture
async def busy_office(databases: Databases) -> AsyncIterator[tuple[Office, asyncpg.Connection]]:
    """The service on a pool of real connections to a database of its own, and a connection to look into it."""
    url = await databases.clone("casemanagement")
    app = create_app(settings_for(url))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement")
    async with LifespanManager(app), client:
        connection = await asyncpg.connect(url)
        try:
            yield Office(client), connection
        finally:
            await connection.close()


@pytest_asyncio.fixture
async def record(casemanagement_database: PinnedDatabase) -> Record:
    return Record(casemanagement_database.raw)
