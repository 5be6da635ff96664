"""`/disease/v1/measures`: the quality measures of a year, the runs that count them, and the members behind a figure."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from disease.api.measure_schema import (
    MeasuredMemberRead,
    MeasureRead,
    MeasureRunCreate,
    MeasureRunRead,
    as_csv,
    measure_as_json,
)
from disease.api.roles import READERS, SENDERS
from disease.domain.errors import RunNotFound, UnknownMeasure
from disease.domain.quality.definition import MeasureCode
from disease.domain.quality.definitions import in_force
from disease.persistence.quality import runs
from disease.use_cases.measure_year import start_measure_run
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.media_types import preferred
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

queries = APIRouter(prefix="/disease/v1/measures", tags=["measures"], route_class=QueryRoute)
commands = APIRouter(prefix="/disease/v1/measures", tags=["measures"], route_class=CommandRoute)

JSON, CSV = "application/json", "text/csv"
MeasuredYear = Annotated[int, Query(ge=2000, le=2199, description="calendar year")]


class Part(StrEnum):
    """`open` are those of the denominator that are not (or not wholly) in the numerator."""

    DENOMINATOR = "denominator"
    NUMERATOR = "numerator"
    EXCLUDED = "excluded"
    OPEN = "open"


@queries.get(
    "",
    summary="The measures of a year by version: population, exclusions, denominator, numerators; JSON or CSV",
    description="Figures come from the last finished run of the year; before there is one they are null.",
    operation_id="list_measures",
    response_model=Page[MeasureRead],
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}, **problems(403)},
)
async def get_measures(
    year: MeasuredYear,
    reading: Annotated[Reading, permit(*READERS)],
    measure: MeasureCode | None = None,
    version: Annotated[str | None, Query(max_length=32)] = None,
    accept: Annotated[str | None, Header(description="application/json or text/csv", max_length=500)] = None,
) -> Response:
    run = await runs.last_run(reading, year)
    items = [
        measure_as_json(definition, year, run)
        for definition in in_force(year)
        if measure in (None, definition.code) and version in (None, definition.version)
    ]
    if preferred(accept, (JSON, CSV)) == CSV:
        return Response(as_csv(items), media_type=CSV)
    return json_answer({"items": items, "next": None})


@commands.post(
    "/runs",
    status_code=202,
    summary="Count the measures of a year for the whole population, as a job",
    operation_id="start_measure_run",
    response_model=MeasureRunRead,
    responses=problems(403, 409),
)
async def post_run(body: MeasureRunCreate, work: Annotated[Work, permit(*SENDERS)]) -> Response:
    run_id, job = await start_measure_run(work, body.year)
    return json_answer(job.encode(), 202, location=f"/disease/v1/measures/runs/{run_id}")


@queries.get(
    "/runs/{run_id}",
    summary="How far a run of measures is",
    operation_id="read_measure_run",
    response_model=MeasureRunRead,
    responses=problems(403, 404),
)
async def get_run(run_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    job = await runs.run_of(reading, run_id)
    if job is None:
        raise RunNotFound
    return json_answer(job.encode())


@queries.get(
    "/{measure}/members",
    summary="The members behind a figure, with what it stood on",
    operation_id="list_measured_members",
    response_model=Page[MeasuredMemberRead],
    responses=problems(403, 404),
)
async def get_members(
    request: Request,
    measure: MeasureCode,
    year: MeasuredYear,
    reading: Annotated[Reading, permit(*READERS)],
    part: Part | None = None,
    numerator: Annotated[str | None, Query(max_length=64, description="the first when left out")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (after,) = key_of(cursor, number)
    definition = next((found for found in in_force(year) if found.code is measure), None)
    if definition is None:
        raise UnknownMeasure
    rows = await runs.members_behind(
        reading,
        year=year,
        version=definition.version,
        part=part.value if part else None,
        numerator=numerator or definition.numerators[0].code,
        after=after,
        limit=limit,
    )
    return page_answer(request, rows, limit, ("number",))
