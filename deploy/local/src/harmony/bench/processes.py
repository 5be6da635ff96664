"""The servers under measurement, each a process of its own, and the processor time they use."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """`cold_start` is the time from its start to its first answer, in seconds."""

    port: int
    process: psutil.Process
    cold_start: float

    @property
    def megabytes(self) -> float:
        return float(self.process.memory_info().rss) / 1_000_000


@contextmanager
def server(arguments: list[str], port: int, environment: Mapping[str, str]) -> Iterator[ServerProcess]:
    """Start `python -m …`, wait until the port answers, and end it afterwards."""
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own interpreter with our own modules
        [sys.executable, "-m", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, child)
        yield ServerProcess(port, psutil.Process(child.pid), time.perf_counter() - began)
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of a process and of all its children, living or ended."""
    total = 0.0
    for member in [process, *process.children(recursive=True)]:
        try:
            times = member.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _wait_for(port: int, child: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("a server of the benchmark did not start")
