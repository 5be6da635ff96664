"""The benchmark's tables."""

from rich.console import Console
from rich.table import Table

from harmony.bench.scenarios import Results

FLOOR = "floor: 14 rows by hand"


def print_results(results: Results) -> None:
    console = Console()
    plan = results.plan
    table = Table(
        title=f"{plan.clients} clients, {plan.rounds} rounds of {plan.seconds:g} s, medians; "
        f"{plan.plans:,} plans stored beforehand"
    )
    for heading in ("", "per second", "p50 ms", "p99 ms", "app CPU ms", "db CPU ms", "refused"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, rounds in results.rounds.items():
        refused = sum(sum(one.refused.values()) for one in rounds)
        table.add_row(
            name,
            f"{results.median(name, 'rate'):,.0f}",
            f"{results.median(name, 'percentile', 0.50):.1f}",
            f"{results.median(name, 'percentile', 0.99):.1f}",
            f"{results.median(name, 'application_ms'):.2f}",
            f"{results.median(name, 'database_ms'):.2f}",
            str(refused) if refused else "",
        )
    console.print(table)
    rows = sorted(results.pgbench)[len(results.pgbench) // 2]
    console.print(f"The same 14 rows by pgbench: {rows:,.0f} per second.")
    console.print(
        f"Cold start of harmony up: {results.cold_start:.2f} s. "
        f"Memory: {results.megabytes_at_start:.0f} MB at start, {results.megabytes:.0f} MB at the end."
    )
    _print_targets(console, results)


def _print_targets(console: Console, results: Results) -> None:
    """The targets that one run on one machine can answer by itself: ratios and processor time."""

    def rate(name: str) -> float:
        return results.median(name, "rate")

    whole, whole_64 = "whole plan submitted", "whole plan, 64 clients"
    cpu = results.median(whole, "application_ms") + results.median(whole, "database_ms")
    lines = [
        ("1  whole plan, share of the floor (target 40 %)", f"{100 * rate(whole) / rate(FLOOR):.0f} %"),
        ("2  goodput at 64 clients, share of 16 (target 90 %)", f"{100 * rate(whole_64) / rate(whole):.0f} %"),
        ("3  CPU per whole plan, app and database (target 8.6 ms)", f"{cpu:.1f} ms"),
        ("4  read by id, share of the floor's read", f"{100 * rate('read by id') / rate('floor: read by hand'):.0f} %"),
        ("5  page of 20, share of the floor's page", f"{100 * rate('page of 20') / rate('floor: page by hand'):.0f} %"),
        ("10 memory of all four services (target 300 MB)", f"{results.megabytes:.0f} MB"),
        (
            "11 dry run, share of the empty route (target 50 %)",
            f"{100 * rate('dry run') / rate('floor: empty route'):.0f} %",
        ),
    ]
    table = Table(title="Beside the targets")
    table.add_column("target")
    table.add_column("here", justify="right")
    for name, value in lines:
        table.add_row(name, value)
    console.print(table)
