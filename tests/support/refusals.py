"""What every refusal must be: a problem document that leaks nothing, and nothing stored."""

from collections.abc import Iterable
from typing import Any

import httpx

from shared.runtime.database import Connection

SECRET = "Zuleika-Secret"
LEAKS = ("Traceback", 'File "', "asyncpg", "pydantic", "insert into", "select ", "update ", "SQLSTATE", ".py", SECRET)
MEMBERS = ("type", "title", "detail", "instance", "request_id")


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem document of a refusal with this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["status"] == status
    assert [name for name in MEMBERS if not document[name]] == []
    assert document["type"].startswith("urn:harmony:problem:")
    assert answer.headers["X-Request-Id"] == document["request_id"]
    assert [leak for leak in LEAKS if leak in answer.text] == []
    if status == 422:
        assert [set(error) for error in document["errors"]] == [{"pointer", "code", "message"}] * len(
            document["errors"]
        )
        assert document["errors"] != []
    if status == 503:
        assert int(answer.headers["Retry-After"]) > 0
    return document


def pointers(document: dict[str, Any]) -> list[str]:
    return sorted(error["pointer"] for error in document["errors"])


async def rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds; reads in the audit log, which refusals may leave, are not counted."""
    tables = await connection.fetch("select tablename from pg_tables where schemaname = 'public' order by tablename")
    counts = {
        table["tablename"]: await connection.fetchval(f'select count(*) from "{table["tablename"]}"')
        for table in tables
    }
    counts["audit_log"] = await connection.fetchval("select count(*) from audit_log where kind = 'change'")
    return counts


def statuses(answers: Iterable[httpx.Response]) -> list[int]:
    """Sorted; every refusal is a problem document."""
    answers = list(answers)
    for answer in answers:
        if answer.status_code >= 400:
            refused(answer, answer.status_code)
    return sorted(answer.status_code for answer in answers)
