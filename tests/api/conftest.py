"""One application per service on one connection that is rolled back after each test."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from harmony.keys import development_key
from plans.app import create_app as create_plans
from plans.settings import PlansSettings
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.support.databases import Databases, PinnedDatabase, pinned


@pytest_asyncio.fixture(scope="session")
async def plans_url(databases: Databases) -> str:
    return await databases.clone("plans")


@pytest_asyncio.fixture
async def plans_database(plans_url: str) -> AsyncIterator[PinnedDatabase]:
    async with pinned(plans_url) as database:
        yield database


def plans_settings(url: str) -> PlansSettings:
    key = development_key()
    return PlansSettings(
        database_url=url,
        environment="development",
        token_issuer=DEVELOPMENT_ISSUER,
        jwks=str(key.jwks),
        service_key=str(key.private),
        authorization_url="http://authorization.invalid",
    )


@pytest_asyncio.fixture
async def plans(plans_url: str, plans_database: PinnedDatabase) -> AsyncIterator[httpx.AsyncClient]:
    app = create_plans(plans_settings(plans_url), plans_database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans") as client:
        yield client
