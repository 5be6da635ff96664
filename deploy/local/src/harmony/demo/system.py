"""The system that a story is told on: one that runs already, or one of our own for as long as the story lasts."""

import logging
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from harmony.report import Report
from harmony.services import SERVICES

ANSWER_SECONDS = 15


async def answers(url: str) -> bool:
    """Whether all services are ready at this origin."""
    try:
        async with httpx.AsyncClient(base_url=url, timeout=3) as client:
            for service in SERVICES:
                if (await client.get(f"/{service.name}/health/ready")).status_code != 200:
                    return False
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return True


@asynccontextmanager
async def temporary_system() -> AsyncIterator[str]:
    """The origin of a whole Harmony on a free port, with its data in a folder that is removed afterwards."""
    import structlog

    from harmony.running import Place, harmony_running

    # A story leaves members and plans behind; the databases that a user brought are not the place for them.
    for service in SERVICES:
        os.environ.pop(service.variable, None)
    with tempfile.TemporaryDirectory(prefix="harmony-demo-", ignore_cleanup_errors=True) as folder:
        async with harmony_running(Place(Path(folder) / "data", port=0), Report()) as harmony:
            structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
            yield harmony.origin
