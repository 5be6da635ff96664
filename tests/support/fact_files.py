"""Files of facts for tests, and their import run to its end."""

from typing import Any

import httpx

from disease.use_cases.work_on_imports import work_on_imports
from shared.runtime.database import Database
from shared.runtime.work import Services
from tests.support.identities import ops
from tests.support.import_files import NDJSON, Row, as_ndjson

ADDRESS = "/disease/v1/imports"


def a_condition(source_id: str = "c-1", **different: Any) -> Row:
    return _fact("condition", source_id, {"code": "J45.40", "recorded_on": "2025-06-01"}, different)


def an_observation(source_id: str = "o-1", **different: Any) -> Row:
    a1c = {"system": "loinc", "code": "4548-4", "observed_on": "2026-02-20", "value": "9.1", "unit": "%"}
    return _fact("observation", source_id, a1c, different)


def an_encounter(source_id: str = "e-1", **different: Any) -> Row:
    visit = {
        "class": "ed",
        "start": "2026-02-10",
        "end": "2026-02-10",
        "principal": {"system": "icd10cm", "code": "J45.901"},
    }
    fact = _fact("encounter", source_id, visit, different)
    del fact["system"]
    return fact


def a_medication(source_id: str = "m-1", **different: Any) -> Row:
    canister = {"system": "rxnorm", "code": "435", "dispensed_on": "2026-02-11", "days_supply": 30, "units": 1}
    return _fact("medication", source_id, canister, different)


def _fact(kind: str, source_id: str, members: Row, different: Row) -> Row:
    fact = {"kind": kind, "source_id": source_id, "medicaid_id": "M1", "system": "icd10cm", **members, **different}
    return {name: value for name, value in fact.items() if value is not None}


async def run_imports(database: Database) -> None:
    """What the worker of a running service does, until nothing is left."""
    services = Services(database, {}, "America/Chicago", wake=lambda: None)
    while await work_on_imports(services):
        pass


async def send(client: httpx.AsyncClient, content: bytes, media: str = NDJSON, **query: str) -> httpx.Response:
    headers = {**ops(), "Content-Type": media}
    return await client.post(f"{ADDRESS}/facts", content=content, headers=headers, params=query)


async def imported(
    client: httpx.AsyncClient, database: Database, *rows: Row, content: bytes | None = None, media: str = NDJSON
) -> Row:
    """The finished job of these rows, or of this file."""
    sent = await send(client, as_ndjson(*rows) if content is None else content, media)
    assert sent.status_code == 202, sent.text
    await run_imports(database)
    job: Row = (await client.get(sent.headers["Location"], headers=ops())).json()
    assert job["status"] == "finished", job
    return job


async def refused(client: httpx.AsyncClient, job: Row) -> list[Row]:
    page = await client.get(f"{ADDRESS}/{job['id']}/rows", params={"limit": 100}, headers=ops())
    rows: list[Row] = page.json()["items"]
    return rows
