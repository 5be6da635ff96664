"""`harmony up`: everything on one machine with one command."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from harmony.problem import SetupProblem
from harmony.report import Report
from harmony.running import Harmony, Place, harmony_running
from harmony.services import SERVICES, Service

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def command(
    data: Annotated[
        Path | None, typer.Option(help="Folder for the data; by default one in your data directory.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Remove Harmony's data from the folder first.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
) -> None:
    """Start the database and all four services on one address, and serve until Ctrl-C."""
    serve(Place(data, fresh, host, port))


def serve(place: Place, services: Sequence[Service] = SERVICES) -> None:
    """Blocks until a signal; ends the process with a status of its own if that came before Harmony was ready."""
    from shared.runtime.log import configure_logging

    configure_logging()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        status = runner.run(_serve(place, services, Report()))
    if status:
        sys.exit(status)


async def _serve(place: Place, services: Sequence[Service], report: Report) -> int:
    began = time.perf_counter()
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    stop, running = asyncio.Event(), list[Harmony]()

    def on_signal() -> None:
        if running and stop.is_set():
            running[0].server.force_exit = True
        elif not running and not stop.is_set() and task is not None:
            task.cancel()
        stop.set()

    for number in SIGNALS:
        loop.add_signal_handler(number, on_signal)
    try:
        async with harmony_running(place, report, services) as harmony:
            running.append(harmony)
            _announce(harmony, services, report, time.perf_counter() - began)
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({stopping, harmony.serving}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            report.say("Stopping: requests finish, then the services, then the database.")
    except asyncio.CancelledError:
        report.say("Stopped before Harmony was ready.")
        return 130
    if not stop.is_set():
        raise SetupProblem("The web server ended by itself; what it said stands above.")
    report.say("Stopped.")
    return 0


def _announce(harmony: Harmony, services: Sequence[Service], report: Report, seconds: float) -> None:
    width = max(len(service.name) for service in services)
    pages = [f"  {service.name:<{width}}  {harmony.origin}/{service.name}/docs" for service in services]
    since = f", {harmony.seconds:.1f} s after the database was up" if harmony.postgres else ""
    kept = [f"The data is kept in {harmony.data}."] if harmony.data else []
    lines = [
        "",
        f"Harmony is ready at {harmony.origin}/ after {seconds:.1f} s{since}.",
        "",
        *pages,
        "",
        "A token:  uv run harmony token --role case_manager --subject cm1",
        *kept,
        "Stop with Ctrl-C.",
    ]
    report.say("\n".join(lines))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
