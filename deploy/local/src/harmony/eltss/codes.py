"""The table that turns other systems' service codes into those of the catalogue, and finds them there."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from harmony.eltss.element import Element
from harmony.problem import SetupProblem

RELATIONS = ("equivalent", "stand_in", "none")
WITH_MODIFIERS = re.compile(r"([A-Z0-9]{4,16})((?:[-: ][A-Z0-9]{2})*)")
MODIFIER = re.compile(r"[A-Z0-9]{2}")


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    service_code: str | None
    modifiers: tuple[str, ...]
    relation: str
    units: Mapping[str, Fraction]
    because: str


@dataclass(frozen=True, slots=True)
class Match:
    """A service of the catalogue, as its API shows it; `row` is None where the file already names it."""

    service: Mapping[str, Any]
    row: Row | None


@dataclass(frozen=True, slots=True)
class CodeTable:
    rows: Mapping[str, Row]
    unit_words: Mapping[str, Mapping[str, Fraction]]
    catalogue: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, catalogue: Iterable[Mapping[str, Any]], own: Path | None = None) -> "CodeTable":
        """`own` adds rows and spellings to the package's table and wins. Raises `SetupProblem`."""
        tables = [json.loads((files("harmony.eltss") / "codes.json").read_text())]
        try:
            if own is not None:
                tables.append(json.loads(own.read_text()))
            rows = {row["code"]: _row(row) for table in tables for row in table.get("services", [])}
            words: dict[str, dict[str, Fraction]] = {}
            for table in tables:
                for unit, spellings in table.get("unit_words", {}).items():
                    words.setdefault(unit, {}).update(_factors(spellings))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
            raise SetupProblem(
                f"The code table {own} cannot be read ({type(error).__name__}: {error}). "
                "It has the shape of codes.json in the package harmony.eltss."
            ) from error
        return cls(rows, words, {_key(item["code"], item["modifiers"]): item for item in catalogue})

    def match(self, code: str, modifiers: Iterable[str]) -> Match | str:
        """The service, or the reason why there is none."""
        row = self.rows.get(code)
        if row is not None:
            if row.service_code is None:
                return f"{code}: {row.because}"
            found = self.catalogue.get(_key(row.service_code, row.modifiers))
            target = "-".join((row.service_code, *row.modifiers))
            return Match(found, row) if found else f"{code} becomes {target}, which the catalogue does not know."
        found = self.catalogue.get(_key(code, modifiers))
        if found is None:
            return (
                f"The catalogue does not know {'-'.join((code, *modifiers))}, and the code table has no row for {code}."
            )
        return Match(found, None)

    def factor(self, match: Match, words: Iterable[str]) -> Fraction | None:
        """Catalogue units in one unit of the sender; None for a unit that nobody explained."""
        known = {**self.unit_words.get(match.service["unit"], {}), **(match.row.units if match.row else {})}
        return next((known[word] for word in words if word in known), None)


def stated_code(concept: Element, table: CodeTable) -> tuple[Element, str, tuple[str, ...], list[Element]] | None:
    """The coding that is used, its code, modifiers, and the codings that gave the modifiers.

    A code that can be planned wins over one that cannot; a coding of two characters is a modifier.
    """
    codings = list(concept.each("coding"))
    beside = [coding for coding in codings if MODIFIER.fullmatch(coding["code"].text.upper())]
    read = []
    for coding in codings:
        parts = WITH_MODIFIERS.fullmatch(coding["code"].text.upper())
        if parts and coding not in beside:
            own = tuple(re.findall(r"[A-Z0-9]+", parts[2]))
            read.append((coding, parts[1], (*own, *(other["code"].text.upper() for other in beside)), beside))
    return next((one for one in read if isinstance(table.match(one[1], one[2]), Match)), read[0] if read else None)


def _key(code: str, modifiers: Iterable[str]) -> str:
    return "-".join((code, *sorted(modifiers)))


def _row(row: Mapping[str, Any]) -> Row:
    relation = row["relation"]
    if relation not in RELATIONS:
        raise ValueError(f"relation is one of {', '.join(RELATIONS)}, not {relation}")
    service_code = None if relation == "none" else str(row["service_code"])
    modifiers = tuple(row.get("modifiers") or ())
    return Row(row["code"], service_code, modifiers, relation, _factors(row.get("units") or {}), row["because"])


def _factors(spellings: Mapping[str, str]) -> dict[str, Fraction]:
    return {word.lower(): Fraction(factor) for word, factor in spellings.items()}
