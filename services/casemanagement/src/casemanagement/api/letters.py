"""`/casemanagement/v1/letters`: the letters of case management, as they were sent."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from casemanagement.api.letter_pages import letter_as_html, letter_as_pdf
from casemanagement.api.letter_schema import (
    LetterCreate,
    LetterDetail,
    LetterRead,
    LetterSettle,
    LettersQueued,
    Status,
)
from casemanagement.api.roles import CASE_WORKERS, READERS
from casemanagement.domain.care.errors import LetterNotFound
from casemanagement.domain.letters.wording import LetterKind
from casemanagement.persistence.letter_repository import letter_read, letter_shown, letters_read
from casemanagement.use_cases.send_letters import settle_letter
from casemanagement.use_cases.write_letter import write_letter
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.media_types import preferred
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

BASE = "/casemanagement/v1"
JSON, HTML, PDF = "application/json", "text/html", "application/pdf"
ReadingLetters = Annotated[Reading, permit(*READERS)]
commands = APIRouter(prefix=BASE, tags=["letters"], route_class=CommandRoute)
queries = APIRouter(prefix=BASE, tags=["letters"], route_class=QueryRoute)
LETTERS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": LetterDetail,
        "description": "The letter: as JSON, as a page, or as an accessible PDF, by `Accept`",
        "content": {
            HTML: {"schema": {"type": "string"}},
            PDF: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@commands.post(
    "/cases/{case_id}/letters",
    status_code=201,
    summary="Write to a member who was not reached, or warn before a discharge",
    operation_id="write_letter",
    response_model=LettersQueued,
    responses=problems(403, 404, 409),
)
async def post_letter(case_id: UUID, body: LetterCreate, work: Annotated[Work, permit(*CASE_WORKERS)]) -> Response:
    """In the member's language where we write it, in a neutral envelope for a confidential program."""
    return json_answer({"letters": await write_letter(work, case_id, body.kind)}, 201)


@commands.post(
    "/letters/{letter_id}/status",
    summary="Say that a letter was sent, came back, or does not go out",
    operation_id="settle_letter",
    response_model=LetterDetail,
    responses=problems(403, 404, 409),
)
async def post_status(
    letter_id: UUID, body: LetterSettle, work: Annotated[Work, permit(*CASE_WORKERS, Role.OPS)]
) -> Response:
    """Judged when it is sent: nothing goes to a member who is reported dead, or by a channel that was closed since."""
    await settle_letter(work, letter_id, body.status, body.on, body.reason)
    row = await letter_shown(work.tx, letter_id)
    return json_answer(row["body"], version=row["version"])


@queries.get(
    "/letters",
    summary="Search letters, newest first",
    operation_id="list_letters",
    response_model=Page[LetterRead],
    responses=problems(403),
)
async def get_letters(
    request: Request,
    reading: ReadingLetters,
    member_id: UUID | None = None,
    case_id: UUID | None = None,
    status: Status | None = None,
    kind: LetterKind | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await letters_read(
        reading, member_id=member_id, case_id=case_id, status=status, kind=kind, before=before, limit=limit
    )
    return page_answer(request, rows, limit, ("id",))


@queries.get(
    "/letters/{letter_id}",
    summary="Read a letter, as it was sent",
    operation_id="read_letter",
    response_model=LetterDetail,
    responses={**LETTERS, **problems(403, 404)},
)
async def get_letter(
    letter_id: UUID,
    reading: ReadingLetters,
    accept: Annotated[
        str | None, Header(description="application/json, text/html or application/pdf", max_length=500)
    ] = None,
) -> Response:
    """The words are those that were sent, whatever changed since; only their form follows `Accept`."""
    row = await letter_read(reading, letter_id)
    if row is None:
        raise LetterNotFound
    body = row["body"]
    headers = {"Vary": "Accept", "Content-Language": body["language"]}
    match preferred(accept, (JSON, HTML, PDF)):
        case "text/html":
            return Response(letter_as_html(body["letter"]), 200, headers, media_type=HTML)
        case "application/pdf":
            return Response(await letter_as_pdf(body["letter"]), 200, headers, media_type=PDF)
        case _:
            answer = json_answer(body, version=row["version"])
            answer.headers.update(headers)
            return answer
