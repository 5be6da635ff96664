"""A service as a process of its own, which a test may kill."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.support.services import common_settings, free_port

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ServiceProcess:
    process: subprocess.Popen[bytes]
    origin: str
    log: Path

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(SECONDS)


@asynccontextmanager
async def plans_process(
    database_url: str, log: Path, *, authorization_url: str = "http://127.0.0.1:1", port: int | None = None
) -> AsyncIterator[ServiceProcess]:
    async with service_process("plans", database_url, log, port=port, authorization_url=authorization_url) as running:
        yield running


@asynccontextmanager
async def service_process(
    service: str, database_url: str, log: Path, *, port: int | None = None, **settings: str
) -> AsyncIterator[ServiceProcess]:
    """`python -m <service> serve`, ready; gone at the end, whatever happened."""
    port = port or free_port()
    values = common_settings(database_url, workers=True, port=port, **settings)
    environment = os.environ | {f"{service.upper()}_{name.upper()}": str(value) for name, value in values.items()}
    with log.open("ab") as output:
        process = subprocess.Popen([sys.executable, "-m", service, "serve"], stderr=output, env=environment)
    running = ServiceProcess(process, f"http://127.0.0.1:{port}", log)
    try:
        await _ready(service, running)
        yield running
    finally:
        if process.poll() is None:
            running.kill()


async def _ready(service: str, running: ServiceProcess) -> None:
    deadline = time.monotonic() + SECONDS
    async with httpx.AsyncClient(base_url=running.origin) as client:
        while True:
            assert running.process.poll() is None, running.log.read_text()
            assert time.monotonic() < deadline, "the process did not become ready"
            try:
                if (await client.get(f"/{service}/health/ready")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.02)
