"""`harmony doctor`: what is wrong with a set-up, in sentences."""

import asyncio
import http.client
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from harmony import databases
from harmony.account import choose_account
from harmony.binaries import Binaries, find_binaries
from harmony.folder import DataFolder, default_folder
from harmony.keys import development_key, home, private_key_file
from harmony.leftover import server_of
from harmony.page import TITLE
from harmony.problem import SetupProblem
from harmony.services import SERVICES, Service

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 500_000_000
MANY_MESSAGES = 1000
PATIENCE_SECONDS = 5


class Verdict(StrEnum):
    GOOD = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Remark:
    """A `PROBLEM` would stop `harmony up`, or stops a service that runs now."""

    verdict: Verdict
    sentence: str


def command(
    data: Annotated[Path | None, typer.Option(help="Folder for the data, as given to harmony up.")] = None,
    host: Annotated[str, typer.Option(help="Address, as given to harmony up.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port, as given to harmony up.", min=1, max=65535)] = 8000,
) -> None:
    """Say what is wrong with this set-up; changes nothing. Ends with status 1 if something would stop harmony up."""
    worst = Verdict.GOOD
    for remark in examine(DataFolder(data or default_folder()), host, port):
        print(f"{remark.verdict:>7}  {remark.sentence}", flush=True)
        if worst is not Verdict.PROBLEM and remark.verdict is not Verdict.GOOD:
            worst = remark.verdict
    if worst is Verdict.PROBLEM:
        raise typer.Exit(1)


def examine(folder: DataFolder, host: str, port: int) -> Iterator[Remark]:
    yield _python()
    yield _key()
    if any(service.own_database() is None for service in SERVICES):
        yield from _embedded(folder)
    for service in SERVICES:
        if url := service.own_database():
            yield _own_database(service, url)
    yield from _address(host, port)


def _good(sentence: str) -> Remark:
    return Remark(Verdict.GOOD, sentence)


def _warning(sentence: str) -> Remark:
    return Remark(Verdict.WARNING, sentence)


def _problem(sentence: str) -> Remark:
    return Remark(Verdict.PROBLEM, sentence)


def _python() -> Remark:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return _problem(f"Python {version} is too old; {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed.")
    return _good(f"Python {version} runs Harmony.")


def _key() -> Remark:
    file = private_key_file(home())
    if not file.exists():
        return _good(f"There is no development key in {home()} yet; the first start makes one.")
    try:
        development_key()
    except SetupProblem as problem:
        return _problem(str(problem))
    if file.stat().st_mode & 0o077:
        return _warning(f"Others may read the development key {file}. Take that right away: chmod 600 {file}")
    return _good(f"The development key is {file}.")


def _embedded(folder: DataFolder) -> Iterator[Remark]:
    try:
        binaries = find_binaries()
    except SetupProblem as problem:
        yield _problem(str(problem))
        return
    yield _good(f"PostgreSQL {binaries.version} is found in {binaries.folder}.")
    if folder.is_foreign:
        yield _problem(f"{folder.path} holds something that was not made by Harmony. Choose another with --data.")
        return
    there = folder.path
    while not there.exists():
        there = there.parent
    if not os.access(there, os.W_OK | os.X_OK):
        yield _problem(f"{there} may not be written by this account. Choose another folder with --data.")
        return
    yield from _contents(folder, binaries)
    yield _room(there)
    try:
        cluster = folder.cluster if folder.path.exists() else there / folder.path.name
        account = choose_account(cluster, binaries.postgres)
        yield _good(f"PostgreSQL runs {account.name}.")
    except SetupProblem as problem:
        yield _problem(str(problem))


def _contents(folder: DataFolder, binaries: Binaries) -> Iterator[Remark]:
    version = folder.cluster / "PG_VERSION"
    if not version.exists():
        yield _good(f"There is no data in {folder.path} yet; the first start makes it.")
        return
    made_by = version.read_text().strip()
    if made_by != str(binaries.major):
        yield _problem(
            f"The data in {folder.path} was made by PostgreSQL {made_by}, but this is PostgreSQL {binaries.major}. "
            "Begin anew with --fresh, choose another folder with --data, or bring the data over with pg_upgrade."
        )
    holder, server = folder.holder(), server_of(folder.cluster)
    if holder is not None:
        yield _good(f"The data in {folder.path} is used by a harmony up (process {holder}).")
    elif server is not None:
        yield _warning(f"A PostgreSQL (process {server}) was left on {folder.path}; the next harmony up stops it.")
    else:
        yield _good(f"The data in {folder.path} is not in use.")


def _room(there: Path) -> Remark:
    free = shutil.disk_usage(there).free
    said = f"{free / 1e9:.1f} GB are free on the disk of {there}"
    return _good(f"{said}.") if free >= LEAST_FREE_BYTES else _problem(f"Only {said}. Make room first.")


def _own_database(service: Service, url: str) -> Remark:
    try:
        revision = asyncio.run(databases.revision(service, url))
    except SetupProblem as problem:
        return _problem(str(problem))
    state = f"at revision {revision}" if revision else "not migrated yet"
    return _good(f"The database of {service.name} at {databases.place(url)} answers and is {state}.")


def _address(host: str, port: int) -> Iterator[Remark]:
    page = _ask(host, port, "/")
    if page is None:
        yield _port(host, port)
    elif TITLE.encode() not in page[1]:
        yield _problem(f"Port {port} on {host} is used by another program. Stop it, or choose another with --port.")
    else:
        yield _good(f"Harmony is running at http://{host}:{port}/.")
        for service in SERVICES:
            yield _health(service.name, _ask(host, port, f"/{service.name}/health/ready"))


def _port(host: str, port: int) -> Remark:
    try:
        with socket.create_server((host, port)):
            return _good(f"Port {port} on {host} is free; no Harmony is running there.")
    except OSError as error:
        why = error.strerror or str(error)
        return _problem(f"Port {port} on {host} cannot be used: {why}. Choose another with --host or --port.")


def _health(name: str, answer: tuple[int, bytes] | None) -> Remark:
    if answer is None:
        return _problem(f"{name} does not answer.")
    status, body = answer
    try:
        said: Any = json.loads(body)
    except ValueError:
        said = {}
    if status != http.HTTPStatus.OK:
        return _problem(f"{name} is not ready: {said.get('detail') or f'it answers {status}.'}")
    waiting, refused = said.get("undelivered_messages", 0), said.get("refused_messages", 0)
    if refused:
        return _warning(f"{name} is ready, but its neighbours refuse {refused} of its messages; its log says why.")
    if waiting > MANY_MESSAGES:
        return _warning(f"{name} is ready, but {waiting} messages to its neighbours wait to be delivered.")
    return _good(f"{name} is ready; {waiting} messages wait to be delivered.")


def _ask(host: str, port: int, path: str) -> tuple[int, bytes] | None:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except ConnectionRefusedError:
        return None
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
