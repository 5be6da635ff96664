"""`/plans/v1/service-plans/{id}/notes` and `…/documents`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from plans.api.paper_schema import DocumentChange, DocumentCreate, DocumentRead, NoteCreate, NoteRead
from plans.api.plan_answers import EDITORS, OFFICE
from plans.use_cases.acknowledge_note import acknowledge_note
from plans.use_cases.add_note import add_note
from plans.use_cases.attach_document import attach_document, change_document
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit

commands = APIRouter(prefix="/plans/v1/service-plans/{plan_id}", tags=["notes and documents"], route_class=CommandRoute)

Writing = Annotated[Work, permit(*EDITORS, *OFFICE)]


@commands.post(
    "/notes",
    status_code=201,
    summary="Write a note",
    operation_id="add_note",
    response_model=NoteRead,
    responses=problems(403, 404),
)
async def post_note(plan_id: UUID, body: NoteCreate, work: Writing) -> Response:
    plan, note = await add_note(work, plan_id, body.type, body.text, body.status)
    return json_answer(note, 201, version=plan.version)


@commands.post(
    "/notes/{note_id}/acknowledgement",
    summary="Acknowledge a note as a supervisor who is not its author",
    operation_id="acknowledge_note",
    response_model=NoteRead,
    responses=problems(403, 404, 409),
)
async def post_acknowledgement(
    plan_id: UUID, note_id: UUID, work: Annotated[Work, permit(Role.CASE_MANAGER, Role.CM_SUPERVISOR)]
) -> Response:
    plan, note = await acknowledge_note(work, plan_id, note_id)
    return json_answer(note, version=plan.version)


@commands.post(
    "/documents",
    status_code=201,
    summary="List a document",
    operation_id="attach_document",
    response_model=DocumentRead,
    responses=problems(403, 404),
)
async def post_document(plan_id: UUID, body: DocumentCreate, work: Writing) -> Response:
    plan, document = await attach_document(work, plan_id, body.type, body.status, body.dated)
    return json_answer(document, 201, version=plan.version)


@commands.patch(
    "/documents/{document_id}",
    summary="Change a document's status or date",
    operation_id="change_document",
    response_model=DocumentRead,
    responses=problems(403, 404, 412, 428),
)
async def patch_document(plan_id: UUID, document_id: UUID, body: DocumentChange, work: Writing) -> Response:
    plan, document = await change_document(work, plan_id, document_id, body.model_dump(exclude_unset=True))
    return json_answer(document, version=plan.version)
