"""A server that outlived its parent, or the files of one that is gone."""

import asyncio
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from harmony.problem import SetupProblem

STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class PidFile:
    """What `postmaster.pid` says. The file of a killed server says "ready" too: trust it only with a living `pid`."""

    pid: int
    port: int | None
    ready: bool


def read_pid_file(data: Path) -> PidFile | None:
    try:
        lines = (data / "postmaster.pid").read_text(errors="replace").splitlines()
        pid = abs(int(lines[0]))
    except (OSError, ValueError, IndexError):
        return None
    port = int(lines[3]) if len(lines) > 3 and lines[3].strip().isdigit() else None
    return PidFile(pid, port, len(lines) > 7 and lines[7].strip() == "ready")


def server_of(data: Path) -> int | None:
    """The process that really serves this data folder, or None."""
    file = read_pid_file(data)
    if file is None:
        return None
    try:
        return file.pid if _works_in(psutil.Process(file.pid), data) else None
    except psutil.Error:
        return None


async def stop_leftover(data: Path) -> bool:
    """Stop what still works on the data folder and clear stale files away. True if there was a living server."""
    if not (data / "postmaster.pid").exists():
        return False
    left = server_of(data)
    if left is not None:
        await _stop(left)
    # Backends of a killed server notice within moments; none may write while the next server recovers.
    for process in [process for process in psutil.process_iter() if _works_in(process, data)]:
        if not await _gone(process):
            raise SetupProblem(f"Process {process.pid} still works on the data folder {data}. End it first.")
    for stale in (data / "postmaster.pid", *data.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)
    return left is not None


async def _stop(pid: int) -> None:
    try:
        server = psutil.Process(pid)
        # "fast": sessions are cut, everything is written.
        server.send_signal(signal.SIGINT)
        if not await _gone(server):
            server.kill()
    except psutil.NoSuchProcess:
        pass
    except psutil.AccessDenied:
        raise SetupProblem(f"A PostgreSQL of another account (process {pid}) was left over. Stop it first.") from None


def _works_in(process: psutil.Process, data: Path) -> bool:
    """Every process of a server has its data folder as working folder."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
            return False
        try:
            return Path(process.cwd()).resolve() == data.resolve()
        except psutil.AccessDenied:
            # Two servers on one folder would destroy it: where we may not look, one of the folder's owner counts.
            return bool(process.uids().real == data.stat().st_uid)
    except (psutil.Error, OSError):
        return False


async def _gone(process: psutil.Process) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        try:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        await asyncio.sleep(0.01)
    return False
