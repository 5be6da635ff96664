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
from plans.persistence.document_store import Folder
from plans.use_cases.store_content import store_content
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import FormRoute, QueryRoute, Reading, Work, permit
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
    work: Annotated[Work, permit(*EDITORS, *OFFICE)],
) -> Response:
    settings = request.app.state.settings
    store = Folder(settings.document_folder)
    kept = await store_content(work, store, plan_id, document_id, await content.read(), settings.document_limit)
    location = f"{PREFIX.format(plan_id=plan_id, document_id=document_id)}/content?version={kept['version']}"
    answer = json_answer(kept, 201, location=location)
    answer.headers["ETag"] = f'"{kept["sha256"]}"'
    return answer


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
    content = await Folder(request.app.state.settings.document_folder).read(row["stored_under"])
    if content is None:
        raise ContentNotFound
    name = f"{document_id}-{row['version']}.{ENDINGS[row['media_type']]}"
    headers = {
        "ETag": tag,
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, 200, headers, media_type=row["media_type"])
