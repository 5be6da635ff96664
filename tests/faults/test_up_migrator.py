"""Migrations in a process of their own: what they say, and that nobody is left behind."""

import os
import signal

import asyncpg
import pytest

from harmony.databases import migrate
from harmony.migrator import Migrator
from harmony.problem import SetupProblem
from harmony.services import SERVICES
from tests.support.databases import Databases
from tests.unit.harmony.processes import is_living, python, until

PLANS = SERVICES[0]


async def test_a_new_database_is_migrated_once(databases: Databases) -> None:
    await databases.server.create_database("migrator_test")
    url = databases.server.url("migrator_test")

    with Migrator() as migrator:
        assert await migrate(PLANS, url, migrator)
        assert not await migrate(PLANS, url, migrator)

    connection = await asyncpg.connect(url)
    assert await connection.fetchval("select version_num from alembic_version") == PLANS.newest()
    await connection.close()
    await databases.server.drop_database("migrator_test")


async def test_a_database_from_the_future_is_refused(databases: Databases) -> None:
    await databases.server.create_database("migrator_future")
    url = databases.server.url("migrator_future")
    connection = await asyncpg.connect(url)
    await connection.execute("create table alembic_version as select '9999' as version_num")
    await connection.close()

    with Migrator() as migrator, pytest.raises(SetupProblem, match="is at revision 9999, newer than this Harmony"):
        await migrate(PLANS, url, migrator)
    await databases.server.drop_database("migrator_future")


async def test_a_migration_that_fails_is_told_in_a_sentence(databases: Databases) -> None:
    await databases.server.create_database("migrator_broken")
    url = databases.server.url("migrator_broken")
    connection = await asyncpg.connect(url)
    await connection.execute("create table audit_log (theirs text)")
    await connection.close()

    with Migrator() as migrator, pytest.raises(SetupProblem, match="plans could not be migrated") as refused:
        await migrate(PLANS, url, migrator)

    assert "already exists" in str(refused.value)
    assert databases.server._password not in str(refused.value)
    await databases.server.drop_database("migrator_broken")


def test_a_killed_parent_leaves_no_migration_behind() -> None:
    script = (
        "import time; from harmony.migrator import Migrator; "
        "migrator = Migrator(); migrator.begin(); print(migrator._process.pid); time.sleep(100)"
    )
    with python(script) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_living(child)
        os.kill(parent.pid, signal.SIGKILL)
        until(lambda: not is_living(child), "the end of the migration")
