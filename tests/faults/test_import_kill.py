"""An import that is killed halfway and goes on, and the same file again: as if nothing had happened."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from harmony.imports.plans import command
from harmony.keys import development_key
from tests.support.databases import Databases
from tests.support.identities import ops, token
from tests.support.import_files import CSV, a_row, as_csv
from tests.support.services import free_port

PLANS = 4000
BATCH = 1000


@contextmanager
def plans_process(url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    key = development_key()
    environment = {
        **os.environ,
        "PLANS_DATABASE_URL": url,
        "PLANS_ENVIRONMENT": "development",
        "PLANS_TOKEN_ISSUER": "harmony-development",
        "PLANS_JWKS": str(key.jwks),
        "PLANS_PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "plans", "serve"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def until_ready(client: httpx.AsyncClient) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if (await client.get("/plans/health/ready")).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.05)
    raise AssertionError("the service did not start")


async def until_done(client: httpx.AsyncClient, location: str, rows: int) -> dict[str, Any]:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        job: dict[str, Any] = (await client.get(location, headers=ops())).json()
        if job["done"] >= rows and (rows < PLANS or job["finished_at"]):
            return job
        await asyncio.sleep(0.02)
    raise AssertionError("the import did not get on")


async def members(connection: Any) -> None:
    await connection.execute(
        """insert into members (id, medicaid_id, given_name, family_name, birth_date, created_at, updated_at)
        select gen_random_uuid(), 'M' || n, 'Ada', 'Byron', '1941-12-10', now(), now()
        from generate_series(1, $1::integer) n""",
        PLANS,
    )


async def test_an_import_that_is_killed_goes_on_and_comes_in_once(databases: Databases, tmp_path: Path) -> None:
    url = await databases.clone("plans")
    connection = await asyncpg.connect(url)
    await members(connection)
    rows = [a_row(f"P{number}", medicaid_id=f"M{number}") for number in range(1, PLANS + 1)]
    content = as_csv(*rows)
    port = free_port()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        with plans_process(url, port) as process:
            await until_ready(client)
            sent = await client.post(
                "/plans/v1/imports/conversion-plans", content=content, headers={**ops(), "Content-Type": CSV}
            )
            location = sent.headers["Location"]
            await until_done(client, location, BATCH)
            process.kill()
            process.wait()
        halfway = await connection.fetchval("select done from imports")
        assert 0 < halfway < PLANS
        assert await connection.fetchval("select count(*) from service_plans") == halfway
        with plans_process(url, port):
            await until_ready(client)
            job = await until_done(client, location, PLANS)
            assert (job["status"], job["outcomes"]) == ("finished", {"loaded": PLANS})
            file = tmp_path / "plans.csv"
            file.write_bytes(content)
            await asyncio.to_thread(command, file, str(client.base_url), token("ops", subject="ops1"), None)
    counts = await connection.fetchrow(
        """select (select count(*) from service_plans), (select count(*) from plan_lines),
        (select count(*) from plan_versions), (select count(*) from imported_plans),
        (select count(*) from import_rows where outcome = 'known'),
        (select sum((after->>'rows')::integer) from audit_log where action = 'batch_imported')"""
    )
    assert list(counts) == [PLANS, PLANS, PLANS, PLANS, PLANS, 2 * PLANS]
    await connection.close()
