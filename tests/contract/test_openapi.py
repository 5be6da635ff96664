"""The published contract of every service: complete, readable, and what the services really answer."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import jsonschema_rs
import pytest
import pytest_asyncio

from harmony.services import NAMES
from plans.app import create_app
from plans.settings import PlansSettings
from tests.support.contracts import PROBLEM, Checked, contract, operations, resolved, validator
from tests.support.databases import Databases, pinned
from tests.support.identities import case_manager, ops, supervisor
from tests.support.office import TODAY, Office, created
from tests.support.services import common_settings


def examples(document: dict[str, Any], media: dict[str, Any]) -> list[Any]:
    schema = resolved(document, media["schema"])
    shown = [one["value"] for one in media.get("examples", {}).values()]
    return [
        *shown,
        *(media[key] for key in ("example",) if key in media),
        *(schema[key] for key in ("example",) if key in schema),
    ]


@pytest.fixture(scope="module", params=NAMES)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    return contract(request.param)


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    jsonschema_rs.Draft202012Validator(document["components"]["schemas"]["ProblemRead"])


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(ids)) == len(ids)
    for _, path, operation in operations(document):
        assert operation["operationId"].replace("_", "").islower(), path
        assert len(operation["operationId"]) <= 40, path
        assert operation["summary"][0].isupper(), path
        assert operation["tags"], path


def test_every_refusal_is_documented_as_a_problem(document: dict[str, Any]) -> None:
    assert {"HTTPValidationError", "ValidationError"}.isdisjoint(document["components"]["schemas"])
    for method, path, operation in operations(document):
        refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        for status, answer in refusals.items():
            assert answer["content"] == {"application/problem+json": {"schema": PROBLEM}}, (method, path, status)
        if "/health/" in path:
            assert operation["security"] == []
            continue
        expected = {"401", "422", "503"}
        expected |= {"400", "413", "415"} if "requestBody" in operation else set()
        expected |= {"404"} if "{" in path else set()
        assert expected <= set(refusals), (method, path)
        assert operation["security"] == [{"bearer": []}]


def test_every_request_body_has_an_example_that_fits(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            shown = examples(document, media)
            assert shown, (method, path)
            for example in shown:
                validator(document, media["schema"]).validate(example)


def test_every_answer_has_a_schema(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        for status, answer in operation["responses"].items():
            if status < "300" and "/health/" not in path:
                assert answer["content"], (method, path, status)
                for media in answer["content"].values():
                    assert media["schema"] != {}, (method, path, status)


def test_what_a_change_needs_is_a_parameter(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        named = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
        if "428" in operation["responses"]:
            assert "if-match" in named, (method, path)
        if method == "post" and "409" in operation["responses"]:
            assert "idempotency-key" in named, (method, path)


@pytest_asyncio.fixture
async def checked(databases: Databases) -> AsyncIterator[Checked]:
    url = await databases.clone("plans")
    async with pinned(url) as database:
        app = create_app(PlansSettings(**common_settings(url)), database)
        yield Checked(httpx.ASGITransport(app), contract("plans"))


async def test_what_plans_answers_is_what_it_documents(checked: Checked) -> None:
    async with httpx.AsyncClient(transport=checked, base_url="http://plans") as client:
        office = Office(client)
        plan = await office.forwarded_plan(priority=True)
        draft = await created(await office.post(plan["id"], "/documents", {"type": "ucat", "dated": str(TODAY)}))
        await office.patch(plan["id"], f"/documents/{draft['id']}", {"status": "complete"})
        await office.provider()
        for address in (
            "/service-plans",
            "/members",
            "/providers",
            "/rules",
            "/rules/CS-03",
            "/catalogue/services",
            f"/service-plans/{plan['id']}",
            f"/service-plans/{plan['id']}/findings",
            f"/service-plans/{plan['id']}/history",
            f"/service-plans/{plan['id']}/history?as_of={TODAY}",
            f"/members/{plan['member_id']}",
        ):
            assert (await client.get(f"/plans/v1{address}", headers=case_manager())).status_code == 200, address
        assert (await client.get("/plans/v1/audit", headers=ops())).status_code == 200
        assert (await client.get("/plans/health/ready")).status_code == 200
        returned = await office.conversion_plan()
        await office.increase(returned)
        await office.post(returned["id"], "/submission")
        refused = await office.post(returned["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
        assert refused.status_code == 409

    assert len(checked.seen) >= 20
