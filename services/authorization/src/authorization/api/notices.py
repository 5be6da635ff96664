"""`/authorization/v1/notices`: the letters to members, as they were sent."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from authorization.api.notice_pages import letter_as_html, letter_as_pdf
from authorization.api.notice_schema import NoticeDetail, NoticeRead
from authorization.api.requests import READERS
from authorization.domain.errors import NoticeNotFound
from authorization.domain.notice import NoticeKind
from authorization.persistence import notice_queries
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.media_types import preferred
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.pages import Page

JSON, HTML, PDF = "application/json", "text/html", "application/pdf"
ReadingNotices = Annotated[Reading, permit(*READERS)]
queries = APIRouter(prefix="/authorization/v1/notices", tags=["notices"], route_class=QueryRoute)

LETTERS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": NoticeDetail,
        "description": "The notice with its letter: as JSON, as a page, or as an accessible PDF, by `Accept`",
        "content": {
            HTML: {"schema": {"type": "string"}},
            PDF: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@queries.get(
    "",
    summary="Search notices of action, newest first",
    operation_id="list_notices",
    response_model=Page[NoticeRead],
    responses=problems(403),
)
async def get_notices(
    request: Request,
    reading: ReadingNotices,
    request_id: UUID | None = None,
    member_id: UUID | None = None,
    kind: NoticeKind | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await notice_queries.notices(
        reading, request_id=request_id, member_id=member_id, kind=kind, before=before, limit=limit
    )
    return page_answer(request, rows, limit, ("id",))


@queries.get(
    "/{notice_id}",
    summary="Read a notice of action, as it was sent",
    operation_id="read_notice",
    response_model=NoticeDetail,
    responses={**LETTERS, **problems(403, 404)},
)
async def get_notice(
    notice_id: UUID,
    reading: ReadingNotices,
    accept: Annotated[
        str | None, Header(description="application/json, text/html or application/pdf", max_length=500)
    ] = None,
) -> Response:
    """The words are those that were sent, whatever changed since; only their form follows `Accept`."""
    body = await notice_queries.notice(reading, notice_id)
    if body is None:
        raise NoticeNotFound
    headers = {"Vary": "Accept", "Content-Language": body["language"]}
    match preferred(accept, (JSON, HTML, PDF)):
        case "text/html":
            return Response(letter_as_html(body["letter"]), 200, headers, media_type=HTML)
        case "application/pdf":
            return Response(await letter_as_pdf(body["letter"]), 200, headers, media_type=PDF)
        case _:
            answer = json_answer(body)
            answer.headers.update(headers)
            return answer
