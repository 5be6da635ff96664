"""One row of the former system's plan lines: read as text, checked for what cannot be stored as what it should be."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from plans.domain.conversion import service_key
from plans.domain.plan import Frequency, PlanType
from shared.runtime.imports.table_reader import Problem, SourceRow
from shared.schema.wire import DAY

COLUMNS = (
    "plan_id", "line_id", "medicaid_id", "plan_type", "plan_start", "plan_end", "case_manager", "agency",
    "short_reason", "service_code", "modifiers", "provider_npi", "units", "frequency", "start", "end",
    "used_units", "delivered_through", "authorization_number",
)  # fmt: skip
NEEDED = frozenset(
    {
        "plan_id",
        "line_id",
        "medicaid_id",
        "plan_start",
        "plan_end",
        "service_code",
        "units",
        "frequency",
        "start",
        "end",
    }
)
# As they are staged: two more in front, and after the modifiers the key of the service.
STAGED = ("import_id", "line_number", "errors", *COLUMNS[:11], "service_key", *COLUMNS[11:])
_PLACE = {name: place for place, name in enumerate(COLUMNS)}
_MODIFIERS, _CODE = _PLACE["modifiers"], _PLACE["service_code"]
_FREQUENCIES = frozenset(frequency.value for frequency in Frequency)
_TYPES = frozenset(kind.value for kind in PlanType)
_MOST = {"plan_id": 100, "line_id": 100, "medicaid_id": 32, "case_manager": 100, "agency": 64, "short_reason": 500,
         "service_code": 16, "authorization_number": 32, "provider_npi": 10}  # fmt: skip
_LIMITS = tuple((_PLACE[name], most) for name, most in _MOST.items())


@lru_cache(maxsize=50_000)
def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        return date(1900, 1, 1) <= date.fromisoformat(text) <= date(2199, 12, 31)
    except ValueError:
        return False


@lru_cache(maxsize=50_000)
def _is_number(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) <= 9


_CHECKS: tuple[tuple[int, Callable[[str], bool], str, str], ...] = tuple(
    (_PLACE[name], check, code, message)
    for names, check, code, message in (
        (
            ("plan_start", "plan_end", "start", "end", "delivered_through"),
            _is_day,
            "date",
            "Write the day as YYYY-MM-DD.",
        ),
        (("units", "used_units"), _is_number, "int", "Write a whole number."),
        (("frequency",), _FREQUENCIES.__contains__, "enum", f"Use one of {', '.join(sorted(_FREQUENCIES))}."),
        (("plan_type",), _TYPES.__contains__, "enum", f"Use one of {', '.join(sorted(_TYPES))}."),
    )
    for name in names
)
_REQUIRED = tuple(_PLACE[name] for name in COLUMNS if name in NEEDED and name != "end")


@lru_cache(maxsize=10_000)
def _service(code: str, modifiers: str) -> tuple[str, str] | None:
    """Modifiers as an array of the database, and the key of the service; None where they cannot be modifiers."""
    parts = modifiers.replace(";", " ").split()
    if len(parts) > 4 or not all(part.isalnum() and part.isascii() and len(part) <= 2 for part in parts):
        return None
    return "{" + ",".join(parts) + "}", service_key(code, parts)


def staged(import_id: str, row: SourceRow) -> list[str]:
    """The cells of `STAGED`; `errors` is JSON, empty for a row without."""
    values = [value if type(value) is str else _as_text(value) for value in row.values]
    problems = [row.problem] if row.problem else _problems(row, values)
    service = _service(values[_CODE], values[_MODIFIERS])
    if service is None:
        problems.append(_problem(_MODIFIERS, "modifiers", "Write up to four modifiers of two characters."))
        service = ("{}", "")
    if problems:
        _leave_out_what_is_wrong(row, values, problems)
        service = service if not row.problem else ("{}", "")
    values[_MODIFIERS] = service[0]
    return [
        import_id,
        str(row.line_number),
        orjson.dumps(problems).decode() if problems else "",
        *values[: _MODIFIERS + 1],
        service[1],
        *values[_MODIFIERS + 1 :],
    ]


def _as_text(value: Any) -> str:
    """A JSON value as a cell. A list joins its words; what is no text, number or list becomes what no check takes."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return " ".join(value)
    return str(value) if type(value) is int else "?" * 1000


def _problems(row: SourceRow, values: list[str]) -> list[Problem]:
    problems = [_problem(place, "missing", "This must be given.") for place in _REQUIRED if not values[place]]
    for place, check, code, message in _CHECKS:
        value = values[place]
        if value and not check(value):
            problems.append(_problem(place, code, message))
    for place, most in _LIMITS:
        if len(values[place]) > most:
            problems.append(_problem(place, "too_long", f"Use at most {most} characters."))
    return problems


def _problem(place: int, code: str, message: str) -> Problem:
    return {"pointer": f"/{COLUMNS[place]}", "code": code, "message": message}


def _leave_out_what_is_wrong(row: SourceRow, values: list[str], problems: list[Problem]) -> None:
    """The rest can be staged; a row that names no plan is one of its own."""
    wrong = {problem["pointer"][1:] for problem in problems}
    for place, name in enumerate(COLUMNS):
        if (name in wrong or (row.problem is not None and place > 0)) and values[place]:
            values[place] = ""
    if not values[0]:
        values[0] = f"(line {row.line_number})"
