"""`harmony bench`: rates, latencies and processor time beside floors taken in the same run."""

import asyncio
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Subject(StrEnum):
    SERVICE_PLANS = "service-plans"
    POPULATION = "population"


def command(
    subject: Annotated[Subject, typer.Argument(help="What is measured.")] = Subject.SERVICE_PLANS,
    clients: Annotated[int, typer.Option(help="Closed-loop clients.", min=1, max=256)] = 16,
    seconds: Annotated[float, typer.Option(help="Length of each measurement.", min=0.5, max=60)] = 4,
    rounds: Annotated[int, typer.Option(help="Interleaved rounds; medians are printed.", min=1, max=20)] = 3,
    plans: Annotated[int, typer.Option(help="Plans stored beforehand.", min=100, max=1_000_000)] = 20_000,
    members: Annotated[
        int, typer.Option(help="Members of the population, with 20 facts each.", min=1000, max=10_000_000)
    ] = 1_000_000,
) -> None:
    """Measure a temporary Harmony on this machine, beside floors. Talks to loopback only and cleans up."""
    with tempfile.TemporaryDirectory(prefix="harmony-bench-") as folder:
        if subject is Subject.POPULATION:
            from harmony.bench.stratification import measure_population, print_run

            print_run(asyncio.run(measure_population(Path(folder), members)))
            return
        from harmony.bench.scenarios import Plan, measure
        from harmony.bench.table import print_results

        results = asyncio.run(measure(Path(folder), Plan(clients, seconds, rounds, plans)))
    print_results(results)
