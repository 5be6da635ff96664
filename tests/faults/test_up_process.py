"""`harmony up` as a process: refused, stopped, killed, and started again. Its services are four very small ones."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from harmony.folder import LOCK, MARKER, DataFolder
from harmony.leftover import server_of
from tests.unit.harmony.processes import SECONDS, is_living, python, until, workers_on

SMALL_SERVICES = """
import asyncio, pathlib, sys
from contextlib import asynccontextmanager
import asyncpg
from fastapi import FastAPI
from harmony.problem import SetupProblem
from harmony.running import Place
from harmony.services import Service
from harmony.up import serve

def small(name):
    def build(url, surroundings):
        @asynccontextmanager
        async def lifespan(app):
            async with asyncpg.create_pool(url, min_size=1, max_size=2) as app.state.pool:
                yield
            print(name, "ended", flush=True)

        app = FastAPI(lifespan=lifespan)

        @app.post(f"/{name}/notes/{{text}}")
        async def write(text: str):
            return await app.state.pool.fetchval("insert into notes values ($1) returning text", text)

        @app.get(f"/{name}/notes")
        async def read():
            return [row["text"] for row in await app.state.pool.fetch("select text from notes")]

        @app.get(f"/{name}/slow")
        async def slow():
            print("a slow request began", flush=True)
            await app.state.pool.fetchval("select pg_sleep(1)")
            return "finished"

        return app

    def migrate(url):
        async def run():
            connection = await asyncpg.connect(url)
            await connection.execute("create table alembic_version as select '0001' as version_num")
            await connection.execute("create table notes (text text)")
            await connection.close()
        asyncio.run(run())

    return Service(name, name, build, lambda: "0001", migrate)

names = ("plans", "authorization", "casemanagement", "disease")
place = Place(pathlib.Path(sys.argv[1]), "--fresh" in sys.argv, port=int(sys.argv[2]))
try:
    serve(place, [small(name) for name in names])
except SetupProblem as problem:
    sys.exit(f"harmony: {problem}")
"""


class Up:
    """A running `up` and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(iter(self.process.stdout.readline, ""))

    def has_said(self, text: str) -> bool:
        return any(text in line for line in self.said)

    @property
    def origin(self) -> str:
        until(lambda: self.has_said("is ready at") or self.process.poll() is not None, "being ready")
        [line] = [line for line in self.said if "is ready at" in line]
        return line.split()[4].rstrip("/")

    def end(self, number: signal.Signals) -> int:
        os.kill(self.process.pid, number)
        code = self.process.wait(timeout=SECONDS)
        self._reader.join(timeout=SECONDS)
        return code


@contextmanager
def up(data: Path, port: int = 0, *options: str) -> Iterator[Up]:
    with python(SMALL_SERVICES, data, str(port), *options) as process:
        running = Up(process)
        try:
            yield running
        finally:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            running._reader.join(timeout=SECONDS)
    until(lambda: workers_on(data / "postgres") == [], "the end of PostgreSQL")


def refusal(data: Path, *arguments: str, **environment: str) -> str:
    """What the real command says when it refuses to start."""
    told = subprocess.run(
        [sys.executable, "-m", "harmony", "up", "--data", str(data), *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert told.stderr.startswith("harmony: ")
    return told.stderr


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="harmony-test-"))
    path.chmod(0o755)
    yield path / "data"
    shutil.rmtree(path)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_requests_finish_and_leaves_no_process_and_no_lock(folder: Path, number: signal.Signals) -> None:
    with up(folder) as running:
        origin = running.origin
        postgres = server_of(folder / "postgres")
        assert postgres is not None
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(httpx.get(f"{origin}/plans/slow", timeout=SECONDS)))
        asking.start()
        until(lambda: running.has_said("a slow request began"), "the slow request")

        code = running.end(number)

        asking.join(timeout=SECONDS)
    assert code == 0
    assert [answer.text for answer in answers] == ['"finished"']
    assert [line.split()[0] for line in running.said if line.endswith(" ended\n")] == [
        "disease",
        "casemanagement",
        "authorization",
        "plans",
    ]
    assert not is_living(postgres)
    assert not (folder / "postgres" / "postmaster.pid").exists()
    assert DataFolder(folder).holder() is None


