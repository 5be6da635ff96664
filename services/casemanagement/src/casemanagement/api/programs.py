"""`/casemanagement/v1/programs`."""

from functools import cache
from typing import Annotated

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from casemanagement.api.program_schema import ProgramsRead, programs_read
from casemanagement.domain.rule_sets import RULE_SETS, rule_set_on
from casemanagement.domain.screening.rule_set import RuleSet
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit

queries = APIRouter(prefix="/casemanagement/v1", tags=["programs"], route_class=QueryRoute)


@cache
def _answer(rule_set: RuleSet) -> bytes:
    return programs_read(rule_set).model_dump_json().encode()


EXAMPLE = {"content": {"application/json": {"example": orjson.loads(_answer(RULE_SETS[0]))}}}


@queries.get(
    "/programs",
    summary="The seven categories with their programs, thresholds, services and citations",
    description="Also how members leave: by opting out, or by discharge for one or more of the reasons. "
    "What is quoted from Case and Disease Management is verbatim; the CDC is told in our words.",
    operation_id="list_programs",
    response_model=ProgramsRead,
    responses={200: EXAMPLE, **problems()},
)
async def get_programs(request: Request, reading: Annotated[Reading, permit()]) -> Response:
    return json_answer(_answer(rule_set_on(reading.today, request.app.state.rule_sets)))
