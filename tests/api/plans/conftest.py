import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio

from tests.support.databases import Databases
from tests.support.instances import instances
from tests.support.log_lines import log_lines
from tests.support.office import Office
from tests.support.refusals import SECRET


@pytest.fixture
def office(plans: httpx.AsyncClient) -> Office:
    return Office(plans)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of a test that sends bad input: every request stands in it, no value and no mistake of ours."""
    written = log_lines(monkeypatch)
    yield written
    assert '"event": "request"' in written.getvalue()
    assert SECRET not in written.getvalue()
    assert '"event": "mistake"' not in written.getvalue()


@pytest_asyncio.fixture
async def busy(databases: Databases) -> AsyncIterator[tuple[list[Office], Any]]:
    """Two processes on one database, and a connection to look into it."""
    url = await databases.clone("plans")
    connection = await asyncpg.connect(url)
    async with instances(url, 2) as clients:
        yield [Office(client) for client in clients], connection
    await connection.close()
