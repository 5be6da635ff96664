"""Whole services for tests: their settings, and real HTTP on a port of their own."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from authorization.app import create_app as create_authorization
from authorization.settings import AuthorizationSettings
from harmony.keys import development_key
from harmony.running import Server
from plans.app import create_app as create_plans
from plans.settings import PlansSettings
from shared.runtime.settings import DEVELOPMENT_ISSUER

NOWHERE = "http://nowhere.invalid"


def common_settings(database_url: str, **more: Any) -> dict[str, Any]:
    key = development_key()
    return {
        "database_url": database_url,
        "environment": "development",
        "token_issuer": DEVELOPMENT_ISSUER,
        "jwks": str(key.jwks),
        "service_key": str(key.private),
        "workers": False,
        "pool_size": 8,
        **more,
    }


def plans_app(database_url: str, authorization_url: str = NOWHERE, **more: Any) -> FastAPI:
    settings = PlansSettings(**common_settings(database_url, authorization_url=authorization_url, **more))
    return create_plans(settings)


def authorization_app(database_url: str, plans_url: str = NOWHERE, **more: Any) -> FastAPI:
    settings = AuthorizationSettings(**common_settings(database_url, plans_url=plans_url, **more))
    return create_authorization(settings)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(app: Any, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app, host="127.0.0.1", port=port, http="httptools", ws="none", access_log=False, log_config=None
    )


@asynccontextmanager
async def serving(app: Any, port: int | None = None) -> AsyncIterator[str]:
    """The origin of the application, with its lifespan, in this loop; afterwards nothing listens there."""
    port = port or free_port()
    server = Server(configuration(app, port))
    running = asyncio.create_task(server.serve())
    while not server.started:
        assert not running.done(), "the server ended before it began"
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running
