"""Rows of a CSV or NDJSON file as its bytes arrive; of the file no more is held than one piece and one row."""

import codecs
import csv
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from shared.kernel.imports import UnreadableFile

LONGEST_ROW = 1_000_000
Problem = dict[str, str]


@dataclass(slots=True)
class SourceRow:
    """`values` in the order of the reader's columns, None for what is not given; `line_number` counts from 1."""

    line_number: int
    values: list[Any]
    problem: Problem | None = None


@dataclass(slots=True)
class TableReader(ABC):
    """Feed it bytes. `columns` are the members of a row, `needed` those that every file has."""

    columns: Sequence[str]
    needed: frozenset[str]
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8-sig")("replace")
    )
    _rest: str = ""
    _lines: int = 0

    def feed(self, piece: bytes, *, last: bool = False) -> Iterator[SourceRow]:
        """Raises `UnreadableFile` for a heading that does not fit and for a row without end."""
        text = self._rest + self._decoder.decode(piece, last)
        end = len(text) if last else text.rfind("\n") + 1
        ready = text[:end]
        if not last and self._is_open(ready):
            ready, end = "", 0
        self._rest = text[end:]
        if len(self._rest) > LONGEST_ROW:
            raise UnreadableFile("", f"After line {self._lines} comes a row of more than {LONGEST_ROW} characters.")
        yield from self._rows(ready)

    @abstractmethod
    def _is_open(self, text: str) -> bool:
        """Whether the text ends inside a row."""

    @abstractmethod
    def _rows(self, text: str) -> Iterator[SourceRow]:
        """The rows of a text that ends with a row."""


def _with_ends(text: str) -> Iterator[str]:
    """Lines as a file has them; `splitlines` would also break at characters inside a cell."""
    parts = text.split("\n")
    yield from (part + "\n" for part in parts[:-1])
    if parts[-1]:
        yield parts[-1]


def _unstorable(values: Sequence[Any]) -> bool:
    return any(isinstance(value, str) and ("\x00" in value or "\ufffd" in value) for value in values)


CHARACTER = {"pointer": "", "code": "character", "message": "This row is not UTF-8 text, or holds a control character."}


@dataclass(slots=True)
class CsvReader(TableReader):
    """The first row names the columns, in any order; an empty cell is not given."""

    _pick: Callable[[list[str]], list[str]] | None = None
    _width: int = 0
    _key: int = 0

    def _is_open(self, text: str) -> bool:
        return text.count('"') % 2 == 1

    def _rows(self, text: str) -> Iterator[SourceRow]:
        reader = csv.reader(_with_ends(text), strict=True)
        suspicious = "\x00" in text or "\ufffd" in text
        before = self._lines
        while True:
            line_number = before + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error:
                problem = {"pointer": "", "code": "unreadable", "message": "This row is not CSV: check its quotes."}
                yield SourceRow(line_number, [None] * len(self.columns), problem)
                continue
            if not cells:
                continue
            if self._pick is None:
                self._read_heading(cells)
            elif len(cells) != self._width:
                yield self._misshapen(line_number, cells)
            else:
                values = self._pick(cells)
                yield SourceRow(line_number, values, CHARACTER if suspicious and _unstorable(values) else None)
        self._lines = before + reader.line_num

    def _read_heading(self, cells: list[str]) -> None:
        names = [cell.strip() for cell in cells]
        unknown, missing = set(names) - set(self.columns), self.needed - set(names)
        if unknown or missing or len(set(names)) != len(names):
            raise UnreadableFile(
                "/header", f"The first row names each column once: {', '.join(self.columns)}; some may be left out."
            )
        places = [names.index(name) if name in names else len(names) for name in self.columns]
        self._width = len(names)
        self._key = places[0]

        def pick(cells: list[str]) -> list[str]:
            cells.append("")
            return [cells[place] for place in places]

        self._pick = pick

    def _misshapen(self, line_number: int, cells: list[str]) -> SourceRow:
        """The first column still says to what the row belongs."""
        key = cells[self._key] if self._key < len(cells) else ""
        problem = {
            "pointer": "",
            "code": "cells",
            "message": f"This row has {len(cells)} cells, the heading {self._width}.",
        }
        key_is_text = not _unstorable([key])
        return SourceRow(line_number, [key if key_is_text else None, *[None] * (len(self.columns) - 1)], problem)


@dataclass(slots=True)
class NdjsonReader(TableReader):
    """One JSON object per line."""

    def _is_open(self, text: str) -> bool:
        return False

    def _rows(self, text: str) -> Iterator[SourceRow]:
        known = frozenset(self.columns)
        for line in text.removesuffix("\n").split("\n") if text else ():
            self._lines += 1
            if not line.strip():
                continue
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError:
                record = None
            if not isinstance(record, dict):
                problem = {"pointer": "", "code": "unreadable", "message": "This line is not one JSON object."}
                yield SourceRow(self._lines, [None] * len(self.columns), problem)
                continue
            values = [record.get(name) for name in self.columns]
            found: Problem | None = None
            if not known.issuperset(record):
                found = {"pointer": "", "code": "extra_forbidden", "message": "This row has a member that is unknown."}
            elif "\\u" in line or "\ufffd" in line:
                found = CHARACTER if _unstorable(values) else None
            yield SourceRow(self._lines, values, found)
