"""The folder that `harmony up` keeps its data in: recognised by a marker, used by one process at a time."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harmony.keys import home
from harmony.leftover import stop_leftover
from harmony.problem import SetupProblem

MARKER = "harmony-data.json"
LOCK = "harmony.lock"
CLUSTER = "postgres"


def default_folder() -> Path:
    return home() / "data"


class DataFolder:
    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path.expanduser()))

    @property
    def cluster(self) -> Path:
        return self.path / CLUSTER

    @property
    def is_ours(self) -> bool:
        return (self.path / MARKER).is_file()

    @property
    def is_foreign(self) -> bool:
        """Something stands here that Harmony did not put here."""
        if not self.path.exists() or self.is_ours:
            return False
        return not self.path.is_dir() or any(entry.name != LOCK for entry in self.path.iterdir())

    def holder(self) -> int | None:
        """The process that uses the folder now, 0 if it left no number, None if there is none."""
        try:
            with (self.path / LOCK).open() as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    said = lock.read().strip()
                    return int(said) if said.isdigit() else 0
        except FileNotFoundError:
            pass
        return None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder where there is none and use it alone. Raises `SetupProblem`."""
        try:
            if self.is_foreign:
                raise SetupProblem(
                    f"{self.path} holds something that was not made by Harmony, so it is left alone. "
                    "Choose an empty or a new folder with --data."
                )
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / LOCK).open("a+")
        except OSError as error:
            raise SetupProblem(
                f"The data folder {self.path} cannot be used: {error.strerror or error}. Choose another with --data."
            ) from error
        with lock:
            self._take(lock.fileno())
            marker = self.path / MARKER
            if not marker.exists():
                marker.write_text(json.dumps({"made_by": "harmony", "layout": 1}) + "\n")
            yield

    def _take(self, lock: int) -> None:
        try:
            # The system lets go of it when the process ends, however it ends.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self.holder()
            by = f" (process {holder})" if holder else ""
            raise SetupProblem(
                f"Another harmony up{by} is using the data folder {self.path}. "
                "Stop it first, or choose another folder with --data."
            ) from None
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())

    async def empty(self) -> None:
        """Remove the database, nothing else; only while the folder is held."""
        self._clear()
        if self.cluster.exists():
            await stop_leftover(self.cluster)
            # Out of the way in one step, so that a kill meanwhile leaves no half of a database.
            self.cluster.rename(self.path / f".{CLUSTER}-new-removed")
            self._clear()

    def _clear(self) -> None:
        for left in self.path.glob(f".{CLUSTER}-new-*"):
            shutil.rmtree(left)
