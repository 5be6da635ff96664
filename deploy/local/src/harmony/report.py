"""What `harmony up` tells the person: a moving line on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Report:
    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()

    def say(self, text: str) -> None:
        """Whoever read us may be gone (`harmony up | head`); that is no reason to stop serving."""
        with suppress(BrokenPipeError):
            print(text, flush=True)

    @contextmanager
    def step(self, doing: str) -> Iterator[list[str]]:
        """Show what is going on; at its end say what was done, which the step may put into the list it is given."""
        began = time.perf_counter()
        done: list[str] = []
        if self._terminal:
            from rich.console import Console

            with Console().status(f"{doing} …"):
                yield done
        else:
            yield done
        self.say(f"  {done[-1] if done else doing} ({time.perf_counter() - began:.1f} s)")
