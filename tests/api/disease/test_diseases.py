"""`GET /disease/v1/diseases`: what anyone with a token may read."""

from typing import Any

import httpx
import pytest

from disease.api.disease_schema import DiseasesRead
from tests.support.identities import bearer


async def diseases(client: httpx.AsyncClient, role: str = "disease_nurse") -> dict[str, Any]:
    answer = await client.get("/disease/v1/diseases", headers=bearer(role))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_asthma_and_diabetes_are_covered(disease: httpx.AsyncClient) -> None:
    body = await diseases(disease)

    assert [item["disease"] for item in body["items"]] == ["asthma", "diabetes"]
    assert body["next"] is None


async def test_the_promises_say_to_whom(disease: httpx.AsyncClient) -> None:
    body = await diseases(disease)

    assert {promise["promise"]: promise["audience"] for promise in body["promises"]} == {
        "stratification": "members",
        "educational_mailings": "members",
        "material_on_request": "members",
        "telephonic_intervention": "high_risk_members",
        "health_risk_assessment": "high_risk_members",
        "newsletters": "members",
        "clinical_practice_guidelines": "providers",
    }


@pytest.mark.parametrize("role", ["case_manager", "provider", "care_nurse", "service"])
async def test_any_role_may_read(disease: httpx.AsyncClient, role: str) -> None:
    assert len((await diseases(disease, role))["items"]) == 2


async def test_the_example_of_the_documentation_is_the_answer(disease: httpx.AsyncClient) -> None:
    document = (await disease.get("/disease/openapi.json")).json()
    content = document["paths"]["/disease/v1/diseases"]["get"]["responses"]["200"]["content"]["application/json"]
    answer = await disease.get("/disease/v1/diseases", headers=bearer("ops"))

    assert content["schema"] == {"$ref": "#/components/schemas/DiseasesRead"}
    assert content["example"] == without_nulls(answer.json())
    DiseasesRead.model_validate(content["example"])
    DiseasesRead.model_validate_json(answer.content)


def without_nulls(value: Any) -> Any:
    """OpenAPI documents are printed without null members."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return value
