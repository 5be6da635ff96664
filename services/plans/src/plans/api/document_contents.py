"""`/plans/v1/service-plans/{id}/documents/{document_id}/content`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, UploadFile
from pydantic import Field
from starlette.responses import Response

from plans.api.plan_answers import EDITORS, OFFICE
from plans.api.service_plans import READERS
from plans.domain.content_type import ENDINGS
from plans.domain.errors import ContentNotFound
from plans.persistence import document_contents
from plans.use_cases.store_content import keep_content, record_content
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import FormRoute, QueryRoute, Reading, Uploading, Work, permit
from shared.schema.wire import Instant, Wire

PREFIX = "/plans/v1/service-plans/{plan_id}/documents/{document_id}"
uploads = APIRouter(prefix=PREFIX, tags=["notes and documents"], route_class=FormRoute)
queries = APIRouter(prefix=PREFIX, tags=["notes and documents"], route_class=QueryRoute)


class ContentRead(Wire):
    """`media_type` is what the content is, whatever it was called; `sha256` is its ETag."""

    document_id: UUID
    version: int
    media_type: str
    size: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    stored_at: Instant
    stored_by: str


EXAMPLE = {"requestBody": {"content": {"multipart/form-data": {"example": {"content": "%PDF-1.7 …"}}}}}
BINARY: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The content as it was sent",
        "content": {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in ENDINGS},
    },
    304: {"description": "The content is the one that is named in If-None-Match"},
}


@uploads.post(
    "/content",
    status_code=201,
    summary="Send the content of a document; what was sent before is kept as an earlier version",
    description="PDF, PNG, JPEG or TIFF, told by the content and not by its name; the name is not kept.",
    operation_id="store_document_content",
    response_model=ContentRead,
    responses=problems(403, 404),
    openapi_extra=EXAMPLE,
)
async def post_content(
    plan_id: UUID,
    document_id: UUID,
    content: UploadFile,
    request: Request,
    uploading: Annotated[Uploading, permit(*EDITORS, *OFFICE)],
) -> Response:
    state = request.app.state
    body = await content.read()
    kept = await keep_content(uploading, state.documents, plan_id, document_id, body, state.settings.document_limit)

    async def record(work: Work) -> Response:
        recorded = await record_content(work, plan_id, document_id, kept)
        address = PREFIX.format(plan_id=plan_id, document_id=document_id)
        answer = json_answer(recorded, 201, location=f"{address}/content?version={recorded['version']}")
        answer.headers["ETag"] = f'"{kept.sha256}"'
        return answer

    return await uploading.commit(record)


@queries.get(
    "/content",
    summary="Read the content of a document, the newest version or the one that is named",
    operation_id="read_document_content",
    response_class=Response,
    responses={**problems(403, 404), **BINARY},
)
async def get_content(
    plan_id: UUID,
    document_id: UUID,
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    row = await document_contents.content(reading, plan_id, document_id, version)
    if row is None:
        raise ContentNotFound
    tag = f'"{row["sha256"]}"'
    if if_none_match == tag:
        return Response(status_code=304, headers={"ETag": tag})
    content = await request.app.state.documents.read(row["stored_under"])
    if content is None:
        raise ContentNotFound
    name = f"{document_id}-{row['version']}.{ENDINGS[row['media_type']]}"
    headers = {
        "ETag": tag,
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, 200, headers, media_type=row["media_type"])
