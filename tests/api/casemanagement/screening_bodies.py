"""Facts for screenings, and how their cases and results are read."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg

from casemanagement.api.screening_job_schema import ScreeningJobRead, ScreeningResultRead
from tests.api.casemanagement.office import CHIEF, NURSE, Office, Person, today

MEMBER = {"birth_date": "1986-01-01", "coverage": [{"start": "2020-01-01"}]}


def ago(days: int) -> str:
    return (today() - timedelta(days=days)).isoformat()


def lead(value: str, code: str = "77307-7", days: int = 10) -> dict[str, Any]:
    return {"system": "loinc", "code": code, "value": value, "unit": "ug/dL", "observed_on": ago(days)}


def condition(code: str, days: int = 30) -> dict[str, Any]:
    return {"system": "icd10cm", "code": code, "recorded_on": ago(days)}


def visit(code: str, days: int) -> dict[str, Any]:
    return {"class": "ed", "start": ago(days), "end": ago(days), "principal": {"system": "icd10cm", "code": code}}


def facts(**given: Any) -> dict[str, Any]:
    return {"as_of": today().isoformat(), "member": MEMBER, **given}


async def screened(office: Office, member_id: str, **given: Any) -> dict[str, Any]:
    """The job of a screening with the facts in hand."""
    body = {"member_id": member_id, "facts": facts(**given)}
    job = await office.post("/screenings", body, NURSE, 201)
    ScreeningJobRead.model_validate(job)
    return job


async def results(office: Office, job: dict[str, Any], who: Person = CHIEF, **params: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await office.get(f"/screenings/{job['id']}/results", who, **params))["items"]
    for item in items:
        ScreeningResultRead.model_validate(item)
    return items


async def cases(connection: asyncpg.Connection, member_id: str) -> list[tuple[Any, ...]]:
    """Program, number within the program, state, level, provisional, outcome; oldest first."""
    rows = await connection.fetch(
        "select program, episode_no, state, level, provisional, outcome from episodes where member_id = $1 "
        "order by created_at, id",
        member_id,
    )
    return [tuple(row) for row in rows]


async def opt_out(connection: asyncpg.Connection, member_id: str, scope: str) -> None:
    await connection.execute(
        """
        insert into opt_outs (id, member_id, scope, effective_on, captured_by, captured_via, stated_by, statement,
                              confidential, recorded_at, confirm_by)
        values ($1, $2, $3, $4, 'nurse1', 'cm_line', 'member', 'No, thank you.', false, now(), $4)
        """,
        uuid4(),
        member_id,
        scope,
        today(),
    )
