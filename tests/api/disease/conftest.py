"""The disease service on one connection that is rolled back after each test."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from fastapi import FastAPI

from disease.app import create_app
from disease.settings import DiseaseSettings
from harmony.keys import development_key
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.support.databases import Databases, PinnedDatabase, pinned
from tests.support.disease_program import Program


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
async def disease_database(disease_url: str) -> AsyncIterator[PinnedDatabase]:
    async with pinned(disease_url) as database:
        yield database


@pytest_asyncio.fixture
async def disease_app(disease_url: str, disease_database: PinnedDatabase) -> FastAPI:
    return create_app(settings_for(disease_url), disease_database)


@pytest_asyncio.fixture
async def disease(disease_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(disease_app), base_url="http://disease") as client:
        yield client


@pytest_asyncio.fixture
async def program(disease: httpx.AsyncClient, disease_app: FastAPI, disease_database: PinnedDatabase) -> Program:
    return Program(disease, disease_database, disease_app.state.services)
