"""`/casemanagement/v1/programs`."""

from typing import Annotated

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from casemanagement.api.program_schema import ProgramsRead, programs_read
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit

queries = APIRouter(prefix="/casemanagement/v1", tags=["programs"], route_class=QueryRoute)
ANSWER = programs_read().model_dump_json().encode()
EXAMPLE = {"content": {"application/json": {"example": orjson.loads(ANSWER)}}}


@queries.get(
    "/programs",
    summary="The seven categories with their programs, thresholds, services and citations",
    description="Also how members leave: by opting out, or by discharge for one or more of the reasons. "
    "What is quoted from Case and Disease Management is verbatim; the CDC is told in our words.",
    operation_id="list_programs",
    response_model=ProgramsRead,
    responses={200: EXAMPLE, **problems()},
)
async def get_programs(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer(ANSWER)
