"""Several processes' worth of plans on one database: each with a pool and real commits of its own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from asgi_lifespan import LifespanManager

from tests.support.services import plans_app


@asynccontextmanager
async def instances(url: str, count: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(count):
            app = plans_app(url)
            await stack.enter_async_context(LifespanManager(app))
            client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans")
            clients.append(await stack.enter_async_context(client))
        yield clients
