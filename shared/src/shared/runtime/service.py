"""Assembles one service: edge, problems, health, audit, documentation, database and message delivery."""

import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, FastAPI

from shared.runtime.audit import audit_router
from shared.runtime.database import Constraints, Database, Pool
from shared.runtime.documentation import document
from shared.runtime.edge import BodyLimit, Edge
from shared.runtime.health import health_router
from shared.runtime.identity import TokenCheck
from shared.runtime.log import configure_logging
from shared.runtime.neighbours import ServiceTokens, neighbour_client
from shared.runtime.outbox import OutboxWorker
from shared.runtime.periodic import Periodic, PeriodicWorker
from shared.runtime.problems import answer_with_problems
from shared.runtime.settings import ServiceSettings
from shared.runtime.work import Services

VERSION = "0.1.0"


def create_service(
    service: str,
    settings: ServiceSettings,
    *,
    title: str,
    description: str,
    routers: Sequence[APIRouter],
    constraints: Constraints,
    schemas: Mapping[str, Any] = MappingProxyType({}),
    body_limits: Sequence[BodyLimit] = (),
    database: Database | None = None,
    periodic: Sequence[Periodic] = (),
) -> FastAPI:
    """`service` is the first path segment. `constraints` say which refusal a broken constraint stands for,
    `schemas` are added to those of the OpenAPI document, `body_limits` hold for some addresses instead of the usual,
    `periodic` is what it does by itself.

    A `database` that is given is used as it is and nothing is delivered: whoever gives it is in charge of both.
    """
    configure_logging()
    pool = Pool(settings.database_url, settings.pool_size)
    services = Services(database or pool, constraints, settings.time_zone, wake=lambda: None, settings=settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if database is None:
                await pool.open()
                stack.push_async_callback(pool.close)
                if settings.workers and settings.service_key:
                    client = await stack.enter_async_context(neighbour_client())
                    tokens = ServiceTokens(
                        service, settings.service_key, settings.token_issuer, settings.token_audience
                    )
                    worker = OutboxWorker(pool, client, tokens)
                    services.wake = worker.wake
                    worker.start()
                    stack.push_async_callback(worker.stop)
                for step in periodic if settings.workers else ():
                    repeating = PeriodicWorker(step, services)
                    repeating.start()
                    stack.push_async_callback(repeating.stop)
            _settle_memory()
            yield

    app = FastAPI(
        title=title,
        description=description,
        version=VERSION,
        lifespan=lifespan,
        openapi_url=f"/{service}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.services = services
    app.state.settings = settings
    app.add_middleware(
        Edge,
        prefix=service,
        tokens=TokenCheck(settings.jwks, settings.token_issuer, settings.token_audience),
        body_limit=settings.body_limit,
        body_limits=body_limits,
        in_flight_limit=settings.in_flight_limit,
    )
    answer_with_problems(app)
    for router in (*routers, audit_router(service), health_router(service)):
        # Not include_router: it would look for a match router by router and copy every route.
        app.router.routes.extend(router.routes)
    document(app, service, schemas, routers)
    return app


def _settle_memory() -> None:
    """What was made until now stays: the collector need not look at it again, and looks less often at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
