"""Waiting for what happens elsewhere, with a deadline."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(happened: Callable[[], Awaitable[bool]], what: str, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not await happened():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds:.0f} s"
        await asyncio.sleep(0.01)
