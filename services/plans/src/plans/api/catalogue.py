"""`/plans/v1/catalogue/services`, `/plans/v1/rules` and `/plans/v1/policies`."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from plans.api.catalogue_schema import CatalogueServiceRead, PolicyRead
from plans.domain.catalogue import SERVICES, service_as_json
from plans.domain.errors import RuleNotFound
from plans.domain.policies import policy_on
from plans.domain.policy_pages import policies_as_json
from plans.domain.rule_pages import rules_as_json
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.pages import Page
from shared.schema.rules import RuleRead

queries = APIRouter(prefix="/plans/v1", tags=["rules and catalogue"], route_class=QueryRoute)


@queries.get(
    "/catalogue/services",
    summary="The service catalogue: units, frequencies, caps, rounding, rates by date",
    operation_id="list_services",
    response_model=Page[CatalogueServiceRead],
    responses=problems(),
)
async def get_services(reading: Annotated[Reading, permit()]) -> Response:
    policy = policy_on(reading.today)
    return json_answer({"items": [service_as_json(service, policy) for service in SERVICES], "next": None})


@queries.get(
    "/rules",
    summary="The rule catalogue: severity, stages, message, citation, policies",
    operation_id="list_rules",
    response_model=Page[RuleRead],
    responses=problems(),
)
async def get_rules(reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": rules_as_json(), "next": None})


@queries.get(
    "/rules/{rule_id}", summary="One rule", operation_id="read_rule", response_model=RuleRead, responses=problems(404)
)
async def get_rule(rule_id: str, reading: Annotated[Reading, permit()]) -> Response:
    found = next((page for page in rules_as_json() if page["id"] == rule_id), None)
    if found is None:
        raise RuleNotFound
    return json_answer(found)


@queries.get(
    "/policies",
    summary="The policy packs: from when each is in force, its rules and values, and what it changes",
    operation_id="list_policies",
    response_model=Page[PolicyRead],
    responses=problems(),
)
async def get_policies(reading: Annotated[Reading, permit()]) -> Response:
    return json_answer({"items": policies_as_json(), "next": None})
