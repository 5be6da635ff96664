"""`POST /casemanagement/v1/screenings/preview`: the contract, its refusals, and that nothing is stored."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from casemanagement.api.screening_schema import ScreeningRead
from casemanagement.app import create_app
from tests.api.casemanagement.conftest import settings_for
from tests.support.databases import pinned
from tests.support.identities import bearer

ADDRESS = "/casemanagement/v1/screenings/preview"
CHILD = {"birth_date": "2024-01-10", "coverage": [{"start": "2024-01-10"}]}


def a_result(value: Any = "9.9", **members: Any) -> dict[str, Any]:
    """A venous blood lead."""
    result = {
        "system": "loinc",
        "code": "77307-7",
        "value": value,
        "unit": "ug/dL",
        "specimen": "venous",
        "observed_on": "2026-02-20",
    }
    return {**result, **members}


def facts(**members: Any) -> dict[str, Any]:
    return {"as_of": "2026-03-01", "member": CHILD, **members}


async def answer(
    client: httpx.AsyncClient, body: Any, role: str = "care_nurse", address: str = ADDRESS
) -> dict[str, Any]:
    response = await client.post(address, json=body, headers=bearer(role))
    assert response.status_code == 200, response.text
    ScreeningRead.model_validate_json(response.content)
    read: dict[str, Any] = response.json()
    return read


async def test_the_answer_names_program_level_outcome_rules_and_what_comes_next(
    casemanagement: httpx.AsyncClient,
) -> None:
    body = await answer(casemanagement, facts(observations=[a_result("10.0")]))

    assert (body["as_of"], body["rule_set"], body["excluded"], body["missing"]) == ("2026-03-01", "2026-01", None, [])
    (found,) = body["programs"]
    assert {name: found[name] for name in ("program", "category", "level", "outcome", "eligible_on")} == {
        "program": "lead",
        "category": "lead",
        "level": "10-20",
        "outcome": "enroll",
        "eligible_on": "2026-02-20",
    }
    (rule,) = found["rules"]
    assert (rule["rule_id"], rule["version"], rule["result"]) == ("LEAD-01", "2026-01", True)
    assert rule["inputs"][0] == {
        "name": "venous_blood_lead",
        "value": "10.0",
        "source": "loinc 77307-7",
        "date": "2026-02-20",
    }
    assert rule["citation"]["quote"] == "Lead- Blood Lead Levels equal to or greater than 10 mcg/dl."
    assert found["next_steps"][0]["due_on"] == "2026-05-20"


async def test_nothing_known_is_no_program(casemanagement: httpx.AsyncClient) -> None:
    body = await answer(casemanagement, facts())

    assert (body["programs"], body["identified"], body["missing"]) == ([], [], [])


async def test_left_out_and_null_mean_the_same(casemanagement: httpx.AsyncClient) -> None:
    nulls = dict.fromkeys(("conditions", "observations", "encounters", "medications", "pregnancy", "assessments"), None)

    assert await answer(casemanagement, facts(**nulls)) == await answer(casemanagement, facts())


async def test_who_is_not_covered_is_still_identified(casemanagement: httpx.AsyncClient) -> None:
    body = await answer(casemanagement, facts(member={**CHILD, "coverage": []}, observations=[a_result("12")]))

    assert (body["programs"], body["excluded"]) == ([], "not_covered")
    assert [(found["program"], found["outcome"]) for found in body["identified"]] == [("lead", "enroll")]


async def test_the_rule_set_may_be_named(casemanagement: httpx.AsyncClient) -> None:
    named = await answer(casemanagement, facts(), address=f"{ADDRESS}?rule_set=2026-01")
    unknown = await casemanagement.post(f"{ADDRESS}?rule_set=1999-01", json=facts(), headers=bearer("care_nurse"))

    assert named["rule_set"] == "2026-01"
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["code"] == "unknown_rule_set"


@pytest.mark.parametrize(
    "role",
    [
        *("care_nurse", "care_supervisor", "disease_nurse", "case_manager", "cm_supervisor"),
        *("clinical_reviewer", "medical_director", "provider", "partner", "service", "ops"),
    ],
)
async def test_any_role_may_ask(casemanagement: httpx.AsyncClient, role: str) -> None:
    assert (await answer(casemanagement, facts(observations=[a_result()]), role))["programs"][0]["outcome"] == "watch"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"as_of": "2026-02-30"}, "/as_of"),
        ({"observations": [a_result(value=9.9)]}, "/observations/0/value"),
        ({"observations": [a_result(comparator="~")]}, "/observations/0/comparator"),
        ({"conditions": [{"system": "icd9", "code": "493", "recorded_on": "2026-01-01"}]}, "/conditions/0/system"),
        ({"pregnancy": {"risks": ["diabetes"]}}, "/pregnancy/risks/0"),
        ({"nickname": "Secret"}, "/nickname"),
        ({"member": {"coverage": []}}, "/member/birth_date"),
    ],
)
async def test_what_cannot_be_read_is_refused_by_pointer_and_never_echoed(
    casemanagement: httpx.AsyncClient, change: dict[str, Any], pointer: str
) -> None:
    response = await casemanagement.post(ADDRESS, json=facts(**change), headers=bearer("care_nurse"))

    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    assert "Secret" not in response.text


async def test_no_token_no_answer(casemanagement: httpx.AsyncClient) -> None:
    assert (await casemanagement.post(ADDRESS, json=facts())).status_code == 401


async def test_the_thresholds_are_one_setting_each(casemanagement_url: str) -> None:
    settings = settings_for(casemanagement_url).model_copy(update={"lead_cm_threshold": Decimal("3.5")})
    async with pinned(casemanagement_url) as database:
        app = create_app(settings, database)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement") as client:
            body = await answer(client, facts(observations=[a_result("3.5")]))
            programs = (await client.get("/casemanagement/v1/programs", headers=bearer("care_nurse"))).json()

    assert (body["programs"][0]["outcome"], body["programs"][0]["level"]) == ("enroll", "3.5-10")
    assert body["rule_set"] == programs["rule_set"] == "2026-01+lead_cm_threshold=3.5"
    (lead,) = next(item for item in programs["items"] if item["category"] == "lead")["programs"]
    assert [threshold["value"] for threshold in lead["thresholds"]] == ["3.5", "3.5"]


async def test_rules_and_rule_sets_can_be_read(casemanagement: httpx.AsyncClient) -> None:
    headers = bearer("care_nurse")
    rules = (await casemanagement.get("/casemanagement/v1/rules", headers=headers)).json()["items"]
    one = (await casemanagement.get("/casemanagement/v1/rules/LEAD-01", headers=headers)).json()
    none = await casemanagement.get("/casemanagement/v1/rules/LEAD-99", headers=headers)
    (rule_set,) = (await casemanagement.get("/casemanagement/v1/rule-sets", headers=headers)).json()["items"]

    assert one in rules
    assert (one["program"], one["outcome"], one["policies"]) == ("lead", "enroll", ["2026-01"])
    assert none.status_code == 404
    assert rule_set["values"]["lead"]["cm_threshold"] == "10.0"
    assert [band["level"] for band in rule_set["values"]["lead"]["bands"]] == ["3.5-10", "10-20", "20-45", "45+"]
    assert "S06.0" in next(codes for codes in rule_set["lists"] if codes["id"] == "head_injury")["except_icd10cm"]
