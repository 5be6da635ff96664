"""`/casemanagement/v1/screenings`: run identification for a member or the population, and read what it found."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from casemanagement.api.screening_job_schema import ScreeningCreate, ScreeningJobRead, ScreeningResultRead
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets import rule_set_named, rule_set_on
from casemanagement.domain.screening.consequences import Disposition
from casemanagement.domain.screening.jobs import ScreeningNotFound, TwoDays
from casemanagement.persistence import screening_queries
from casemanagement.use_cases.start_screening import screen_by_facts, start_screening
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

STARTING = (Role.CARE_NURSE, Role.CARE_SUPERVISOR, Role.SERVICE, Role.OPS)
BASE = "/casemanagement/v1/screenings"

commands = APIRouter(prefix=BASE, tags=["screenings"], route_class=CommandRoute)
queries = APIRouter(prefix=BASE, tags=["screenings"], route_class=QueryRoute)


@commands.post(
    "",
    status_code=202,
    summary="Screen a member or the population: find programs and open the cases that follow",
    description="A job: repeated for the same facts, rule set and day it opens nothing twice. A member whose facts "
    "are given is screened at once (201). Members who opted out, died or are not covered today get no case.",
    operation_id="start_screening",
    response_model=ScreeningJobRead,
    responses={201: {"model": ScreeningJobRead, "description": "Screened at once"}, **problems(403, 404)},
)
async def post_screening(body: ScreeningCreate, request: Request, work: Annotated[Work, permit(*STARTING)]) -> Response:
    if body.facts and body.as_of and body.facts.as_of != body.as_of:
        raise TwoDays
    as_of = body.as_of or (body.facts.as_of if body.facts else work.today)
    adopted = request.app.state.rule_sets
    rule_set = rule_set_named(body.rule_set, adopted) if body.rule_set is not None else rule_set_on(as_of, adopted)
    if body.facts is None or body.member_id is None:
        screening_id, job = await start_screening(work, body.member_id, as_of, rule_set)
        return json_answer(job.encode(), 202, location=f"{BASE}/{screening_id}")
    zone = request.app.state.services.time_zone
    screening_id = await screen_by_facts(work, zone, body.member_id, body.facts.facts, as_of, rule_set)
    job = await screening_queries.job_shown(work, screening_id)
    return json_answer(job.encode(), 201, location=f"{BASE}/{screening_id}")


@queries.get(
    "/{screening_id}",
    summary="How far a screening is",
    operation_id="read_screening",
    response_model=ScreeningJobRead,
    responses=problems(403, 404),
)
async def get_screening(screening_id: UUID, reading: Annotated[Reading, permit(*STARTING)]) -> Response:
    return json_answer((await _job(reading, screening_id)).encode())


@queries.get(
    "/{screening_id}/results",
    summary="What a screening found, by member and program",
    description="Findings of confidential programs need the role `confidential` and the header `X-Access-Reason`.",
    operation_id="list_screening_results",
    response_model=Page[ScreeningResultRead],
    responses=problems(403, 404),
)
async def get_results(
    request: Request,
    screening_id: UUID,
    reading: Annotated[Reading, permit(*STARTING)],
    program: ProgramCode | None = None,
    disposition: Disposition | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    after = key_of(cursor, UUID, str)
    rows = await screening_queries.results_of(reading, screening_id, program, disposition, after, limit)
    if not rows:
        await _job(reading, screening_id)
    return page_answer(request, rows, limit, ("member_id", "program"))


async def _job(reading: Reading, screening_id: UUID) -> str:
    job = await screening_queries.job_of(reading, screening_id)
    if job is None:
        raise ScreeningNotFound
    return job
