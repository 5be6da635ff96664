"""An import of facts that is killed halfway and goes on, and the same file again: as if nothing had happened."""

import asyncio
import time
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from tests.support.databases import Databases
from tests.support.fact_files import an_observation
from tests.support.identities import ops
from tests.support.import_files import NDJSON, as_ndjson
from tests.support.service_process import service_process

ROWS = 40_000
MEMBERS = """
insert into members (id, version, medicaid_id, given_name, family_name, birth_date, received_at)
select gen_random_uuid(), 1, 'M' || n, 'Ada', 'Byron', '1941-12-10', now() from generate_series(0, 99) n
"""
ADDRESS = "/disease/v1/imports/facts"


async def until_done(client: httpx.AsyncClient, location: str, rows: int) -> dict[str, Any]:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        job: dict[str, Any] = (await client.get(location, headers=ops())).json()
        if job["done"] >= rows and (rows < ROWS or job["finished_at"]):
            return job
        await asyncio.sleep(0.02)
    raise AssertionError("the import did not get on")


async def test_an_import_of_facts_that_is_killed_goes_on_and_comes_in_once(
    databases: Databases, tmp_path: Path
) -> None:
    url = await databases.clone("disease")
    connection = await asyncpg.connect(url)
    await connection.execute(MEMBERS)
    content = as_ndjson(*(an_observation(f"o-{number}", medicaid_id=f"M{number % 100}") for number in range(ROWS)))
    headers = {**ops(), "Content-Type": NDJSON}
    log = tmp_path / "disease.log"
    async with service_process("disease", url, log) as running:
        async with httpx.AsyncClient(base_url=running.origin, timeout=60) as client:
            location = (await client.post(ADDRESS, content=content, headers=headers)).headers["Location"]
            await until_done(client, location, 1)
        running.kill()
    halfway = await connection.fetchval("select done from imports")
    assert 0 < halfway < ROWS
    assert await connection.fetchval("select count(*) from observations") == halfway

    async with (
        service_process("disease", url, log) as running,
        httpx.AsyncClient(base_url=running.origin, timeout=60) as client,
    ):
        job = await until_done(client, location, ROWS)
        assert (job["status"], job["outcomes"]) == ("finished", {"loaded": ROWS})
        again = (await client.post(ADDRESS, content=content, headers=headers)).headers["Location"]
        assert (await until_done(client, again, ROWS))["outcomes"] == {"known": ROWS}

    assert await connection.fetchval("select count(*) from observations") == ROWS
    assert await connection.fetchval("select count(*) from staged_facts") == 0
    await connection.close()
