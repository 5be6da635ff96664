"""Fixtures of every test: the key of this run and a real Postgres."""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import settings

from harmony.keys import HOME_VARIABLE, development_key
from tests.support.databases import Databases, running_server

# The same examples in every run: a red run is somebody's change, never luck. Longer hunts: HYPOTHESIS_PROFILE=hunt.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("hunt", max_examples=3000, database=None, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def home_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ[HOME_VARIABLE] = str(tmp_path_factory.mktemp("harmony-home"))
    development_key()


@pytest_asyncio.fixture(scope="session")
async def databases(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Databases]:
    async with running_server(tmp_path_factory.mktemp("postgres") / "data") as running:
        yield running
