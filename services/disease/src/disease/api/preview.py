"""`POST /disease/v1/stratifications/preview`: where would this member stand? Stores nothing."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from disease.api.preview_schema import StratificationRead, stratification_as_json
from disease.domain.rule_sets import rule_set_named
from disease.domain.stratification import stratify
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import PlainRoute
from shared.schema.member_facts import MemberFactsBody

queries = APIRouter(prefix="/disease/v1/stratifications", tags=["stratification"], route_class=PlainRoute)

REQUEST = MemberFactsBody.model_json_schema(ref_template="#/components/schemas/{model}")
SCHEMAS: dict[str, Any] = {**REQUEST.pop("$defs"), "MemberFactsBody": REQUEST}
RULE_SET = {
    "name": "rule_set",
    "in": "query",
    "required": False,
    "description": "the newest when left out",
    "schema": {"type": "string", "maxLength": 32},
}


# The body goes straight from bytes to facts. Every caller may ask, so no role is looked at; the edge has checked
# the token.
@queries.post(
    "/preview",
    summary="Dry run: who is identified, in which tier, by which rules, and what is missing",
    operation_id="preview_stratification",
    response_model=StratificationRead,
    responses=problems(),
    openapi_extra={
        "parameters": [RULE_SET],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/MemberFactsBody"}}},
        },
    },
)
async def post_preview(request: Request) -> Response:
    rule_set = rule_set_named(request.query_params.get("rule_set"))
    body = MemberFactsBody.model_validate_json(await request.body())
    return json_answer(stratification_as_json(stratify(body.facts, body.as_of, rule_set)))
