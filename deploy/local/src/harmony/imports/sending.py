"""Send a file as a stream, watch its import, and say which rows were refused."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from harmony.keys import development_key
from harmony.problem import SetupProblem
from harmony.tokens import sign_token

File = Annotated[Path, typer.Argument(help="A CSV or NDJSON file.", exists=True, dir_okay=False)]
Url = Annotated[str, typer.Option(help="Where Harmony runs.")]
Token = Annotated[str | None, typer.Option(help="A token; without one, the programme office's by our own key.")]
Media = Annotated[str | None, typer.Option(help="Content type, where the file's ending does not say it.")]

MEDIA = {".csv": "text/csv", ".ndjson": "application/x-ndjson", ".jsonl": "application/x-ndjson"}
PIECE = 256 * 1024
PAUSE_SECONDS = 0.3
SHOWN_ROWS = 20


def bring_in(address: str, file: Path, url: str, token: str | None, media: str | None) -> None:
    """`address` takes the file. Exits with 1 when rows were refused. Raises `SetupProblem`."""
    content_type = media or MEDIA.get(file.suffix.lower())
    if content_type is None:
        raise SetupProblem(f"What is in {file.name}? Name it with --media, for example text/csv.")
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with harmony_at(url, token) as client:
        with Progress(*columns, console=console) as progress:
            location = sent(client, address, file, content_type, progress)
            job = finished(client, location, progress)
        refused = _tell(client, location, job, console)
    if refused:
        raise typer.Exit(1)


@contextmanager
def harmony_at(url: str, token: str | None) -> Iterator[httpx.Client]:
    """A client with a token; raises `SetupProblem` for whatever nobody answers."""
    signed = token or sign_token(development_key(), subject="import", roles=["ops"], hours=12)
    headers = {"Authorization": f"Bearer {signed}"}
    try:
        with httpx.Client(base_url=url, headers=headers, timeout=600) as client:
            yield client
    except httpx.HTTPError as error:
        raise SetupProblem(
            f"No Harmony answers at {url} ({type(error).__name__}). Start one with harmony up, and run this again: "
            "what is in already stays."
        ) from error


def sent(client: httpx.Client, address: str, file: Path, media: str, progress: Progress) -> str:
    sending = progress.add_task("Sending", total=file.stat().st_size)

    def pieces() -> Iterator[bytes]:
        with file.open("rb") as content:
            while piece := content.read(PIECE):
                yield piece
                progress.advance(sending, len(piece))

    answer = client.post(address, content=pieces(), headers={"Content-Type": media})
    return str(body_of(answer) and answer.headers["Location"])


def finished(client: httpx.Client, location: str, progress: Progress) -> dict[str, Any]:
    loading = progress.add_task("Loading", total=None)
    while True:
        job = body_of(client.get(location))
        progress.update(loading, total=job["total"], completed=job["done"])
        if job["finished_at"]:
            return job
        time.sleep(PAUSE_SECONDS)


def _tell(client: httpx.Client, location: str, job: dict[str, Any], console: Console) -> int:
    """How many rows were refused."""
    if job["error"]:
        raise SetupProblem(job["error"])
    outcomes = job["outcomes"]
    console.print(", ".join(f"{rows} {name.replace('_', ' ')}" for name, rows in outcomes.items()) or "No rows.")
    refused = int(outcomes.get("refused", 0))
    if refused:
        rows = body_of(client.get(f"{location}/rows", params={"outcome": "refused", "limit": SHOWN_ROWS}))["items"]
        for row in rows:
            for said in (*row.get("findings", ()), *row["errors"]):
                name = said.get("rule_id") or said["code"]
                console.print(f"line {row['line_number']}{said['pointer']}: {name}: {said['message']}", markup=False)
        if refused > len(rows):
            console.print(f"… and {refused - len(rows)} more: GET {location}/rows?outcome=refused")
    return refused


def body_of(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = {}
    if not answer.is_success or not isinstance(body, dict):
        why = body.get("detail") if isinstance(body, dict) else None
        raise SetupProblem(f"Harmony refused the file ({answer.status_code}): {why or 'it gave no reason.'}")
    return body
