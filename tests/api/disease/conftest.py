"""The disease service on one connection that is rolled back after each test."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from disease.app import create_app
from disease.settings import DiseaseSettings
from harmony.keys import development_key
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.support.databases import Databases, pinned


def settings_for(url: str) -> DiseaseSettings:
    return DiseaseSettings(
        database_url=url,
        environment="development",
        token_issuer=DEVELOPMENT_ISSUER,
        jwks=str(development_key().jwks),
        workers=False,
    )


@pytest_asyncio.fixture(scope="session")
async def disease_url(databases: Databases) -> str:
    return await databases.clone("disease")


@pytest_asyncio.fixture
async def disease(disease_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with pinned(disease_url) as database:
        app = create_app(settings_for(disease_url), database)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://disease") as client:
            yield client
