"""`/authorization/v1/rules` and the reason codes that decisions use."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import ConfigDict
from starlette.responses import Response

from authorization.domain.errors import RuleNotFound
from authorization.domain.rule_pages import reason_codes_as_json, rules_as_json
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.findings import CitationRead
from shared.schema.pages import Page
from shared.schema.rules import RuleRead
from shared.schema.wire import Wire

queries = APIRouter(prefix="/authorization/v1", tags=["rules"], route_class=QueryRoute)


class ReasonCodeRead(Wire):
    """A `clinical` reason is given by a clinician who did not propose the refusal."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "code": "DOC_MISSING",
                "title": "A required document is missing",
                "clinical": False,
                "citation": {
                    "source": "Provider Update - October 1, 2018",
                    "section": "Corresponding Documents",
                    "quote": "must have a status of Complete, in order for MSU staff to review",
                },
                "policy": "2018-10",
            }
        }
    )

    code: str
    title: str
    clinical: bool
    citation: CitationRead
    policy: str


@queries.get(
    "/rules",
    summary="The rule catalogue",
    operation_id="list_rules",
    response_model=Page[RuleRead],
    responses=problems(),
)
async def get_rules(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": rules_as_json(), "next": None})


@queries.get(
    "/rules/{rule_id}",
    summary="One rule",
    operation_id="read_rule",
    response_model=RuleRead,
    responses=problems(404),
)
async def get_rule(rule_id: str, _reading: Annotated[Reading, permit()]) -> Response:
    for rule in rules_as_json():
        if rule["id"] == rule_id:
            return json_answer(rule)
    raise RuleNotFound


@queries.get(
    "/reason-codes",
    summary="The reasons for not authorizing what was asked",
    operation_id="list_reason_codes",
    response_model=Page[ReasonCodeRead],
    responses=problems(),
)
async def get_reason_codes(_reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": reason_codes_as_json(), "next": None})
