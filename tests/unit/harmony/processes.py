"""Processes that a test starts, watches and ends, each by its own number."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

SECONDS = 30.0


def until(happened: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds:.0f} s"
        time.sleep(0.01)


def is_living(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def workers_on(data: Path) -> list[int]:
    """Every PostgreSQL process that works on this data folder."""
    return [
        process.pid
        for process in psutil.process_iter(["name", "cwd"])
        if "postgres" in (process.info["name"] or "") and process.info["cwd"] == str(data)
    ]


@contextmanager
def python(script: str, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process of our own; it is gone at the end, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=SECONDS)
