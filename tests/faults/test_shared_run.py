"""Four workers share one population run: every batch is done once, and the run ends once."""

import asyncio
from datetime import date

import asyncpg
import pytest

from disease.domain.rule_sets import NEWEST
from disease.persistence.population import runs
from disease.use_cases import stratify_members
from disease.use_cases.stratify_members import work_on_runs
from shared.runtime import clock
from shared.runtime.database import Pool, prepare_connection
from shared.runtime.identity import Caller, Role
from shared.runtime.work import Services
from tests.support.databases import Databases

MEMBERS, PER_BATCH, WORKERS = 200, 9, 4
POPULATION = """
with code as (insert into codes (system, code) values ('icd10cm', 'J45.40') returning id), member as (
    insert into members (id, version, medicaid_id, given_name, family_name, birth_date, coverage, received_at)
    select gen_random_uuid(), 1, 'M' || n, 'Ada', 'Byron', '1990-01-01',
        '[{"program": "medicaid", "start": "2020-01-01", "pharmacy": true}]', now()
    from generate_series(1, 200) n returning number
)
insert into conditions select number, code.id, '2025-06-01', now(), 'test', number::text from member, code
"""


async def test_workers_that_share_a_run_do_each_batch_once(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stratify_members, "MEMBERS_PER_BATCH", PER_BATCH)
    url = await databases.clone("disease")
    connection = await asyncpg.connect(url)
    await prepare_connection(connection)
    await connection.execute(POPULATION)
    caller, run_id = Caller("ops1", frozenset({Role.OPS})), clock.new_id()
    await runs.open_run(connection, run_id, None, date(2026, 3, 1), NEWEST.id, caller, "request", clock.now())
    pool = Pool(url, WORKERS)
    await pool.open()
    services = Services(pool, {}, "America/Chicago", wake=lambda: None)

    async def work() -> int:
        steps = 0
        while not await connection_says_finished():
            steps += await work_on_runs(services)
        return steps

    lock = asyncio.Lock()

    async def connection_says_finished() -> bool:
        async with lock:
            status = await connection.fetchval("select status from stratification_runs where id = $1", run_id)
        return bool(status == "finished")

    steps = await asyncio.wait_for(asyncio.gather(*(work() for _ in range(WORKERS))), 60)
    await pool.close()

    row = await connection.fetchrow("select done, total, tiers from stratification_runs where id = $1", run_id)
    assert tuple(row) == (MEMBERS, MEMBERS, {"asthma": {"moderate": MEMBERS}})
    for table in ("stratifications", "registry", "audit_log"):
        assert await connection.fetchval(f"select count(*) from {table}") == MEMBERS
    assert sum(steps) == -(-MEMBERS // PER_BATCH) + 2  # the batches, the beginning and the end
    await connection.close()