def test_after_a_kill_everything_is_there_again(folder: Path) -> None:
    with up(folder) as first:
        assert httpx.post(f"{first.origin}/plans/notes/kept").status_code == 200
        first.end(signal.SIGKILL)

        with up(folder) as second:
            assert httpx.get(f"{second.origin}/plans/notes").json() == ["kept"]
            assert second.end(signal.SIGTERM) == 0


def test_a_signal_before_it_is_ready_ends_it_cleanly(folder: Path) -> None:
    with up(folder) as running:
        until(lambda: (folder / "postgres" / "postmaster.pid").exists(), "the start of PostgreSQL")
        assert running.end(signal.SIGTERM) in (0, 130)
    assert not (folder / "postgres" / "postmaster.pid").exists()


def test_a_killed_postgres_is_started_again_underneath_the_services(folder: Path) -> None:
    with up(folder) as running:
        origin = running.origin
        httpx.post(f"{origin}/plans/notes/kept")
        killed = server_of(folder / "postgres")
        assert killed is not None
        os.kill(killed, signal.SIGKILL)

        def answers_again() -> bool:
            answer = httpx.get(f"{origin}/plans/notes")
            return answer.status_code == 200 and answer.json() == ["kept"]

        until(lambda: server_of(folder / "postgres") not in (killed, None), "the next PostgreSQL")
        until(answers_again, "an answer")
        assert running.end(signal.SIGTERM) == 0


def test_a_second_up_on_the_same_folder_is_told_who_uses_it(folder: Path) -> None:
    with up(folder) as running:
        origin = running.origin

        told = refusal(folder, "--port", "0")

        assert f"Another harmony up (process {running.process.pid}) is using the data folder {folder}." in told
        assert httpx.get(f"{origin}/plans/notes").status_code == 200


def test_fresh_begins_anew_and_keeps_what_is_not_ours(folder: Path) -> None:
    with up(folder) as first:
        httpx.post(f"{first.origin}/plans/notes/gone")
        first.end(signal.SIGTERM)
    (folder / "mine.txt").write_text("mine")

    with up(folder, 0, "--fresh") as second:
        assert httpx.get(f"{second.origin}/plans/notes").json() == []
        second.end(signal.SIGTERM)
    assert sorted(path.name for path in folder.iterdir()) == [MARKER, LOCK, "mine.txt", "postgres"]


def test_a_port_in_use_is_said_before_postgres_is_started(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert f"Port {port} on 127.0.0.1 is already in use." in refusal(folder, "--port", str(port))
    assert not (folder / "postgres").exists()


def test_an_address_that_is_not_ours_is_said(folder: Path) -> None:
    assert "Harmony cannot listen on 192.0.2.1, port 8000" in refusal(folder, "--host", "192.0.2.1")


@pytest.mark.parametrize("options", [[], ["--fresh"]])
def test_a_foreign_folder_is_refused_and_left_alone(folder: Path, options: list[str]) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")

    assert "was not made by Harmony" in refusal(folder, "--port", "0", *options)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_said(folder: Path) -> None:
    folder.write_text("a file")

    assert "cannot be used: Not a directory." in refusal(folder / "below", "--port", "0")


def test_data_of_another_version_is_said(folder: Path) -> None:
    (folder / "postgres").mkdir(parents=True)
    (folder / MARKER).write_text("{}")
    (folder / "postgres" / "PG_VERSION").write_text("9\n")
    (folder / "postgres" / "harmony.password").write_text("x\n")

    assert "was made by PostgreSQL 9" in refusal(folder, "--port", "0")


def test_a_database_that_refuses_is_said_without_its_password(folder: Path) -> None:
    nobody = "postgresql://me:secret@127.0.0.1:1/plans"
    names = ("PLANS", "AUTHORIZATION", "CASEMANAGEMENT", "DISEASE")

    told = refusal(folder, "--port", "0", **{f"{name}_DATABASE_URL": nobody for name in names})

    assert "The database of plans at 127.0.0.1:1/plans refuses us: nothing listens there." in told
    assert "secret" not in told
    assert not folder.exists()
