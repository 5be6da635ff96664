"""Imports on the wire: the job, its rows, and worked examples of the files."""

from typing import Any
from uuid import UUID

import orjson

from plans.domain.import_jobs import ImportKind, RowOutcome
from shared.kernel.imports import JobStatus
from shared.runtime.imports.uploads import CSV, NDJSON
from shared.schema.findings import FindingRead
from shared.schema.wire import Instant, Wire

_PLAN_LINE: dict[str, Any] = {
    "plan_id": "OLD-2018-000017",
    "line_id": "1",
    "medicaid_id": "M0000001",
    "plan_start": "2018-07-15",
    "plan_end": "2019-07-14",
    "case_manager": "cm1",
    "service_code": "T1019",
    "modifiers": "",
    "provider_npi": "1234567893",
    "units": 48,
    "frequency": "week",
    "start": "2018-07-15",
    "end": "2019-07-14",
    "used_units": 120,
}
_MEMBER: dict[str, Any] = {
    "medicaid_id": "M0000001",
    "given_name": "Ada",
    "family_name": "Byron",
    "birth_date": "1941-12-10",
    "county": "Tulsa",
    "coverage": [{"program": "advantage", "start": "2018-01-01", "end": None}],
}
_PROVIDER: dict[str, Any] = {
    "npi": "1234567893",
    "name": "Red River Home Care",
    "kind": "home_care_agency",
    "certifications": [{"service_code": "T1019", "counties": ["Tulsa"], "start": "2018-01-01", "end": None}],
}


def _cell(value: Any) -> str:
    text = orjson.dumps(value).decode() if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def _file(row: dict[str, Any]) -> dict[str, Any]:
    """`openapi_extra` of a route that takes a file of such rows."""
    csv_text = ",".join(row) + "\n" + ",".join(_cell(value) for value in row.values()) + "\n"
    text = {"type": "string", "description": "one row per line of the file"}
    return {
        "requestBody": {
            "required": True,
            "content": {
                CSV: {"schema": text, "example": csv_text},
                NDJSON: {"schema": text, "example": orjson.dumps(row).decode() + "\n"},
            },
        }
    }


PLAN_LINES, MEMBERS, PROVIDERS = _file(_PLAN_LINE), _file(_MEMBER), _file(_PROVIDER)


class ImportRead(Wire):
    """`total` and `done` count rows; `outcomes` says how many came to which outcome so far."""

    id: UUID
    kind: ImportKind
    status: JobStatus
    done: int
    total: int
    outcomes: dict[RowOutcome, int]
    started_at: Instant
    finished_at: Instant | None
    error: str | None


class ImportRowRead(Wire):
    """`line_number` counts the lines of the file from 1; pointers name the column. `subject_id` is what came of it."""

    line_number: int
    outcome: RowOutcome
    source_id: str | None
    subject_id: UUID | None
    errors: list[dict[str, str]]
    findings: list[FindingRead]
