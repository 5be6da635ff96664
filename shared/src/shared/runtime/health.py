"""Live: the process answers. Ready: the database answers and holds the schema this code was written for."""

import asyncpg
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from shared.runtime.migrations import head_revision
from shared.runtime.problems import AWAY


def health_router(service: str) -> APIRouter:
    router = APIRouter(prefix=f"/{service}/health", tags=["operations"])
    head = head_revision(service)

    @router.get("/live", summary="Whether the process answers", operation_id="live")
    async def live() -> JSONResponse:
        return JSONResponse({"status": "ok", "service": service})

    @router.get(
        "/ready",
        summary="Whether requests can be served",
        operation_id="ready",
        responses={503: {"description": "The database is away or its migrations are behind."}},
    )
    async def ready(request: Request) -> JSONResponse:
        try:
            async with request.app.state.services.database.connection() as connection:
                row = await connection.fetchrow(
                    "select (select version_num from alembic_version) as revision, "
                    "(select count(*) from outbox where delivered_at is null) as undelivered"
                )
        except (*AWAY, asyncpg.UndefinedTableError):
            return _unready("The database does not answer, or was never migrated.")
        if row["revision"] < head:
            return _unready(f"Migrations are behind: the database is at {row['revision']}, the code needs {head}.")
        return JSONResponse(
            {"status": "ok", "service": service, "revision": head, "undelivered_messages": row["undelivered"]}
        )

    def _unready(detail: str) -> JSONResponse:
        return JSONResponse(
            {
                "type": "urn:harmony:problem:unavailable",
                "title": "Not ready",
                "status": 503,
                "detail": detail,
                "service": service,
            },
            503,
            {"Retry-After": "1"},
            media_type="application/problem+json",
        )

    return router
