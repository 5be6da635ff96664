"""A member in case management, and what nurses do for them over HTTP."""

import httpx
import pytest_asyncio

from tests.api.casemanagement.care.nurses import Nurses
from tests.support.databases import PinnedDatabase


@pytest_asyncio.fixture
async def nurses(casemanagement: httpx.AsyncClient, casemanagement_database: PinnedDatabase) -> Nurses:
    return Nurses(casemanagement, casemanagement_database.raw)
