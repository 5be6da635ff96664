"""`/disease/v1/assessments/instruments` and `/disease/v1/members/{id}/assessments`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from disease.api.assessment_schema import (
    AssessmentCreate,
    AssessmentPreview,
    AssessmentRead,
    InstrumentRead,
    ScoreRead,
    instrument_as_json,
)
from disease.api.roles import NURSES, READERS
from disease.domain.errors import MemberNotFound
from disease.domain.questionnaires import INSTRUMENTS
from disease.domain.rule_sets import NEWEST
from disease.persistence import assessment_repository
from disease.use_cases.hold_assessment import hold_assessment, score_answers, score_as_json
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

queries = APIRouter(prefix="/disease/v1", tags=["assessments"], route_class=QueryRoute)
commands = APIRouter(prefix="/disease/v1/members/{member_id}", tags=["assessments"], route_class=CommandRoute)


@queries.get(
    "/assessments/instruments",
    summary="The health risk assessments: questions in English and Spanish, what an answer may be, what is required",
    operation_id="list_instruments",
    response_model=Page[InstrumentRead],
    responses=problems(),
)
async def get_instruments(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": [instrument_as_json(one, NEWEST) for one in INSTRUMENTS], "next": None})


@queries.post(
    "/assessments/preview",
    summary="Dry run: what the answers would show, and to which tier they would lead at least",
    operation_id="preview_assessment",
    response_model=ScoreRead,
    responses=problems(),
)
async def post_preview(body: AssessmentPreview, _reading: Annotated[Reading, permit()]) -> Response:
    found = score_answers(body.instrument, body.given, body.birth_date, body.completed_on)
    return json_answer(score_as_json(found))


@commands.post(
    "/assessments",
    status_code=201,
    summary="Keep a health risk assessment; it is scored, and the tier rules read it",
    operation_id="hold_assessment",
    response_model=AssessmentRead,
    responses=problems(403, 404),
)
async def post_assessment(member_id: UUID, body: AssessmentCreate, work: Annotated[Work, permit(*NURSES)]) -> Response:
    return json_answer((await hold_assessment(work, member_id, body.held)).encode(), 201)


@queries.get(
    "/members/{member_id}/assessments",
    summary="The health risk assessments of a member, newest first",
    operation_id="list_assessments",
    response_model=Page[AssessmentRead],
    responses=problems(403, 404),
)
async def get_assessments(
    request: Request,
    member_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await assessment_repository.assessments_of(reading, member_id, before, limit)
    if not rows and not await assessment_repository.is_known(reading, member_id):
        raise MemberNotFound
    return page_answer(request, rows, limit, ("id",))
