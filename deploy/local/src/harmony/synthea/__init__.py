"""`harmony import synthea`: members and their facts from Synthea's flat CSV files, through the public API."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from harmony.imports.sending import Token, Url, body_of, finished, harmony_at, sent
from harmony.problem import SetupProblem
from harmony.synthea.reading import facts, members

Folder = Annotated[
    Path, typer.Argument(help="The folder of the CSV files (.csv or .csv.gz).", exists=True, file_okay=False)
]
MEDIA = "application/x-ndjson"
ATTEMPTS = 30
PAUSE_SECONDS = 2.0
PLANS, DISEASE = "/plans/v1/imports/members", "/disease/v1/imports/facts"


def command(folder: Folder, url: Url = "http://127.0.0.1:8000", token: Token = None) -> None:
    """Import Synthea members into plans and their facts into disease. The same folder twice makes nothing twice."""
    console = Console()
    with (
        tempfile.TemporaryDirectory(prefix="harmony-synthea-") as written,
        harmony_at(url, token) as client,
        Progress(console=console, transient=True) as progress,
    ):
        told = _brought_in(client, PLANS, _file(Path(written), "members", folder, members), progress)
        console.print(f"members: {_outcomes(told)}")
        file = _file(Path(written), "facts", folder, facts)
        for _ in range(ATTEMPTS):
            job = _brought_in(client, DISEASE, file, progress)
            reasons = _reasons(client, job)
            if not reasons.get("unknown"):
                break
            time.sleep(PAUSE_SECONDS)  # plans tells disease of members in its own time; sent again, nothing doubles
        else:
            raise SetupProblem("The disease service has not heard of all members yet. Run this again in a while.")
    console.print(f"facts: {_outcomes(job)}")
    for reason, rows in sorted(reasons.items()):
        console.print(f"  refused for {reason}: {rows}")


def _file(written: Path, name: str, folder: Path, rows: Callable[[Path], Iterator[dict[str, Any]]]) -> Path:
    file = written / f"{name}.ndjson"
    with file.open("wb") as content:
        content.writelines(orjson.dumps(row) + b"\n" for row in rows(folder))
    return file


def _brought_in(client: httpx.Client, address: str, file: Path, progress: Progress) -> dict[str, Any]:
    job = finished(client, sent(client, address, file, MEDIA, progress), progress)
    if job["error"]:
        raise SetupProblem(job["error"])
    return job


def _outcomes(job: dict[str, Any]) -> str:
    return ", ".join(f"{rows} {outcome}" for outcome, rows in job["outcomes"].items()) or "none"


def _reasons(client: httpx.Client, job: dict[str, Any]) -> dict[str, int]:
    """How many rows were refused for which reason."""
    counts: dict[str, int] = {}
    cursor: str | None = None
    while True:
        query: dict[str, Any] = {"limit": 100, **({"cursor": cursor} if cursor else {})}
        page = body_of(client.get(f"/disease/v1/imports/{job['id']}/rows", params=query))
        for row in page["items"]:
            code = row["errors"][0]["code"]
            counts[code] = counts.get(code, 0) + 1
        cursor = page["next"]
        if cursor is None:
            return counts
