"""Imports of facts on the wire: the job, its refused rows, and worked examples of the files."""

from typing import Any
from uuid import UUID

import orjson

from disease.domain.fact_imports import ImportKind, RowOutcome
from shared.kernel.imports import JobStatus
from shared.runtime.imports.uploads import CSV, NDJSON
from shared.schema.wire import Instant, Wire

_ROWS: tuple[dict[str, Any], ...] = (
    {
        "kind": "condition",
        "source_id": "c-1",
        "medicaid_id": "M1",
        "system": "icd10cm",
        "code": "J45.40",
        "recorded_on": "2025-06-01",
    },
    {
        "kind": "observation",
        "source_id": "o-1",
        "medicaid_id": "M1",
        "system": "loinc",
        "code": "4548-4",
        "observed_on": "2026-02-20",
        "value": "9.1",
        "unit": "%",
    },
    {
        "kind": "encounter",
        "source_id": "e-1",
        "medicaid_id": "M1",
        "class": "ed",
        "start": "2026-02-10",
        "end": "2026-02-10",
        "principal": {"system": "icd10cm", "code": "J45.901"},
        "icu": False,
    },
    {
        "kind": "medication",
        "source_id": "m-1",
        "medicaid_id": "M1",
        "system": "rxnorm",
        "code": "435",
        "dispensed_on": "2026-02-11",
        "days_supply": 30,
        "units": 1,
    },
    {"kind": "observation", "source_id": "o-0", "deleted": True},
)
_CSV = (
    "kind,source_id,medicaid_id,system,code,observed_on,value,unit,deleted\n"
    "observation,o-1,M1,loinc,4548-4,2026-02-20,9.1,%,\n"
    "observation,o-0,,,,,,,true\n"
)
_TEXT = {"type": "string", "description": "one fact per row"}
FACTS: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            CSV: {"schema": _TEXT, "example": _CSV},
            NDJSON: {"schema": _TEXT, "example": "".join(orjson.dumps(row).decode() + "\n" for row in _ROWS)},
        },
    }
}


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


class RefusedRowRead(Wire):
    """`line_number` counts the lines of the file from 1; pointers name the column."""

    line_number: int
    outcome: RowOutcome
    source_id: str | None
    errors: list[dict[str, str]]
