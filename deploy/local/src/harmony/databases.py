"""The database of each service: one of our own server's, or the one that the user brought."""

import asyncio
from urllib.parse import urlsplit

import asyncpg

from harmony.binaries import OLDEST_MAJOR
from harmony.migrator import Migrator
from harmony.problem import SetupProblem
from harmony.services import Service


async def revision(service: Service, url: str) -> str | None:
    """The schema's revision, None for a database that was never migrated. Raises `SetupProblem` if it refuses us."""
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise SetupProblem(f"The database of {service.name} at {place(url)} refuses us: {reason(error)}") from error
    try:
        if connection.get_server_version().major < OLDEST_MAJOR:
            raise SetupProblem(
                f"The database of {service.name} at {place(url)} is PostgreSQL "
                f"{connection.get_server_version().major}; {OLDEST_MAJOR} or newer is needed."
            )
        found = await connection.fetchval("select version_num from alembic_version")
        return None if found is None else str(found)
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()


async def migrate(service: Service, url: str, migrator: Migrator) -> bool:
    """Bring the schema to the newest revision; True if it was behind. Raises `SetupProblem`."""
    present, newest = await revision(service, url), service.newest()
    if present == newest:
        return False
    if present is not None and present > newest:
        raise SetupProblem(
            f"The database of {service.name} at {place(url)} is at revision {present}, newer than this Harmony "
            f"({newest}). Update Harmony, or use another database."
        )
    try:
        if service.migrate is not None:
            await asyncio.to_thread(service.migrate, url)
        else:
            await asyncio.to_thread(migrator.upgrade, service.name, url)
    except Exception as error:
        raise SetupProblem(f"The database of {service.name} could not be migrated: {reason(error)}") from error
    return True


def place(url: str) -> str:
    """Host, port and database of an address, never its password."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or 'localhost'}:{parts.port or 5432}{parts.path}"
    except ValueError:
        return "the address in its variable"


def reason(error: BaseException) -> str:
    """The first line of what went wrong, as a sentence."""
    if isinstance(error, TimeoutError):
        return "it does not answer."
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there."
    said = str(error).strip() or type(error).__name__
    line = said.splitlines()[0].rstrip(".")
    return f"{line}."
