"""One row of a file of facts, read as text, checked for what cannot be stored or cannot be."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from disease.domain.fact_imports import FactKind
from disease.use_cases import fact_cells as cells
from disease.use_cases.fact_cells import Cell
from shared.kernel.facts.observations import BY_CODE
from shared.runtime.imports.table_reader import Problem, SourceRow

COLUMNS = (
    "source_id", "kind", "source", "medicaid_id", "deleted", "changed_at", "system", "code", "recorded_on",
    "observed_on", "dispensed_on", "start", "end", "value", "unit", "comparator", "specimen", "class", "principal",
    "diagnoses", "icu", "days_supply", "units", "estimated_due_date", "noticed_on", "ended_on", "risks", "flag",
    "instrument", "completed_on", "answers",
)  # fmt: skip
NEEDED = frozenset({"source_id"})
STAGED = (
    "import_id", "line_number", "errors", "kind", "source", "source_id", "medicaid_id", "deleted", "changed_at",
    "system", "code", "name", "day", "until", "value", "unit", "comparator", "specimen", "class", "icu", "days_supply",
    "units", "several", "answers",
)  # fmt: skip
LONGEST = {"source_id": 100, "source": 40, "medicaid_id": 32}
_PLACE = {name: place for place, name in enumerate(COLUMNS)}
_STAGED_PLACE = {name: place for place, name in enumerate(STAGED)}

MESSAGES = {
    "day": "Write the day as YYYY-MM-DD, or an instant with its offset.",
    "instant": "Write the instant as RFC 3339 with its offset.",
    "value": "Write the result as a decimal text, as it was reported, with up to 6 places.",
    "unit": "Write the unit in at most 40 characters.",
    "units": "Write a number from 0 to 100000.",
    "days_supply": "Write whole days from 0 to 1000.",
    "named_code": "Write the code as system:code, for example icd10cm:J45.901.",
    "named_codes": "Write up to 50 codes as system:code, apart by semicolons.",
    "words": "Write words of lower-case letters, digits and underscores, apart by semicolons.",
    "word": "Write one word of lower-case letters, digits and underscores.",
    "answers": "Write a JSON object: each answer is a text, a whole number, true, false or null.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`name` in the file, where it is staged, how it is read, and what is said of a cell that cannot be read."""

    name: str
    staged: str
    read: Cell
    needed: bool = False

    @property
    def problem(self) -> Problem:
        kind = getattr(self.read, "__name__", "")
        message = MESSAGES.get(kind, "Use one of the values that the documentation names.")
        return {"pointer": f"/{self.name}", "code": kind if kind in MESSAGES else "enum", "message": message}


