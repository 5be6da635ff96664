"""`/disease/v1/mailings` and `/newsletters`: runs that print what is due, and their print files."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from starlette.responses import Response

from disease.api.education_schema import (
    DeliveryJobRead,
    MailingCreate,
    MailingPreview,
    MailItemRead,
    NewsletterCreate,
)
from disease.api.print_files import PrintFile, as_csv, as_pdf
from disease.api.roles import SENDERS
from disease.domain.delivery import ItemStatus, JobKind
from disease.domain.program_errors import JobNotFound
from disease.persistence import delivery_jobs, mail_repository
from disease.use_cases.start_delivery import count_due, start_mailing, start_newsletter
from shared.kernel.errors import InvalidMember
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.media_types import preferred
from shared.runtime.pages import Cursor, Limit, cursor_of, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/disease/v1"
CSV, PDF = "text/csv", "application/pdf"
PIECES = 200
commands = APIRouter(prefix=PREFIX, tags=["mailings"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["mailings"], route_class=QueryRoute)
ReadingMail = Annotated[Reading, permit(*SENDERS)]
PRINT_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Up to 200 printed pieces as CSV or as an accessible PDF, by `Accept`; `Link` leads to the rest",
        "content": {
            CSV: {"schema": {"type": "string"}},
            PDF: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


async def _office(request: Request) -> dict[str, str]:
    settings = request.app.state.settings
    return {"name": settings.office_name, "contact": settings.office_contact}


Office = Annotated[dict[str, str], Depends(_office)]


def _accepted(job: dict[str, Any], collection: str) -> Response:
    return json_answer(job, 202, location=f"{PREFIX}/{collection}/{job['id']}")


@commands.post(
    "/mailings",
    status_code=202,
    summary="Print what is due: requests, welcomes, letters and education",
    operation_id="start_mailing",
    response_model=DeliveryJobRead,
    responses=problems(400, 403, 409, 413),
)
async def post_mailing(body: MailingCreate, work: Annotated[Work, permit(*SENDERS)], office: Office) -> Response:
    """A job. What went out is due no more, so a second mailing at once prints nothing twice."""
    return _accepted(await start_mailing(work, body.disease, body.purposes, office), "mailings")


@queries.post(
    "/mailings/preview",
    summary="What a mailing would print now, and whom it would hold back; stores nothing",
    operation_id="preview_mailing",
    response_model=MailingPreview,
    responses=problems(400, 403, 413),
)
async def post_mailing_preview(body: MailingCreate, reading: ReadingMail) -> Response:
    return json_answer(await count_due(reading, reading, body.disease, body.purposes))


@commands.post(
    "/newsletters",
    status_code=202,
    summary="Send an issue of the newsletter to everybody who is enrolled",
    operation_id="start_newsletter",
    response_model=DeliveryJobRead,
    responses=problems(400, 403, 409, 413),
)
async def post_newsletter(body: NewsletterCreate, work: Annotated[Work, permit(*SENDERS)], office: Office) -> Response:
    """One copy for a household. Every text stands in each language of the title."""
    languages = set(body.title)
    if "en" not in languages:
        raise InvalidMember("/title/en", "missing", "Give every text in English.")
    for place, article in enumerate(body.articles):
        if not languages <= set(article.heading) or not languages <= set(article.text):
            raise InvalidMember(f"/articles/{place}", "language", "Give every text in each language of the title.")
    told = body.model_dump(mode="json")
    return _accepted(
        await start_newsletter(work, body.issue, told["title"], told["articles"], body.disease, office), "mailings"
    )


@queries.get(
    "/mailings",
    summary="Mailings, newest first",
    operation_id="list_mailings",
    response_model=Page[DeliveryJobRead],
    responses=problems(403),
)
async def get_mailings(
    request: Request,
    reading: ReadingMail,
    kind: JobKind = JobKind.MAILING,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    return page_answer(request, await delivery_jobs.jobs_read(reading, kind, before, limit), limit, ("id",))


@queries.get(
    "/mailings/{job_id}",
    summary="How far a mailing or a newsletter is",
    operation_id="read_mailing",
    response_model=DeliveryJobRead,
    responses=problems(403, 404),
)
async def get_mailing(job_id: UUID, reading: ReadingMail) -> Response:
    return json_answer(await _job(reading, job_id))


async def _job(reading: Reading, job_id: UUID) -> dict[str, Any]:
    for kind in (JobKind.MAILING, JobKind.NEWSLETTER):
        job = await delivery_jobs.job_read(reading, kind, job_id)
        if job is not None:
            return job
    raise JobNotFound


@queries.get(
    "/mailings/{job_id}/items",
    summary="What became of each piece of a mailing",
    operation_id="list_mail_items",
    response_model=Page[MailItemRead],
    responses=problems(403, 404),
)
async def get_items(
    request: Request,
    job_id: UUID,
    reading: ReadingMail,
    status: ItemStatus | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    await _job(reading, job_id)
    (after,) = key_of(cursor, UUID)
    rows = await mail_repository.items_of_job(reading, job_id, status, after, limit)
    return page_answer(request, rows, limit, ("id",))


@queries.get(
    "/mailings/{job_id}/print-file",
    summary="The print file of a mailing, piece by piece: CSV or PDF",
    operation_id="read_print_file",
    response_class=Response,
    responses={**PRINT_FILE, **problems(403, 404)},
)
async def get_print_file(
    job_id: UUID,
    reading: ReadingMail,
    accept: Annotated[str | None, Header(description="text/csv or application/pdf", max_length=500)] = None,
    cursor: Cursor = None,
) -> Response:
    """The same pieces, the same file: words of a version never change, and the office is as it was."""
    job = await mail_repository.job_parameters(reading, job_id)
    if job is None or job["kind"] == JobKind.GUIDELINE_DISTRIBUTION:
        raise JobNotFound
    (after,) = key_of(cursor, UUID)
    rows = await mail_repository.printed(reading, job_id, after, PIECES)
    headers = {"Vary": "Accept"}
    if len(rows) > PIECES:
        target = f"{PREFIX}/mailings/{job_id}/print-file?cursor={cursor_of(rows[PIECES - 1]['id'])}"
        headers["Link"] = f'<{target}>; rel="next"'
    pieces = PrintFile(job, rows[:PIECES])
    if preferred(accept, (CSV, PDF)) == PDF:
        return Response(await as_pdf(pieces), 200, headers, media_type=PDF)
    return Response(as_csv(pieces), 200, headers, media_type=CSV)
