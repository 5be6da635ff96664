"""The casemanagement service on one connection that is rolled back after each test."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from casemanagement.app import create_app
from casemanagement.settings import CasemanagementSettings
from harmony.keys import development_key
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.support.databases import Databases, pinned


def settings_for(url: str) -> CasemanagementSettings:
    return CasemanagementSettings(
        database_url=url,
        environment="development",
        token_issuer=DEVELOPMENT_ISSUER,
        jwks=str(development_key().jwks),
        workers=False,
    )


@pytest_asyncio.fixture(scope="session")
async def casemanagement_url(databases: Databases) -> str:
    return await databases.clone("casemanagement")


@pytest_asyncio.fixture
async def casemanagement(casemanagement_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with pinned(casemanagement_url) as database:
        app = create_app(settings_for(casemanagement_url), database)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement") as client:
            yield client
