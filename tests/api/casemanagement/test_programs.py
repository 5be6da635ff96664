"""`GET /casemanagement/v1/programs`: what anyone with a token may read."""

from typing import Any

import httpx
import pytest

from casemanagement.api.program_schema import ProgramsRead
from tests.support.identities import bearer


async def programs(client: httpx.AsyncClient, role: str = "care_nurse") -> dict[str, Any]:
    answer = await client.get("/casemanagement/v1/programs", headers=bearer(role))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_seven_categories_with_their_nine_programs(casemanagement: httpx.AsyncClient) -> None:
    body = await programs(casemanagement)

    assert {item["category"]: [program["program"] for program in item["programs"]] for item in body["items"]} == {
        "catastrophic": ["catastrophic"],
        "complex": ["complex", "complex_hiv"],
        "lead": ["lead"],
        "prenatal": ["prenatal", "high_risk_obstetrics"],
        "transplant": ["transplant"],
        "special_needs": ["special_needs"],
        "long_term_care": ["long_term_care"],
    }
    assert body["next"] is None


async def test_lead_shows_both_thresholds_and_the_five_services(casemanagement: httpx.AsyncClient) -> None:
    body = await programs(casemanagement)

    (lead,) = next(item for item in body["items"] if item["category"] == "lead")["programs"]
    shown = [(found["code"], found["value"], found["unit"], found["basis"]) for found in lead["thresholds"]]
    assert shown == [
        ("lead_cm_threshold", "10.0", "ug/dL", "contract"),
        ("lead_watch_threshold", "3.5", "ug/dL", "cdc"),
    ]
    assert [service["code"] for service in lead["services"]] == [
        "family_education",
        "lead_abatement",
        "sibling_testing",
        "appointment_scheduling",
        "transportation",
    ]


async def test_members_leave_by_opting_out_or_for_five_reasons(casemanagement: httpx.AsyncClient) -> None:
    body = await programs(casemanagement)

    assert "opt out" in body["opt_out"]["citation"]["quote"]
    assert [reason["reason"] for reason in body["discharge"]["reasons"]] == [
        "goals_met_80",
        "non_adherence",
        "plan_termination",
        "member_request",
        "death",
    ]


@pytest.mark.parametrize("role", ["case_manager", "provider", "disease_nurse", "service"])
async def test_any_role_may_read(casemanagement: httpx.AsyncClient, role: str) -> None:
    assert len((await programs(casemanagement, role))["items"]) == 7


async def test_the_example_of_the_documentation_is_the_answer(casemanagement: httpx.AsyncClient) -> None:
    document = (await casemanagement.get("/casemanagement/openapi.json")).json()
    content = document["paths"]["/casemanagement/v1/programs"]["get"]["responses"]["200"]["content"]["application/json"]
    answer = await casemanagement.get("/casemanagement/v1/programs", headers=bearer("ops"))

    assert content["schema"] == {"$ref": "#/components/schemas/ProgramsRead"}
    assert content["example"] == without_nulls(answer.json())
    ProgramsRead.model_validate(content["example"])
    ProgramsRead.model_validate_json(answer.content)


def without_nulls(value: Any) -> Any:
    """OpenAPI documents are printed without null members."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return value
