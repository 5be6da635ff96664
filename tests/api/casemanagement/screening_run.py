"""A service on a database of its own, beside a disease service that the test lays down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx

from casemanagement.app import create_app
from casemanagement.clients.disease_facts import DiseaseFacts
from casemanagement.use_cases.work_on_screenings import work_on_screenings
from harmony.keys import development_key
from shared.runtime.database import Pool
from shared.runtime.neighbours import ServiceTokens
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.api.casemanagement.conftest import settings_for
from tests.api.casemanagement.office import Office
from tests.support.databases import Databases
from tests.support.facts_source import FactsSource
from tests.support.services import serving


@dataclass(frozen=True)
class Run:
    """A service on a database of its own, and the disease service that it asks."""

    office: Office
    connection: asyncpg.Connection
    source: FactsSource
    app: Any
    disease: DiseaseFacts

    async def step(self) -> bool:
        return await work_on_screenings(self.app.state.services, self.disease, self.app.state.rule_sets)

    async def finish(self) -> None:
        while await self.step():
            pass


@asynccontextmanager
async def screening_run(databases: Databases) -> AsyncIterator[Run]:
    url = await databases.clone("casemanagement")
    source, pool = FactsSource(), Pool(url, 4)
    app = create_app(settings_for(url), pool)
    key = development_key()
    await pool.open()
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement")
    connection = await asyncpg.connect(url)
    try:
        async with client, serving(source) as origin:
            tokens = ServiceTokens("casemanagement", str(key.private), DEVELOPMENT_ISSUER, "harmony")
            yield Run(Office(client), connection, source, app, DiseaseFacts(origin, tokens, members_a_page=2))
    finally:
        await connection.close()
        await pool.close()
