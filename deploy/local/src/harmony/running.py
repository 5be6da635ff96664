"""All of Harmony in this process: database, migrations, four applications, one origin."""

import asyncio
import errno
import os
import socket
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import asyncpg
import uvicorn

from harmony import databases
from harmony.folder import DataFolder, default_folder
from harmony.keys import development_key
from harmony.migrator import Migrator
from harmony.origin import Origin
from harmony.page import welcome_page
from harmony.postgres import EmbeddedPostgres
from harmony.problem import SetupProblem
from harmony.report import Report
from harmony.services import SERVICES, Service, Surroundings

UNFINISHED_REQUEST_SECONDS = 15
LOOK_AFTER_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """Where Harmony keeps its data and where it answers. Port 0 is any free one."""

    data: Path | None = None
    fresh: bool = False
    host: str = "127.0.0.1"
    port: int = 8000


class Server(uvicorn.Server):
    """Leaves signals to whoever started it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(frozen=True, slots=True)
class Harmony:
    """`postgres` is None when every service uses a Postgres of the user's own; `seconds` count from its being up."""

    origin: str
    postgres: EmbeddedPostgres | None
    data: Path | None
    server: Server
    serving: "asyncio.Task[None]"
    seconds: float


@asynccontextmanager
async def harmony_running(
    place: Place, report: Report, services: Sequence[Service] = SERVICES
) -> AsyncIterator[Harmony]:
    """Ready once entered. On leaving: no new connections, requests finish, services stop, then Postgres."""
    async with AsyncExitStack() as stack:
        folder = None
        if any(service.own_database() is None for service in services):
            folder = DataFolder(place.data or default_folder())
            stack.enter_context(folder.held())
        listener = stack.enter_context(_bound(place.host, place.port))
        origin = _origin(place.host, listener.getsockname()[1])
        surroundings = Surroundings(origin, development_key())
        migrator = stack.enter_context(Migrator())
        if folder is not None and (place.fresh or not folder.cluster.exists()):
            migrator.begin()
        importing = asyncio.create_task(asyncio.to_thread(_import_ahead, services))
        stack.push_async_callback(_settled, importing)
        postgres = await _start_postgres(stack, folder, place.fresh, report) if folder else None
        began = time.perf_counter()
        urls = await _databases(services, postgres, migrator, report)
        migrator.end()
        with report.step("Starting the services"):
            await importing
            apps = {service.name: service.build(urls[service.name], surroundings) for service in services}
            application = Origin(apps, welcome_page(services))
            await stack.enter_async_context(application.running())
        if postgres is not None:
            looking_after = asyncio.create_task(_look_after(postgres, report))
            stack.push_async_callback(_cancelled, looking_after)
        server = Server(_configuration(application))
        serving = asyncio.create_task(server.serve([listener]))
        stack.push_async_callback(_finished, server, serving)
        while not server.started and not serving.done():
            await asyncio.sleep(0.005)
        if serving.done():
            await _refuse_port(serving, place)
        yield Harmony(origin, postgres, folder.path if folder else None, server, serving, time.perf_counter() - began)


async def _start_postgres(stack: AsyncExitStack, folder: DataFolder, fresh: bool, report: Report) -> EmbeddedPostgres:
    if fresh and folder.cluster.exists():
        with report.step(f"Removing the old database from {folder.path}"):
            await folder.empty()
    server = EmbeddedPostgres(folder.cluster)
    with report.step("Starting PostgreSQL") as done:
        await stack.enter_async_context(server)
        done.append(f"PostgreSQL {'made and ' if server.created else ''}started in {folder.path}")
    return server


async def _databases(
    services: Sequence[Service], postgres: EmbeddedPostgres | None, migrator: Migrator, report: Report
) -> dict[str, str]:
    """The address of every service's database, each made and migrated."""
    urls = {service.name: service.own_database() or "" for service in services}
    if postgres is not None:
        embedded = [name for name, url in urls.items() if not url]
        with report.step("Making the databases") as done:
            try:
                made = await asyncio.gather(*(postgres.create_database(name) for name in embedded))
            except (OSError, asyncpg.PostgresError) as error:
                raise SetupProblem(f"The databases could not be made: {databases.reason(error)}") from error
            done.append(f"Databases {'made' if any(made) else 'found'}: {', '.join(embedded)}")
        urls.update({name: postgres.url(name) for name in embedded})
    for number, service in enumerate(services, 1):
        with report.step(f"Migrating {service.name} ({number} of {len(services)})") as done:
            behind = await databases.migrate(service, urls[service.name], migrator)
            done.append(f"{service.name} {'migrated' if behind else 'is up to date'}")
    return urls


def _import_ahead(services: Sequence[Service]) -> None:
    for service in services:
        for module in service.imports:
            import_module(module)


async def _look_after(postgres: EmbeddedPostgres, report: Report) -> None:
    """Start the server again when it ends before us; it keeps its port, so the services find it."""
    while True:
        await asyncio.sleep(LOOK_AFTER_SECONDS)
        if postgres.pid is None:
            report.say("PostgreSQL ended unexpectedly; it is started again.")
            try:
                await postgres.start()
            except SetupProblem as problem:
                report.say(str(problem))
                await asyncio.sleep(5)


def _configuration(application: Origin) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=UNFINISHED_REQUEST_SECONDS,
    )


async def _finished(server: Server, serving: "asyncio.Task[None]") -> None:
    server.should_exit = True
    await _settled(serving)


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await _settled(task)


async def _settled(task: "asyncio.Task[None]") -> None:
    """Wait for its end; what it died of was told to whoever awaited it, or matters no more."""
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()


async def _refuse_port(serving: "asyncio.Task[None]", place: Place) -> None:
    try:
        await serving
    except OSError as error:
        raise _port_problem(place.host, place.port, error) from error
    raise SetupProblem("The web server ended before it began.")


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """The port is ours from here on; it is listened on only when there is something to answer with."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise _port_problem(host, port, error) from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            raise _port_problem(host, port, error) from error
        yield listener


def _port_problem(host: str, port: int, error: Exception) -> SetupProblem:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        why = f"Port {port} on {host} is already in use. Stop what uses it"
    elif number == errno.EACCES:
        why = f"Port {port} on {host} may not be used by this account. Use a port above 1023"
    else:
        told = os.strerror(number) if isinstance(error, OSError) and number and number > 0 else str(error)
        why = f"Harmony cannot listen on {host}, port {port}: {told}. Choose another address with --host"
    return SetupProblem(f"{why}, or choose another port with --port.")


def _origin(host: str, port: int) -> str:
    """The address that we ourselves and a browser on this machine use."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"
