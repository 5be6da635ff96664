"""Prints a story: who does what, what was asked, what Harmony found, what was done."""

import json
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 100
LONGEST_BODY = 420
ID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}([0-9a-f]{7})([0-9a-f]{5})\b")
STYLES = {"error": "red", "hold": "magenta", "warning": "yellow", "info": "cyan"}


class Narrator:
    def __init__(self, console: Console | None = None) -> None:
        if console is None:
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(errors="replace")
            width = None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL
            console = Console(highlight=False, width=width)
        self._console = console
        self._told: set[tuple[str, str]] = set()

    def say(self, text: str) -> None:
        self._console.print(Text(text))

    def step(self, number: int, title: str) -> None:
        self._told.clear()
        self._console.print()
        self._console.rule(Text(f"{number}. {title}", "bold"), align="left", characters="─")

    def who(self, name: str, post: str, doing: str) -> None:
        self._console.print()
        self._lines(1, Text.assemble((name, "bold"), f", {post}, {doing}."))

    def asked(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> None:
        shown = Text.assemble((method, "bold blue"), " ", short_ids(path))
        self._lines(3, shown)
        for name, value in headers.items():
            self._lines(3, Text(f"{name}: {value}", "dim"))
        if body is not None:
            self._lines(3, Text(short_body(body), "dim"))

    def answered(self, status: int) -> None:
        phrase = HTTPStatus(status).phrase
        self._lines(3, Text(f"= {status} {phrase}", "green" if status < 400 else "bold red"))

    def problem(self, detail: str) -> None:
        self._lines(5, Text(short_ids(detail)))

    def findings(self, findings: Iterable[Mapping[str, Any]]) -> None:
        """A sentence of a source is quoted once in a step."""
        for finding in findings:
            style = STYLES[finding["severity"]]
            told = Text.assemble((f"{finding['rule_id']} ({finding['severity']})", style), " ", finding["message"])
            self._lines(5, told)
            citation = finding["citation"]
            place = f"{citation['source']}, {citation['section']}"
            if (place, citation["quote"]) not in self._told:
                self._told.add((place, citation["quote"]))
                self._lines(9, Text(f"“{citation['quote']}” ({place})", "italic dim"))

    def done(self, text: str) -> None:
        self._lines(3, Text.assemble(("→ ", "bold green"), text))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        table = Table(*columns, box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
        for row in rows:
            table.add_row(*("" if cell is None else Text(str(cell)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, 5), expand=False))

    def end(self) -> None:
        self._console.print()
        self._console.print(Text("Every answer was what the story says.", "bold green"))

    def _lines(self, indent: int, text: Text) -> None:
        self._console.print(Padding(text, (0, 0, 0, indent), expand=False))


def short_ids(text: str) -> str:
    """Ids by their last five letters, which differ where the first ones are only the time."""
    return ID.sub(r"…\2", text)


def moment(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC"


def short_body(body: Any) -> str:
    return textwrap.shorten(short_ids(json.dumps(body, ensure_ascii=False)), LONGEST_BODY, placeholder=" …")
