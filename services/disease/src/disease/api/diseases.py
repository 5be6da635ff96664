"""`/disease/v1/diseases`."""

from typing import Annotated

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from disease.api.disease_schema import DiseasesRead, diseases_read
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit

queries = APIRouter(prefix="/disease/v1", tags=["diseases"], route_class=QueryRoute)
ANSWER = diseases_read().model_dump_json().encode()
EXAMPLE = {"content": {"application/json": {"example": orjson.loads(ANSWER)}}}


@queries.get(
    "/diseases",
    summary="The diseases covered and what the programs promise, with citations",
    operation_id="list_diseases",
    response_model=DiseasesRead,
    responses={200: EXAMPLE, **problems()},
)
async def get_diseases(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer(ANSWER)
