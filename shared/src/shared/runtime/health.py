"""Live: the process answers. Ready: the database answers and holds the schema this code was written for."""

import asyncpg
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from shared.runtime.documentation import problems
from shared.runtime.migrations import head_revision
from shared.runtime.outbox import REFUSED
from shared.runtime.problems import AWAY, problem


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
        responses={503: {**problems(503)[503], "description": "The database is away or its migrations are behind"}},
    )
    async def ready(request: Request) -> Response:
        try:
            async with request.app.state.services.database.connection() as connection:
                row = await connection.fetchrow(
                    "select (select version_num from alembic_version) as revision, "
                    "count(id) as undelivered, count(id) filter (where last_error like $1) as refused "
                    "from outbox where delivered_at is null",
                    f"{REFUSED}%",
                )
        except (*AWAY, asyncpg.UndefinedTableError):
            return _unready(request, "The database does not answer, or was never migrated.")
        if (row["revision"] or "") < head:
            return _unready(
                request, f"Migrations are behind: the database is at {row['revision']}, the code needs {head}."
            )
        return JSONResponse(
            {
                "status": "ok",
                "service": service,
                "revision": head,
                "undelivered_messages": row["undelivered"],
                "refused_messages": row["refused"],
            }
        )

    def _unready(request: Request, detail: str) -> Response:
        return problem(
            request.state.request_id,
            request.url.path,
            503,
            detail,
            title="Not ready",
            headers={"Retry-After": "1"},
            service=service,
        )

    return router
