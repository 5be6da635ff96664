"""Rules, reason codes, health and the published documentation."""

import pytest

from authorization.api.examples import READ
from authorization.api.request_schema import RequestRead
from authorization.api.rules import ReasonCodeRead
from authorization.domain.rules import CATALOGUE
from shared.runtime.migrations import head_revision
from shared.schema.rules import RuleRead
from tests.api.authorization.office import CASE_MANAGER, Office

UNPROBLEMATIC = {"live", "ready"}


async def test_the_catalogue_is_published(office: Office) -> None:
    listed = await office.client.get("/authorization/v1/rules", headers=CASE_MANAGER)
    one = await office.client.get("/authorization/v1/rules/DN-01", headers=CASE_MANAGER)
    none = await office.client.get("/authorization/v1/rules/XX-01", headers=CASE_MANAGER)

    rules = [RuleRead.model_validate(item) for item in listed.json()["items"]]
    assert [rule.id for rule in rules] == [rule.id for rule in CATALOGUE]
    assert RuleRead.model_validate(one.json()).title == "a refusal or reduction is reasoned"
    assert none.status_code == 404


async def test_reason_codes_say_which_are_clinical(office: Office) -> None:
    listed = await office.client.get("/authorization/v1/reason-codes", headers=CASE_MANAGER)

    codes = [ReasonCodeRead.model_validate(item) for item in listed.json()["items"]]
    assert {code.code for code in codes if code.clinical} == {"CDPASS_NOT_SAFE", "NOT_NEEDED_CLINICAL"}


async def test_ready(office: Office) -> None:
    ready = await office.client.get("/authorization/health/ready")

    assert (ready.status_code, ready.json()["revision"]) == (200, head_revision("authorization"))


async def test_every_operation_is_documented(office: Office) -> None:
    document = (await office.client.get("/authorization/openapi.json")).json()

    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["tags"], path
            if operation["operationId"] not in UNPROBLEMATIC and "/audit" not in path:
                assert {"401", "422", "503"} <= set(operation["responses"]), path


@pytest.mark.parametrize("path", ["/requests", "/authorizations", "/rules"])
async def test_without_a_token_nothing_is_said(office: Office, path: str) -> None:
    assert (await office.client.get(f"/authorization/v1{path}")).status_code == 401


async def test_the_example_of_a_request_is_one() -> None:
    assert RequestRead.model_validate(READ).lines[0].priority is not None
