"""`POST /casemanagement/v1/screenings/preview`: which programs do these facts call for? Stores nothing."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from casemanagement.api.screening_schema import ScreeningRead, screening_as_bytes
from casemanagement.domain.rule_sets import rule_set_named, rule_set_on
from casemanagement.domain.screening.screening import screen
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.member_facts import MemberFactsBody

RuleSetName = Annotated[str | None, Query(max_length=100, description="default: the one in force on `as_of`")]

queries = APIRouter(prefix="/casemanagement/v1/screenings", tags=["screenings"], route_class=QueryRoute)


@queries.post(
    "/preview",
    summary="Dry run: which programs do these facts call for, and why?",
    description="Stores nothing and depends on the body alone. Facts dated after `as_of` are ignored and named in "
    "`missing`, results that cannot be are rejected and named there too.",
    operation_id="preview_screening",
    response_model=ScreeningRead,
    responses=problems(),
)
async def post_preview(
    body: MemberFactsBody,
    request: Request,
    _reading: Annotated[Reading, permit()],
    rule_set: RuleSetName = None,
) -> Response:
    adopted = request.app.state.rule_sets
    chosen = rule_set_named(rule_set, adopted) if rule_set is not None else rule_set_on(body.as_of, adopted)
    return json_answer(screening_as_bytes(screen(body.facts, body.as_of, chosen)))
