"""`/authorization/v1/exports`: what the claims system reads of authorizations, and what it answers."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Header, Path, Request
from starlette.responses import Response

from authorization.api.export_schema import (
    AcknowledgementCreate,
    BatchDetail,
    BatchRead,
    BatchSealed,
    EntriesChanged,
    ExportRead,
    ResendCreate,
    UnsettledRead,
)
from authorization.domain.errors import BatchNotFound
from authorization.domain.export import ExportAction
from authorization.persistence import export_queries
from authorization.use_cases.acknowledge_export import acknowledge_export, resend_export
from authorization.use_cases.list_unsettled_exports import list_unsettled_exports
from authorization.use_cases.seal_exports import seal_exports
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.media_types import preferred
from shared.runtime.pages import Cursor, Limit, cursor_of, key_of, number, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/authorization/v1/exports"
JSON, NDJSON = "application/json", "application/x-ndjson"
CLAIMS = (Role.SERVICE, Role.OPS)
WORKING = (*CLAIMS, Role.SPA_REVIEWER)
commands = APIRouter(prefix=PREFIX, tags=["exports"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["exports"], route_class=QueryRoute)
ControlNumber = Annotated[int, Path(ge=1, le=999_999_999)]
LINES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Page[ExportRead],
        "description": "A page as JSON, or one entry per line, by `Accept`; both with `Link` to the next page",
        "content": {NDJSON: {"schema": {"type": "string"}}},
    }
}


@queries.get(
    "/authorizations",
    summary="What was issued, changed and ended since a cursor, in the order of its batches",
    operation_id="list_exported_authorizations",
    response_model=Page[ExportRead],
    responses={**LINES, **problems(403)},
)
async def get_exports(
    request: Request,
    reading: Annotated[Reading, permit(*CLAIMS)],
    limit: Limit = 20,
    cursor: Cursor = None,
    accept: Annotated[str | None, Header(description=f"{JSON} or {NDJSON}", max_length=500)] = None,
) -> Response:
    """Keep the `cursor` of the last entry and ask with it next time: nothing is skipped and nothing comes twice.

    An entry shows once its batch is sealed, which happens by itself every minute or by `POST /exports/batches`.
    """
    control_number, place = key_of(cursor, number, _place)
    rows = await export_queries.entries_since(reading, control_number, place, limit)
    entries = [
        {
            "control_number": row["control_number"],
            "place": row["place"],
            "item": orjson.dumps({**row["item"], "cursor": cursor_of(row["control_number"], row["place"])}).decode(),
        }
        for row in rows
    ]
    answer = page_answer(request, entries, limit, ("control_number", "place"))
    if preferred(accept, (JSON, NDJSON)) == NDJSON:
        text = "".join(f"{entry['item']}\n" for entry in entries[:limit])
        links = {name: value for name, value in answer.headers.items() if name == "link"}
        answer = Response(text, 200, links, media_type=NDJSON)
    answer.headers["Vary"] = "Accept"
    return answer


def _place(value: Any) -> int:
    place = number(value)
    if place >= 2**31:
        raise ValueError("not a place in a batch")
    return place


@commands.post(
    "/batches",
    summary="Seal what waits into a batch with a control number of its own",
    operation_id="seal_export_batch",
    response_model=BatchSealed,
    responses=problems(403, 409),
)
async def post_batch(work: Annotated[Work, permit(*CLAIMS)]) -> Response:
    """Up to 500 entries, the oldest first. A control number is never given twice."""
    row = await seal_exports(work)
    return json_answer(dict(row) if row is not None else {"control_number": None, "entries": 0})


@queries.get(
    "/batches",
    summary="Batches, newest first, with what became of their entries",
    operation_id="list_export_batches",
    response_model=Page[BatchRead],
    responses=problems(403),
)
async def get_batches(
    request: Request, reading: Annotated[Reading, permit(*WORKING)], limit: Limit = 20, cursor: Cursor = None
) -> Response:
    (before,) = key_of(cursor, number)
    rows = await export_queries.batches(reading, before, limit)
    shown = [
        {"control_number": row["control_number"], "item": orjson.dumps(dict(row), default=str).decode()} for row in rows
    ]
    return page_answer(request, shown, limit, ("control_number",))


@queries.get(
    "/batches/{control_number}",
    summary="Read a batch: the same entries each time",
    operation_id="read_export_batch",
    response_model=BatchDetail,
    responses=problems(403, 404),
)
async def get_batch(control_number: ControlNumber, reading: Annotated[Reading, permit(*WORKING)]) -> Response:
    row = await export_queries.batch(reading, control_number)
    if row is None:
        raise BatchNotFound
    return json_answer({**row, "items": await export_queries.entries_of(reading, control_number)})


@commands.post(
    "/batches/{control_number}/acknowledgement",
    summary="Say what became of a batch or of single entries: sent, approved, rejected",
    operation_id="acknowledge_export",
    response_model=EntriesChanged,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_acknowledgement(
    control_number: ControlNumber, body: AcknowledgementCreate, work: Annotated[Work, permit(*CLAIMS)]
) -> Response:
    """The same answer twice changes nothing; one that contradicts an earlier answer is refused as a whole."""
    changed = await acknowledge_export(work, control_number, ExportAction(body.status), body.reason, body.places)
    return json_answer({"control_number": control_number, "changed": changed})


@commands.post(
    "/batches/{control_number}/resend",
    summary="Send rejected entries again, as the authorizations are now",
    operation_id="resend_export",
    response_model=EntriesChanged,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_resend(
    control_number: ControlNumber, body: ResendCreate, work: Annotated[Work, permit(*WORKING)]
) -> Response:
    """After what was wrong is corrected. They go out with the next batch, so under a new control number, once each."""
    changed = await resend_export(work, control_number, body.places)
    return json_answer({"control_number": control_number, "changed": changed})


@queries.get(
    "/worklist",
    summary="What was rejected, was not fetched for a day or has no answer, oldest first",
    operation_id="list_unsettled_exports",
    response_model=Page[UnsettledRead],
    responses=problems(403),
)
async def get_worklist(
    request: Request, reading: Annotated[Reading, permit(*WORKING)], limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Each entry says what to do (ED-01)."""
    (after,) = key_of(cursor, number)
    rows = await list_unsettled_exports(reading, after, limit)
    shown = [{"id": row["id"], "item": orjson.dumps(row["item"], default=str).decode()} for row in rows]
    return page_answer(request, shown, limit, ("id",))
