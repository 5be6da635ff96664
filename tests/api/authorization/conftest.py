"""The authorization service on one connection that is rolled back after each test, or on a clone of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest_asyncio
from asgi_lifespan import LifespanManager

from authorization.app import create_app
from authorization.settings import AuthorizationSettings
from harmony.keys import development_key
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.api.authorization.office import Office
from tests.support.databases import Databases, PinnedDatabase, pinned


def settings_for(url: str) -> AuthorizationSettings:
    key = development_key()
    return AuthorizationSettings(
        database_url=url,
        environment="development",
        token_issuer=DEVELOPMENT_ISSUER,
        jwks=str(key.jwks),
        service_key=str(key.private),
        plans_url="http://plans.invalid",
        workers=False,
    )


@pytest_asyncio.fixture(scope="session")
async def authorization_url(databases: Databases) -> str:
    return await databases.clone("authorization")


@pytest_asyncio.fixture
async def database(authorization_url: str) -> AsyncIterator[PinnedDatabase]:
    async with pinned(authorization_url) as bound:
        yield bound


@pytest_asyncio.fixture
async def office(authorization_url: str, database: PinnedDatabase) -> AsyncIterator[Office]:
    app = create_app(settings_for(authorization_url), database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://authorization") as client:
        yield Office(client)


@pytest_asyncio.fixture
async def busy_office(databases: Databases) -> AsyncIterator[tuple[Office, asyncpg.Connection]]:
    """The service on a pool of real connections to a database of its own, and a connection to look into it."""
    url = await databases.clone("authorization")
    app = create_app(settings_for(url))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://authorization")
    async with LifespanManager(app), asyncpg_connection(url) as connection, client:
        yield Office(client), connection


@asynccontextmanager
async def asyncpg_connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()
