"""`/casemanagement/v1/rules` and the rule sets that identification works by."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from casemanagement.api.rule_set_schema import RuleSetRead, rule_set_as_json
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_pages import RuleNotFound, rules_as_json
from casemanagement.domain.screening.rule import ScreeningOutcome
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.pages import Page
from shared.schema.rules import RuleRead

queries = APIRouter(prefix="/casemanagement/v1", tags=["rules"], route_class=QueryRoute)


class ScreeningRuleRead(RuleRead):
    """`policies` are rule sets. `program` and `outcome`: what a member is found for when the rule holds."""

    program: ProgramCode | None = None
    outcome: ScreeningOutcome | None = None


@queries.get(
    "/rules",
    summary="The rule catalogue: what each rule looks for, what follows, and the sentence behind it",
    operation_id="list_rules",
    response_model=Page[ScreeningRuleRead],
    responses=problems(),
)
async def get_rules(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": rules_as_json(), "next": None})


@queries.get(
    "/rules/{rule_id}",
    summary="One rule",
    operation_id="read_rule",
    response_model=ScreeningRuleRead,
    responses=problems(404),
)
async def get_rule(rule_id: str, _reading: Annotated[Reading, permit()]) -> Response:
    found = next((page for page in rules_as_json() if page["id"] == rule_id), None)
    if found is None:
        raise RuleNotFound
    return json_answer(found)


@queries.get(
    "/rule-sets",
    summary="The rule sets of identification: numbers, lead bands and code lists, each with its source",
    operation_id="list_rule_sets",
    response_model=Page[RuleSetRead],
    responses=problems(),
)
async def get_rule_sets(request: Request, _reading: Annotated[Reading, permit()]) -> Response:
    rule_sets = request.app.state.rule_sets.values()
    return json_answer({"items": [rule_set_as_json(rule_set) for rule_set in rule_sets], "next": None})
