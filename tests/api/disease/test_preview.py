"""`POST /disease/v1/stratifications/preview`: the dry run over HTTP, and the rule pages beside it."""

from typing import Any

import httpx
import pytest

from disease.api.preview_schema import StratificationRead
from shared.schema.member_facts import MemberFactsBody
from tests.support.identities import bearer

ADDRESS = "/disease/v1/stratifications/preview"
EXAMPLE: dict[str, Any] = MemberFactsBody.model_config["json_schema_extra"]["example"]  # type: ignore[index, assignment]
NOBODY = {"as_of": "2026-03-01", "member": {"birth_date": "1980-01-01"}}


async def preview(client: httpx.AsyncClient, body: Any, role: str = "disease_nurse", query: str = "") -> httpx.Response:
    return await client.post(ADDRESS + query, json=body, headers=bearer(role))


async def test_the_example_of_the_contract_is_judged(disease: httpx.AsyncClient) -> None:
    answer = await preview(disease, EXAMPLE)
    body = answer.json()

    assert answer.status_code == 200, answer.text
    StratificationRead.model_validate_json(answer.content)
    asthma, diabetes = body["diseases"]
    assert (body["as_of"], body["rule_set"]) == ("2026-03-01", "2026-01")
    assert (asthma["disease"], asthma["identified"], asthma["tier"]) == ("asthma", True, "very_high")
    assert [rule["rule_id"] for rule in asthma["rules"]] == ["A-VH4", "A-H5", "A-M3", "A-M5", "A-M6"]
    assert asthma["rules"][0]["inputs"] == [
        {"name": "asthma_ed_visit", "value": True, "source": "encounters", "date": "2026-02-10"}
    ]
    assert (diabetes["disease"], diabetes["identified"], diabetes["tier"]) == ("diabetes", False, None)


async def test_both_diseases_are_told_of_somebody_without_facts(disease: httpx.AsyncClient) -> None:
    answer = await preview(disease, NOBODY)

    assert [one["disease"] for one in answer.json()["diseases"]] == ["asthma", "diabetes"]
    assert {one["excluded"] for one in answer.json()["diseases"]} == {"not_covered"}


async def test_null_and_left_out_mean_the_same(disease: httpx.AsyncClient) -> None:
    nulls = {**NOBODY, "conditions": None, "pregnancy": None, "member": {**NOBODY["member"], "coverage": None}}  # type: ignore[dict-item]

    assert (await preview(disease, nulls)).content == (await preview(disease, NOBODY)).content


@pytest.mark.parametrize("role", ["provider", "partner", "care_nurse", "service", "ops"])
async def test_whoever_has_a_token_may_ask(disease: httpx.AsyncClient, role: str) -> None:
    assert (await preview(disease, NOBODY, role)).status_code == 200


async def test_without_a_token_nobody_may_ask(disease: httpx.AsyncClient) -> None:
    assert (await disease.post(ADDRESS, json=NOBODY)).status_code == 401


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"as_of": "01.03.2026"}, "/as_of"),
        ({"as_of": None}, "/as_of"),
        ({"patient": {}}, "/patient"),
        ({"conditions": [{"system": "icd9", "code": "493", "recorded_on": "2026-01-01"}]}, "/conditions/0/system"),
        (
            {"observations": [{"system": "loinc", "code": "4548-4", "value": 9.1, "observed_on": "2026-01-01"}]},
            "/observations/0/value",
        ),
        (
            {"assessments": [{"instrument": "asthma_control", "completed_on": "2026-02-01", "answers": {"a": 2.5}}]},
            "/assessments/0/answers/a",
        ),
    ],
)
async def test_what_cannot_be_read_is_refused_by_its_pointer(
    disease: httpx.AsyncClient, change: dict[str, Any], pointer: str
) -> None:
    answer = await preview(disease, {**NOBODY, **change})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_what_is_no_json_is_refused(disease: httpx.AsyncClient) -> None:
    answer = await disease.post(ADDRESS, content=b"{", headers={**bearer("ops"), "Content-Type": "application/json"})

    assert answer.status_code == 400


async def test_a_rule_set_may_be_named(disease: httpx.AsyncClient) -> None:
    named, unknown = (
        await preview(disease, NOBODY, query="?rule_set=2026-01"),
        await preview(disease, NOBODY, query="?rule_set=1999-01"),
    )

    assert named.json()["rule_set"] == "2026-01"
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/query/rule_set")


async def test_the_rules_are_listed_and_read_one_by_one(disease: httpx.AsyncClient) -> None:
    listed = (await disease.get("/disease/v1/rules", headers=bearer("ops"))).json()
    one = await disease.get("/disease/v1/rules/D-H1", headers=bearer("ops"))
    none = await disease.get("/disease/v1/rules/X-1", headers=bearer("ops"))

    assert {"A-ID1", "A-VH1", "A-M6", "D-VH3", "D-M5", "D-H8"} <= {item["id"] for item in listed["items"]}
    assert (one.json()["tier"], one.json()["disease"]) == ("high", "diabetes")
    assert none.status_code == 404


async def test_rule_sets_and_value_sets_say_where_they_come_from(disease: httpx.AsyncClient) -> None:
    sets = (await disease.get("/disease/v1/rule-sets", headers=bearer("ops"))).json()["items"]
    lists = (await disease.get("/disease/v1/value-sets", headers=bearer("ops"))).json()["items"]

    assert all(value["evidence"] for one in sets for value in one["values"])
    assert {"asthma", "diabetes", "insulin", "a1c"} <= {one["id"] for one in lists}


async def test_every_rule_that_holds_is_in_the_catalogue(disease: httpx.AsyncClient) -> None:
    known = {item["id"] for item in (await disease.get("/disease/v1/rules", headers=bearer("ops"))).json()["items"]}
    answer = (await preview(disease, EXAMPLE)).json()
    held = {rule["rule_id"] for one in answer["diseases"] for part in ("identification", "rules") for rule in one[part]}

    assert held
    assert held <= known
