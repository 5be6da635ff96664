"""One member or provider of a file, read by the very schema that the API reads it by."""

from collections.abc import Callable
from typing import Any

import orjson
from pydantic import ValidationError

from shared.runtime.imports.table_reader import Problem, SourceRow

STAGED = ("import_id", "line_number", "errors", "source_id", "record")
Validate = Callable[[dict[str, Any]], dict[str, Any]]


def staged(
    import_id: str, row: SourceRow, columns: tuple[str, ...], nested: frozenset[str], validate: Validate
) -> list[str]:
    """The cells of `STAGED`. The first column is what the record is known by; `nested` cells of a CSV hold JSON."""
    given = {name: value for name, value in zip(columns, row.values, strict=True) if value not in (None, "")}
    source_id = given.get(columns[0])
    known_by = source_id[:100] if isinstance(source_id, str) else ""
    problems, record = ([row.problem], None) if row.problem else _read(given, nested, validate)
    return [
        import_id,
        str(row.line_number),
        orjson.dumps(problems).decode() if problems else "",
        known_by if not row.problem else "",
        orjson.dumps(record).decode() if record is not None else "",
    ]


def _read(
    given: dict[str, Any], nested: frozenset[str], validate: Validate
) -> tuple[list[Problem], dict[str, Any] | None]:
    try:
        parsed = {
            name: orjson.loads(value) if name in nested and isinstance(value, str) else value
            for name, value in given.items()
        }
    except orjson.JSONDecodeError:
        wanted = " and ".join(sorted(nested))
        return [{"pointer": "", "code": "json", "message": f"The cells of {wanted} hold JSON."}], None
    try:
        return [], validate(parsed)
    except ValidationError as error:
        return [
            {
                "pointer": "".join(f"/{part}" for part in item["loc"]),
                "code": item["type"],
                "message": item["msg"].removeprefix("Value error, "),
            }
            for item in error.errors(include_url=False, include_input=False, include_context=False)
        ], None
