"""`/casemanagement/v1/cases/{id}/assessments`: the evaluation of a member."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from casemanagement.api.assessment_schema import AssessmentChange, AssessmentCreate, AssessmentRead
from casemanagement.api.roles import CASE_WORKERS, READERS
from casemanagement.domain.care.assessment import due_on
from casemanagement.domain.care.errors import AssessmentNotFound
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.sources import TWELVE_FACTORS
from casemanagement.persistence.assessment_repository import assessment_read, assessment_shown, assessments_read
from casemanagement.use_cases.assess import begin_assessment, record_assessment
from casemanagement.use_cases.explain_absence import absence, check_case_shown
from shared.kernel.rule_pages import citation_as_json
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import Asking, CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/casemanagement/v1/cases/{case_id}/assessments"
Writing = Annotated[Work, permit(*CASE_WORKERS)]
ReadingCases = Annotated[Reading, permit(*READERS)]
commands = APIRouter(prefix=PREFIX, tags=["evaluation"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["evaluation"], route_class=QueryRoute)

UNRECORDED = dict.fromkeys(
    ("answers", "source", "completed_at", "completed_by", "conclusion", "concluded_at", "in_time")
)


def assessment_json(asking: Asking, body: dict[str, Any], eligible_at: datetime | None) -> dict[str, Any]:
    """The stored assessment with all twelve factors, the day it is due, and what is missing."""
    due = due_on(asking.day_of(eligible_at), CARE_2026) if eligible_at else None
    stored, factors, missing = body["factors"], [], []
    for factor in CARE_2026.factors:
        record = {**UNRECORDED, **stored.get(factor.code, {})}
        if record["completed_at"] and due:
            record["in_time"] = asking.day_of(datetime.fromisoformat(record["completed_at"])) <= due
        if not record["completed_at"] or not (record["conclusion"] or body["summary"]):
            missing.append(factor.code)
        factors.append({**record, "code": factor.code, "name": factor.name, "asks": factor.asks})
    citation = citation_as_json(TWELVE_FACTORS)
    return {**body, "factors": factors, "missing": missing, "due_on": due, "citation": citation}


def _answer(asking: Asking, row: Any, status: int = 200, location: str | None = None) -> Response:
    if row is None:
        raise AssessmentNotFound
    body = assessment_json(asking, row["body"], row["eligible_at"])
    return json_answer(body, status, version=row["version"], location=location)


@commands.post(
    "",
    status_code=201,
    summary="Begin an assessment, with what is known already",
    operation_id="begin_assessment",
    response_model=AssessmentRead,
    responses=problems(403, 404, 409),
)
async def post_assessment(case_id: UUID, body: AssessmentCreate, work: Writing) -> Response:
    """Each factor is dated when a nurse records it. One assessment is open at a time."""
    assessment_id = await begin_assessment(
        work,
        case_id,
        body.kind,
        body.entries(),
        summary=body.summary,
        outcome=body.outcome,
        reason=body.reason,
    )
    location = f"{PREFIX.format(case_id=case_id)}/{assessment_id}"
    return _answer(work, await assessment_shown(work.tx, assessment_id), 201, location)


@commands.patch(
    "/{assessment_id}",
    summary="Record factors, conclude them, or end the assessment",
    operation_id="record_assessment",
    response_model=AssessmentRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def patch_assessment(case_id: UUID, assessment_id: UUID, body: AssessmentChange, work: Writing) -> Response:
    """It is completed when all twelve factors are dated and concluded (R5); the refusal names each that is not."""
    await record_assessment(
        work, case_id, assessment_id, body.entries(), summary=body.summary, outcome=body.outcome, reason=body.reason
    )
    return _answer(work, await assessment_shown(work.tx, assessment_id))


@queries.get(
    "/{assessment_id}",
    summary="Read an assessment with its twelve factors",
    operation_id="read_assessment",
    response_model=AssessmentRead,
    responses=problems(403, 404),
)
async def get_assessment(case_id: UUID, assessment_id: UUID, reading: ReadingCases) -> Response:
    row = await assessment_read(reading, case_id, assessment_id)
    if row is None:
        raise await absence(reading, case_id, AssessmentNotFound())
    return _answer(reading, row)


@queries.get(
    "",
    summary="List the assessments of a case, newest first",
    operation_id="list_assessments",
    response_model=Page[AssessmentRead],
    responses=problems(403, 404),
)
async def get_assessments(
    request: Request, case_id: UUID, reading: ReadingCases, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = [
        {
            "id": row["id"],
            "item": orjson.dumps(assessment_json(reading, row["body"], row["eligible_at"]), default=str).decode(),
        }
        for row in await assessments_read(reading, case_id, before, limit)
    ]
    if not rows:
        await check_case_shown(reading, case_id)
    return page_answer(request, rows, limit, ("id",))
