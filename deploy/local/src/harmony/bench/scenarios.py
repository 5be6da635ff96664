"""What is measured, in interleaved rounds: floors and Harmony in turn, so that a drifting machine drifts for both."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
import psutil

from harmony.bench import floors, population
from harmony.bench.load import Measured, Prepare, Request, closed_loop
from harmony.bench.processes import ServerProcess, cpu_seconds, free_port, server
from harmony.binaries import find_binaries
from harmony.keys import development_key
from harmony.postgres import EmbeddedPostgres
from harmony.services import NAMES
from harmony.tokens import sign_token
from shared.runtime.pages import cursor_of

MEMBERS_PER_ROUND = 20_000


@dataclass(frozen=True, slots=True)
class Plan:
    clients: int
    seconds: float
    rounds: int
    plans: int


@dataclass(slots=True)
class Results:
    plan: Plan
    rounds: dict[str, list[Measured]] = field(default_factory=dict)
    pgbench: list[float] = field(default_factory=list)
    cold_start: float = 0.0
    megabytes: float = 0.0
    megabytes_at_start: float = 0.0

    def add(self, measured: Measured) -> None:
        self.rounds.setdefault(measured.name, []).append(measured)

    def median(self, name: str, figure: str, share: float = 0.0) -> float:
        values = [
            one.percentile(share) if figure == "percentile" else float(getattr(one, figure))
            for one in self.rounds[name]
        ]
        return median(values)


@dataclass(slots=True)
class System:
    """Harmony and the floor, each with a database on one server."""

    postgres: EmbeddedPostgres
    harmony: ServerProcess
    floor: ServerProcess
    token: str
    next_member: int = 1


@asynccontextmanager
async def running(folder: Path, plans: int, members: int) -> AsyncIterator[System]:
    async with AsyncExitStack() as stack:
        postgres = await stack.enter_async_context(EmbeddedPostgres(folder / "postgres"))
        for name in (*NAMES, "floor"):
            await postgres.create_database(name)
        environment = {f"{name.upper()}_DATABASE_URL": postgres.url(name) for name in NAMES}
        port = free_port()
        harmony = stack.enter_context(server(["harmony", "up", "--port", str(port)], port, environment))
        await _prepare(postgres, plans, members)
        floor_port = free_port()
        floor = stack.enter_context(
            server(
                [
                    "uvicorn",
                    "harmony.bench.floors:app",
                    "--port",
                    str(floor_port),
                    "--no-access-log",
                    "--log-level",
                    "error",
                ],
                floor_port,
                {"FLOOR_DATABASE_URL": postgres.url("floor")},
            )
        )
        token = sign_token(development_key(), subject="cm1", roles=["case_manager"], agency="bench")
        yield System(postgres, harmony, floor, token)


async def _prepare(postgres: EmbeddedPostgres, plans: int, members: int) -> None:
    connection = await asyncpg.connect(postgres.url("plans"))
    try:
        await population.populate(connection, plans=plans, members=members + plans)
    finally:
        await connection.close()
    connection = await asyncpg.connect(postgres.url("floor"))
    try:
        await connection.execute(floors.TABLES)
    finally:
        await connection.close()


async def measure(folder: Path, plan: Plan) -> Results:
    members = MEMBERS_PER_ROUND * plan.rounds
    results = Results(plan)
    async with running(folder, plan.plans, members) as system:
        results.cold_start = system.harmony.cold_start
        results.megabytes_at_start = system.harmony.megabytes
        for _ in range(plan.rounds):
            await _round(system, plan, results, members)
            results.pgbench.append(_pgbench(system, plan, folder))
        results.megabytes = system.harmony.megabytes
    return results


async def _round(system: System, plan: Plan, results: Results, members: int) -> None:
    headers = {"authorization": f"Bearer {system.token}"}
    floor_plan = await _one_floor_plan(system, plan)
    one_plan = population.plan_id

    def member() -> int:
        system.next_member += 1
        return system.next_member

    def post(path: str, body: bytes, keyed: int | None = None) -> Request:
        extra = {"idempotency-key": f"bench-{keyed}"} if keyed else {}
        return Request("POST", path, {**headers, **extra}, body)

    def whole(_: int) -> Request:
        number = member()
        return post("/plans/v1/service-plans", population.whole_plan(number), number)

    def bare(_: int) -> Request:
        number = member()
        return post("/plans/v1/service-plans", population.bare_plan(number), number)

    def read(number: int) -> Request:
        return Request("GET", f"/plans/v1/service-plans/{one_plan(members + 1 + number % plan.plans)}", headers)

    def page(_: int) -> Request:
        return Request("GET", "/plans/v1/service-plans?limit=20", headers)

    deep = cursor_of(one_plan(members + max(21, plan.plans - 999 * 20)))

    def deep_page(_: int) -> Request:
        return Request("GET", f"/plans/v1/service-plans?limit=20&cursor={deep}", headers)

    rows = population.whole_plan(1)
    scenarios: list[tuple[str, ServerProcess, Prepare, int]] = [
        ("floor: empty route", system.floor, lambda _: Request("GET", "/empty", {}), 200),
        ("floor: 14 rows by hand", system.floor, lambda _: Request("POST", "/plans", {}, rows), 201),
        ("floor: read by hand", system.floor, lambda _: Request("GET", f"/plans/{floor_plan}", {}), 200),
        ("floor: page by hand", system.floor, lambda _: Request("GET", "/plans", {}), 200),
        ("dry run", system.harmony, lambda _: post("/plans/v1/service-plans/check", population.DRY_RUN), 200),
        ("whole plan submitted", system.harmony, whole, 201),
        ("create one plan", system.harmony, bare, 201),
        ("read by id", system.harmony, read, 200),
        ("page of 20", system.harmony, page, 200),
        ("page 1,000 of 20", system.harmony, deep_page, 200),
    ]
    for name, process, prepare, expect in scenarios:
        results.add(await _one(system, process, name, prepare, plan.clients, plan.seconds, expect))
    results.add(await _one(system, system.harmony, "whole plan, 64 clients", whole, 64, plan.seconds, 201))


async def _one(
    system: System, process: ServerProcess, name: str, prepare: Prepare, clients: int, seconds: float, expect: int
) -> Measured:
    database = psutil.Process(system.postgres.pid)
    before = cpu_seconds(process.process), cpu_seconds(database)
    measured = await closed_loop(
        name, "127.0.0.1", process.port, prepare, clients=clients, seconds=seconds, expect=expect
    )
    answered = max(1, len(measured.milliseconds))
    measured.application_ms = (cpu_seconds(process.process) - before[0]) * 1000 / answered
    measured.database_ms = (cpu_seconds(database) - before[1]) * 1000 / answered
    return measured


async def _one_floor_plan(system: System, plan: Plan) -> Any:
    await closed_loop(
        "warm-up",
        "127.0.0.1",
        system.floor.port,
        lambda _: Request("POST", "/plans", {}, population.whole_plan(1)),
        clients=1,
        seconds=0.2,
        expect=201,
    )
    connection = await asyncpg.connect(system.postgres.url("floor"))
    try:
        return await connection.fetchval("select id from plan limit 1")
    finally:
        await connection.close()


def _pgbench(system: System, plan: Plan, folder: Path) -> float:
    """Transactions per second of the same rows without any application."""
    script = folder / "rows.sql"
    script.write_text(floors.PGBENCH_ROWS)
    pgbench = find_binaries().folder / "pgbench"
    answer = subprocess.run(  # noqa: S603 - the binary beside our own server
        [
            str(pgbench),
            "-n",
            "-c",
            str(plan.clients),
            "-T",
            str(max(1, int(plan.seconds))),
            "-f",
            str(script),
            system.postgres.url("floor"),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    line = next(line for line in answer.stdout.splitlines() if line.startswith("tps"))
    return float(line.split("=")[1].split()[0])
