"""All four services under one web server in the loop of the tests, on real databases, with real commits."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager

import httpx
import pytest
import pytest_asyncio

from harmony.report import Report
from harmony.running import Harmony, Place, harmony_running
from harmony.services import SERVICES
from tests.journeys.journey import Journey
from tests.support.databases import Databases


@contextmanager
def brought(databases: dict[str, str]) -> Iterator[None]:
    """The databases as a user brings them, for as long as Harmony starts: other tests start Harmonies of their own."""
    with pytest.MonkeyPatch.context() as patch:
        for variable, url in databases.items():
            patch.setitem(os.environ, variable, url)
        yield


@pytest_asyncio.fixture(scope="session")
async def harmony(databases: Databases) -> AsyncIterator[Harmony]:
    urls = {service.variable: await databases.clone(service.name) for service in SERVICES}
    async with AsyncExitStack() as stack:
        with brought(urls):
            running = await stack.enter_async_context(harmony_running(Place(port=0), Report()))
        yield running


@pytest_asyncio.fixture(scope="session")
async def client(harmony: Harmony) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=harmony.origin, timeout=15) as client:
        yield client


@pytest.fixture
def journey(client: httpx.AsyncClient) -> Journey:
    return Journey(client)