_CODED = (Column("code", "code", str, needed=True), Column("system", "system", str, needed=True))
KINDS: dict[str, tuple[Column, ...]] = {
    FactKind.CONDITION: (*_CODED, Column("recorded_on", "day", cells.day, needed=True)),
    FactKind.OBSERVATION: (
        *_CODED,
        Column("observed_on", "day", cells.day, needed=True),
        Column("value", "value", cells.value),
        Column("unit", "unit", cells.unit),
        Column("comparator", "comparator", cells.comparator),
        Column("specimen", "specimen", cells.specimen),
    ),
    FactKind.ENCOUNTER: (
        Column("class", "class", cells.encounter_class, needed=True),
        Column("start", "day", cells.day, needed=True),
        Column("end", "until", cells.day),
        Column("principal", "code", cells.named_code),
        Column("diagnoses", "several", cells.named_codes),
        Column("icu", "icu", cells.truth),
    ),
    FactKind.MEDICATION: (
        *_CODED,
        Column("dispensed_on", "day", cells.day, needed=True),
        Column("class", "class", cells.medication_class),
        Column("days_supply", "days_supply", cells.days_supply),
        Column("units", "units", cells.units),
    ),
    FactKind.PREGNANCY: (
        Column("estimated_due_date", "day", cells.day),
        Column("noticed_on", "name", cells.day),
        Column("ended_on", "until", cells.day),
        Column("risks", "several", cells.words),
    ),
    FactKind.FLAG: (Column("flag", "name", cells.word, needed=True),),
    FactKind.ASSESSMENT: (
        Column("instrument", "name", cells.word, needed=True),
        Column("completed_on", "day", cells.day, needed=True),
        Column("answers", "answers", cells.answers, needed=True),
    ),
}
_OWN = {kind: frozenset(_PLACE[column.name] for column in columns) for kind, columns in KINDS.items()}
_EVERY = frozenset(_PLACE[name] for name in ("source_id", "kind", "source", "medicaid_id", "deleted", "changed_at"))


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that do not say it. `changed_at` is when the file came."""

    kind: str
    source: str
    changed_at: str


def staged(import_id: str, row: SourceRow, defaults: Defaults) -> list[str]:
    """The cells of `STAGED`; `errors` is JSON, empty for a row without."""
    values = [
        value if type(value) is str else _as_text(name, value) for name, value in zip(COLUMNS, row.values, strict=True)
    ]
    found = [""] * len(STAGED)
    found[0], found[1], found[7] = import_id, str(row.line_number), "false"
    problems = [row.problem] if row.problem else _filled(found, values, defaults)
    if problems:
        found[2] = orjson.dumps(problems).decode()
        found[3:] = ["", "", values[0][:100] if not row.problem else "", "", "false", *[""] * (len(STAGED) - 8)]
    return found


def _filled(found: list[str], values: list[str], defaults: Defaults) -> list[Problem]:
    """Fills the cells; answers what is wrong with the row."""
    source_id, kind, source, medicaid_id, deleted, changed_at = values[:6]
    kind = kind or defaults.kind
    found[3:9] = kind, source or defaults.source, source_id, medicaid_id, deleted or "false", changed_at
    columns = KINDS.get(kind)
    problems = [
        _problem(name, "too_long", f"Use at most {most} characters.")
        for name, most in LONGEST.items()
        if len(values[_PLACE[name]]) > most
    ]
    if not source_id:
        problems.append(_missing("source_id"))
    if found[7] not in ("true", "false"):
        problems.append(_problem("deleted", "enum", "Write true or false."))
    if not changed_at:
        found[8] = defaults.changed_at
    elif cells.instant(changed_at) is None:
        problems.append(_problem("changed_at", "instant", MESSAGES["instant"]))
    if columns is None:
        problems.append(_problem("kind", "enum", f"Use one of {', '.join(KINDS)}.") if kind else _missing("kind"))
        return problems
    if found[7] == "true":
        return problems
    if not medicaid_id:
        problems.append(_missing("medicaid_id"))
    _fill_own(found, values, kind, columns, problems)
    return problems


def _fill_own(
    found: list[str], values: list[str], kind: str, columns: tuple[Column, ...], problems: list[Problem]
) -> None:
    own = _OWN[kind]
    for place, value in enumerate(values):
        if value and place not in own and place not in _EVERY:
            problems.append(_problem(COLUMNS[place], "not_of_kind", f"A row of kind {kind} has no such member."))
    for column in columns:
        value = values[_PLACE[column.name]]
        if value:
            read = column.read(value)
            if read is None:
                problems.append(column.problem)
            else:
                found[_STAGED_PLACE[column.staged]] = read
        elif column.needed:
            problems.append(_missing(column.name))
    if problems:
        return
    if kind == FactKind.ENCOUNTER:
        _check_encounter(found, problems)
    elif columns[:2] == _CODED:
        _check_code(found, problems)
    if kind == FactKind.OBSERVATION:
        problems.extend(_implausible(found[9], found[10], found[14], found[15]))


def _check_encounter(found: list[str], problems: list[Problem]) -> None:
    if found[10]:
        found[9], _, found[10] = found[10].partition(":")
    if found[13] and found[13] < found[12]:
        problems.append(_problem("end", "order", "An encounter ends on or after the day it starts."))


def _check_code(found: list[str], problems: list[Problem]) -> None:
    code = cells.code(found[9], found[10])
    if code is None:
        systems = ", ".join(sorted(cells.SYSTEMS))
        problems.append(_problem("code", "code", f"Write a code of letters, digits, dots and dashes of {systems}."))
    else:
        found[10] = code


@lru_cache(maxsize=50_000)
def _implausible(system: str, code: str, value: str, unit: str) -> tuple[Problem, ...]:
    """A result that a rule would read must be one that can be: an average glucose is no management indicator."""
    analyte = BY_CODE.get(code) if system == "loinc" else None
    if analyte is None:
        return ()
    if not value:
        return (_missing("value"),)
    if (unit or None) not in analyte.units:
        accepted = ", ".join(sorted(spelling or "no unit" for spelling in analyte.units))
        return (_problem("unit", "unit", f"The unit of {analyte.name} is one of: {accepted}."),)
    amount = Decimal(value) / analyte.units[unit or None]
    if not analyte.least <= amount <= analyte.most:
        span = f"{analyte.least} to {analyte.most} {analyte.unit}"
        return (_problem("value", "implausible", f"A result of {analyte.name} lies from {span}."),)
    return ()


def _as_text(name: str, value: Any) -> str:
    """A JSON value as a cell; what has no such form becomes a text that no reader takes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) is int or (name == "units" and type(value) is float):
        return str(value)
    if name == "answers" and isinstance(value, dict):
        return orjson.dumps(value).decode()
    if isinstance(value, list):
        return ";".join(_as_text(name, part) for part in value)
    if isinstance(value, dict) and value.keys() == {"system", "code"}:
        return f"{value['system']}:{value['code']}"
    return value if isinstance(value, str) else "?" * 200


def _missing(name: str) -> Problem:
    return _problem(name, "missing", "This must be given.")


def _problem(name: str, code: str, message: str) -> Problem:
    return {"pointer": f"/{name}", "code": code, "message": message}
