"""Migrations in a process of their own: Alembic is needed for a moment and would delay and fatten the server."""

import contextlib
import json
import os
import subprocess
import sys
from typing import Self


class Migrator:
    """Runs one upgrade at a time. `begin` early, so that the imports run beside those of the services."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "harmony.migrator"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )

    def upgrade(self, service: str, database_url: str) -> None:
        """Blocks. Raises `RuntimeError` with what went wrong."""
        self.begin()
        process = self._process
        assert process is not None  # noqa: S101 - begun above
        assert process.stdin is not None  # noqa: S101 - a pipe
        assert process.stdout is not None  # noqa: S101 - a pipe
        # By the pipe and not by an argument: the address holds a password.
        print(json.dumps([service, database_url]), file=process.stdin, flush=True)
        answer = process.stdout.readline()
        if not answer:
            raise RuntimeError("the migration ended before it was done")
        if problem := json.loads(answer):
            raise RuntimeError(problem)

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with contextlib.suppress(BrokenPipeError):
                process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def _work() -> None:
    """Upgrade what each line asks for and answer with a line, until the other end is closed or gone."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    import sqlalchemy.ext.asyncio  # noqa: F401 - loaded while the database starts
    from alembic import command  # noqa: F401

    from harmony.databases import reason
    from shared.runtime.migrations import upgrade

    for line in sys.stdin:
        service, database_url = json.loads(line)
        problem = None
        try:
            upgrade(database_url, service)
        except Exception as error:
            problem = reason(error)
        print(json.dumps(problem), file=answers, flush=True)


if __name__ == "__main__":
    _work()
