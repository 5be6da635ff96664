"""How fast a population is stratified, beside a plain sequential scan of the tables that it reads."""

import asyncio
import resource
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
import psutil
from rich.console import Console

from disease.domain.rule_sets import NEWEST
from disease.persistence.population import runs
from disease.settings import DiseaseSettings
from disease.use_cases.stratify_members import work_on_runs
from harmony.bench.clinical_facts import populate
from harmony.bench.processes import cpu_seconds
from harmony.postgres import EmbeddedPostgres
from shared.runtime import clock
from shared.runtime.database import Connection, Pool
from shared.runtime.identity import Caller, Role
from shared.runtime.migrations import upgrade
from shared.runtime.work import Services

AS_OF = date(2026, 3, 1)
SCANNED = {
    "members": "birth_date",
    "conditions": "recorded_on",
    "encounters": '"start"',
    "observations": "observed_on",
    "medications": "dispensed_on",
}
SCANS = 3
PAUSE_SECONDS = 0.1
WORKERS = DiseaseSettings.model_fields["run_workers"].default
FIRST_DAY = date(1800, 1, 1)


@dataclass(slots=True)
class Run:
    members: int
    facts: int
    made_in: float
    seconds: float
    processor_seconds: float
    again: float
    scan: float
    parallel_scan: float
    megabytes: float
    database_megabytes: float
    tiers: dict[str, dict[str, int]]


async def measure_population(folder: Path, members: int) -> Run:
    """Stratifies a made-up population twice: the second run finds everything as it was."""
    async with EmbeddedPostgres(folder / "postgres") as postgres:
        await postgres.create_database("disease")
        url = postgres.url("disease")
        await _migrated(url)
        connection = await asyncpg.connect(url, command_timeout=3600)
        try:
            began = time.perf_counter()
            facts = await populate(connection, members, AS_OF)
            made_in = time.perf_counter() - began
            scan = await _scan(connection, workers=0)
            parallel_scan = await _scan(connection, workers=2)
            pool = Pool(url, 4)
            await pool.open()
            services = Services(pool, {}, "America/Chicago", wake=lambda: None)
            seconds, processor, tiers, peak = await _run(services, connection, postgres.pid)
            again, *_ = await _run(services, connection, postgres.pid)
            await pool.close()
        finally:
            await connection.close()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(members, facts, made_in, seconds, processor, again, scan, parallel_scan, own, peak, tiers)


async def _migrated(url: str) -> None:
    await asyncio.to_thread(upgrade, url, "disease")


async def _scan(connection: Connection, *, workers: int) -> float:
    """Seconds to look at one column of every row of every table, in the order in which the rows lie."""
    await connection.execute(
        f"set max_parallel_workers_per_gather = {workers}; set enable_indexscan = off; "
        "set enable_indexonlyscan = off; set enable_bitmapscan = off"
    )
    taken = []
    for _ in range(SCANS):
        began = time.perf_counter()
        for table, column in SCANNED.items():
            await connection.fetchval(f"select count(*) from {table} where {column} > $1", FIRST_DAY)
        taken.append(time.perf_counter() - began)
    await connection.execute("reset all")
    return median(taken)


async def _run(services: Services, connection: Connection, database_pid: int | None) -> tuple[float, float, Any, float]:
    """Seconds, processor seconds of the database, tiers, and the most private memory of its processes in MB."""
    run_id = clock.new_id()
    caller = Caller("bench", frozenset({Role.OPS}))
    await runs.open_run(connection, run_id, None, AS_OF, NEWEST.id, caller, "bench", clock.now())
    peak = 0.0
    before, began = cpu_seconds(psutil.Process(database_pid)), time.perf_counter()

    async def work() -> None:
        """As in the service: who finds nothing to do looks again after a while."""
        nonlocal peak
        finished = False
        while not finished:
            if await work_on_runs(services):
                peak = max(peak, _private_megabytes(database_pid))
            else:
                await asyncio.sleep(PAUSE_SECONDS)
                status = "select finished_at is not null from stratification_runs where id = $1"
                async with services.database.connection() as asking:
                    finished = bool(await asking.fetchval(status, run_id))

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    seconds = time.perf_counter() - began
    processor = cpu_seconds(psutil.Process(database_pid)) - before
    tiers = await connection.fetchval("select tiers::text from stratification_runs where id = $1", run_id)
    return seconds, processor, tiers, peak


def _private_megabytes(pid: int | None) -> float:
    """Memory that no other process shares; the shared buffers are counted once, beside."""
    process = psutil.Process(pid)
    private = sum(one.memory_full_info().uss for one in (process, *process.children(recursive=True)))
    return float(private) / 1_048_576


def print_run(run: Run) -> None:
    console = Console()
    console.print(f"{run.members:,} members with {run.facts:,} facts, made in {run.made_in:.0f} s")
    console.print(f"stratified in {run.seconds:.1f} s: {run.members / run.seconds:,.0f} members per second")
    console.print(f"processor time of the database: {run.processor_seconds:.1f} s")
    console.print(f"once more, nothing new: {run.again:.1f} s")
    console.print(
        f"a plain scan of the same tables takes {run.scan:.2f} s with one process, {run.parallel_scan:.2f} s with more"
    )
    console.print(
        f"12 ratio to the plain scan (target 10): {run.seconds / run.scan:.1f} beside one process, "
        f"{run.seconds / run.parallel_scan:.1f} beside more"
    )
    console.print(f"memory: {run.megabytes:.0f} MB here, {run.database_megabytes:.0f} MB private to the database")
    console.print(f"tiers: {run.tiers}", markup=False)
