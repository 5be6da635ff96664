"""`/disease/v1/rules`, `/disease/v1/rule-sets` and `/disease/v1/value-sets`."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from disease.api.rule_schema import RuleSetRead, TierRuleRead, ValueSetRead
from disease.domain.errors import RuleNotFound
from disease.domain.rule_pages import rule_sets_as_json, rules_as_json, value_sets_as_json
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.pages import Page

queries = APIRouter(prefix="/disease/v1", tags=["rules"], route_class=QueryRoute)


@queries.get(
    "/rules",
    summary="The rules of both diseases: tier, title, citation, rule sets",
    operation_id="list_rules",
    response_model=Page[TierRuleRead],
    responses=problems(),
)
async def get_rules(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": rules_as_json(), "next": None})


@queries.get(
    "/rules/{rule_id}",
    summary="One rule",
    operation_id="read_rule",
    response_model=TierRuleRead,
    responses=problems(404),
)
async def get_rule(rule_id: str, _reading: Annotated[Reading, permit()]) -> Response:
    found = next((page for page in rules_as_json() if page["id"] == rule_id), None)
    if found is None:
        raise RuleNotFound
    return json_answer(found)


@queries.get(
    "/rule-sets",
    summary="The rule sets: every window and threshold with where it comes from",
    operation_id="list_rule_sets",
    response_model=Page[RuleSetRead],
    responses=problems(),
)
async def get_rule_sets(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": rule_sets_as_json(), "next": None})


@queries.get(
    "/value-sets",
    summary="The lists of codes that the rules read, with their source",
    operation_id="list_value_sets",
    response_model=Page[ValueSetRead],
    responses=problems(),
)
async def get_value_sets(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": value_sets_as_json(), "next": None})
