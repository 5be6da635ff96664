"""A real PostgreSQL as a child of this process, for development, demonstration and tests."""

import asyncio
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from harmony.account import Account, choose_account
from harmony.binaries import Binaries, find_binaries
from harmony.leftover import read_pid_file, stop_leftover
from harmony.problem import SetupProblem

if TYPE_CHECKING:
    import asyncpg

Shutdown = Literal["fast", "immediate"]
SHUTDOWN_SIGNALS: dict[Shutdown, signal.Signals] = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}

OWNER = "harmony"
PASSWORD_FILE = "harmony.password"
LOG_FILE = "postgres.log"
LOG_BYTES = 10_000_000
LONGEST_SOCKET_FOLDER = 88
START_SECONDS = 60.0
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "jit": "off",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %d ",
    "password_encryption": "scram-sha-256",
    "logging_collector": "off",
}


class EmbeddedPostgres:
    """One cluster in one folder: `async with EmbeddedPostgres(path) as server: server.url("plans")`.

    Linux ends the server with the *thread* that started it, so start it from one that lives as long as the server.
    """

    def __init__(self, data: Path, *, port: int | None = None) -> None:
        self.data = Path(os.path.abspath(data))
        self.port = port
        self.created = False
        self._password = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The server's process while it lives."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def socket_folder(self) -> Path | None:
        """None where the path is longer than a socket's address may be."""
        return self.data if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER else None

    def url(self, database: str, *, socket: bool = False) -> str:
        """Over loopback, or over the socket in the data folder where there is one."""
        if socket and self.socket_folder is not None:
            return f"postgresql://{OWNER}:{self._password}@/{database}?host={self.socket_folder}&port={self.port}"
        return f"postgresql://{OWNER}:{self._password}@127.0.0.1:{self.port}/{database}"

    async def start(self) -> None:
        """Returns once the server has answered; makes the cluster first if there is none. Raises `SetupProblem`."""
        if self.pid is not None:
            return
        try:
            binaries = find_binaries()
            self.data.parent.mkdir(parents=True, exist_ok=True)
            account = choose_account(self.data, binaries.postgres)
            await self._prepare(binaries, account)
            await self._serve(binaries, account)
        except OSError as error:
            raise SetupProblem(f"PostgreSQL cannot use the folder {self.data}: {error.strerror or error}.") from error

    async def stop(self, how: Shutdown = "fast") -> None:
        """`immediate` is a crash without the kill: the next start recovers from the log."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        for send in (SHUTDOWN_SIGNALS[how], signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(send)
            if await _ended(process, START_SECONDS / 2):
                return

    async def create_database(self, name: str, template: str | None = None) -> bool:
        """A database that exists is left as it is; True if it was made now."""
        connection = await self._connect()
        try:
            if await connection.fetchval("select true from pg_database where datname = $1", name):
                return False
            copied = f" template {_quoted(template)}" if template else ""
            await connection.execute(f"create database {_quoted(name)}{copied}")
            return True
        finally:
            await connection.close()

    async def drop_database(self, name: str) -> None:
        """Sessions that still use it are cut."""
        connection = await self._connect()
        try:
            await connection.execute(f"drop database if exists {_quoted(name)} with (force)")
        finally:
            await connection.close()

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def __enter__(self) -> Self:
        return asyncio.run(self.__aenter__())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run(self.stop())

    async def _prepare(self, binaries: Binaries, account: Account) -> None:
        for half_made in self.data.parent.glob(f".{self.data.name}-new-*"):
            shutil.rmtree(half_made, ignore_errors=True)
        if not self.data.exists() or not any(self.data.iterdir()):
            await self._create(binaries, account)
        self._check_version(binaries)
        await stop_leftover(self.data)
        account.own(self.data)
        self._password = (self.data / PASSWORD_FILE).read_text().strip()

    async def _create(self, binaries: Binaries, account: Account) -> None:
        """Make the cluster beside its place and move it there whole: a kill halfway leaves nothing half-made."""
        beside = Path(tempfile.mkdtemp(prefix=f".{self.data.name}-new-", dir=self.data.parent))
        try:
            password, cluster = beside / PASSWORD_FILE, beside / "cluster"
            password.touch(mode=0o600)
            password.write_text(secrets.token_urlsafe(24) + "\n")
            account.own(beside)
            with (beside / "initdb.log").open("w+b") as log:
                code = await self._initdb(binaries, account, cluster, password, log.fileno())
                log.seek(0)
                said = log.read().decode(errors="replace")
            if code != 0:
                raise SetupProblem(f"The database could not be made in {self.data}: {_last_line(said)}")
            password.rename(cluster / PASSWORD_FILE)
            cluster.replace(self.data)
            self.created = True
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    async def _initdb(self, binaries: Binaries, account: Account, cluster: Path, password: Path, log: int) -> int:
        # Text sorts by code point on every machine alike, whatever locales it has.
        locale = ["--locale=C"] if binaries.major < 17 else ["--locale-provider=builtin", "--locale=C.UTF-8"]
        options = ["--encoding=UTF8", "--auth=scram-sha-256", "--no-sync", "--no-instructions", *locale]
        command: list[str | Path] = [binaries.initdb, "-D", cluster, "-U", OWNER, f"--pwfile={password}", *options]
        process = account.start(command, output=log)
        try:
            await _ended(process, START_SECONDS)
            code = process.poll()
            return -1 if code is None else code
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _check_version(self, binaries: Binaries) -> None:
        version = self.data / "PG_VERSION"
        made_by = version.read_text().strip() if version.exists() else None
        if made_by is None or not (self.data / PASSWORD_FILE).exists():
            raise SetupProblem(f"The folder {self.data} holds something else than a database made by Harmony.")
        if made_by != str(binaries.major):
            raise SetupProblem(
                f"The data folder {self.data} was made by PostgreSQL {made_by}, but this is PostgreSQL "
                f"{binaries.major}. Begin anew with --fresh, choose another folder with --data, "
                "or bring the data over with pg_upgrade."
            )

    async def _serve(self, binaries: Binaries, account: Account) -> None:
        log = self.data / LOG_FILE
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        for last_try in (False, False, True):
            if self.port is None or last_try or not _is_free(self.port):
                self.port = _free_port()
            begins_at = log.stat().st_size if log.exists() else 0
            with log.open("ab") as output:
                log.chmod(0o600)
                settings = SETTINGS | self._addresses()
                flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
                command: list[str | Path] = [binaries.postgres, "-D", self.data, *flags]
                self._process = account.start(command, output=output, death_signal=signal.SIGINT)
            if await self._answers():
                return
            await self.stop("immediate")
            with log.open("rb") as written:
                written.seek(begins_at)
                said = written.read().decode(errors="replace")
            if "could not bind" not in said or last_try:
                raise SetupProblem(f"PostgreSQL did not start: {_last_line(said)} More may stand in {log}.")

    def _addresses(self) -> dict[str, str]:
        folder = self.socket_folder
        return {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": f'"{folder}"' if folder else "",
            "unix_socket_permissions": "0700",
        }

    async def _answers(self) -> bool:
        """Wait until a session could be opened; False if the server ended or took too long."""
        import asyncpg

        deadline = time.monotonic() + START_SECONDS
        while self.pid is not None and time.monotonic() < deadline:
            file = read_pid_file(self.data)
            if file is not None and file.pid == self.pid and file.ready:
                try:
                    await (await self._connect()).close()
                except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError):
                    pass
                except asyncpg.PostgresError as error:
                    raise SetupProblem(f"The PostgreSQL in {self.data} refuses us: {error}.") from error
                else:
                    return True
            await asyncio.sleep(0.005)
        return False

    async def _connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        import asyncpg

        return await asyncpg.connect(self.url("postgres"), timeout=10)


async def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        await asyncio.sleep(0.005)
    return process.poll() is not None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _last_line(said: str) -> str:
    """The line that says why: the last complaint, without its time stamp."""
    lines = [line for line in said.splitlines() if line.strip()]
    complaints = [line for line in lines if "FATAL:" in line or "error:" in line or "PANIC:" in line]
    line = (complaints or lines or ["it gave no reason."])[-1]
    for mark in ("FATAL:", "PANIC:", "error:"):
        line = line.partition(mark)[2].strip() or line
    return line if line.endswith(".") else line + "."
