"""Made-up requests against plans and authorization: never a 5xx, every answer as documented."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest_asyncio
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from harmony.running import Server
from tests.api.authorization.office import Office as ReviewOffice
from tests.support.databases import Databases
from tests.support.identities import bearer
from tests.support.office import Office
from tests.support.services import authorization_app, configuration, free_port, plans_app

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
EVERYBODY = (
    "case_manager",
    "cm_supervisor",
    "spa_reviewer",
    "medical_director",
    "disease_nurse",
    "service",
    "partner",
    "ops",
)
SEEN = settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def serving_beside(app: Any) -> Iterator[str]:
    """The application in a thread and loop of its own, because the cases are sent by blocking calls."""
    port = free_port()
    server = Server(configuration(app, port))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.005)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest_asyncio.fixture
async def plans(databases: Databases) -> AsyncIterator[tuple[str, Any, dict[str, str]]]:
    app = plans_app(await databases.clone("plans"))
    with serving_beside(app) as origin:
        async with httpx.AsyncClient(base_url=origin) as client:
            plan = await Office(client).forwarded_plan()
        known = {"plan_id": plan["id"], "line_id": plan["lines"][0]["id"], "member_id": plan["member_id"]}
        yield origin, app.openapi(), {**known, "note_id": plan["notes"][0]["id"], "rule_id": "CS-03"}


@pytest_asyncio.fixture
async def authorization(databases: Databases) -> AsyncIterator[tuple[str, Any, dict[str, str]]]:
    app = authorization_app(await databases.clone("authorization"))
    with serving_beside(app) as origin:
        async with httpx.AsyncClient(base_url=origin) as client:
            request = await ReviewOffice(client).submit()
        yield origin, app.openapi(), {"request_id": request["id"], "rule_id": "PR-01"}


def fuzz(origin: str, document: dict[str, Any], known: dict[str, str], roles: tuple[str, ...] = EVERYBODY) -> int:
    """How many cases were answered as documented; `known` are ids of things that are there, by parameter."""
    token = bearer(*roles, subject="everybody", agency="agency-a")
    sent = 0

    def check_operation(operation: Any, mode: GenerationMode) -> None:
        @SEEN
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_documented(case: Case[Any]) -> None:
            nonlocal sent
            case.path_parameters.update({name: known[name] for name in known.keys() & case.path_parameters.keys()})
            answer = case.call(base_url=origin, headers=token)
            case.validate_response(answer, checks=CHECKS)
            sent += 1

        answers_as_documented()

    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        check_operation(operation, GenerationMode.POSITIVE)
        if operation.body or operation.query:
            check_operation(operation, GenerationMode.NEGATIVE)
    return sent


async def test_plans_answers_made_up_requests_as_documented(plans: tuple[str, Any, dict[str, str]]) -> None:
    assert await asyncio.to_thread(fuzz, *plans) > 100


async def test_authorization_answers_made_up_requests_as_documented(
    authorization: tuple[str, Any, dict[str, str]],
) -> None:
    assert await asyncio.to_thread(fuzz, *authorization) > 50
