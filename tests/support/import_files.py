"""Files of a former system for tests: plan lines as CSV or NDJSON, and the import run to its end."""

import csv
import io
import json
from typing import Any

import httpx

from plans.use_cases.work_on_imports import work_on_imports
from shared.runtime.database import Database
from shared.runtime.work import Services
from tests.support.identities import ops

CSV, NDJSON = "text/csv", "application/x-ndjson"
NEIGHBOURS = {"authorization": "http://authorization.invalid", "disease": "http://disease.invalid"}
Row = dict[str, Any]


def a_row(plan_id: str = "P1", line_id: str = "1", **changes: Any) -> Row:
    row: Row = {
        "plan_id": plan_id,
        "line_id": line_id,
        "medicaid_id": "M1",
        "plan_start": "2018-07-15",
        "plan_end": "2019-07-14",
        "case_manager": "cm1",
        "agency": "agency-a",
        "service_code": "T1019",
        "modifiers": "",
        "provider_npi": "",
        "units": 48,
        "frequency": "week",
        "start": "2018-07-15",
        "end": "2019-07-14",
    }
    return {**row, **changes}


def as_csv(*rows: Row) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_ndjson(*rows: Row) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


async def run_imports(database: Database) -> None:
    """What the worker of a running service does, until nothing is left."""
    services = Services(database, {}, "America/Chicago", wake=lambda: None)
    while await work_on_imports(services, NEIGHBOURS):
        pass


async def send(
    client: httpx.AsyncClient, kind: str, content: bytes, media: str = CSV, **headers: str
) -> httpx.Response:
    return await client.post(
        f"/plans/v1/imports/{kind}", content=content, headers={**ops(), "Content-Type": media, **headers}
    )


async def imported(
    client: httpx.AsyncClient, database: Database, kind: str, content: bytes, media: str = CSV
) -> dict[str, Any]:
    """The finished job of this file."""
    sent = await send(client, kind, content, media)
    assert sent.status_code == 202, sent.text
    await run_imports(database)
    answer = await client.get(sent.headers["Location"], headers=ops())
    job: dict[str, Any] = answer.json()
    assert job["status"] == "finished", job
    return job


async def rows_of(client: httpx.AsyncClient, job: dict[str, Any], outcome: str | None = None) -> list[Row]:
    rows: list[Row] = []
    cursor = None
    while True:
        query: dict[str, Any] = {
            "limit": 2,
            **({"cursor": cursor} if cursor else {}),
            **({"outcome": outcome} if outcome else {}),
        }
        page = (await client.get(f"/plans/v1/imports/{job['id']}/rows", params=query, headers=ops())).json()
        rows += page["items"]
        cursor = page["next"]
        if cursor is None:
            return rows
