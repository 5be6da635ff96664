"""`GET /disease/v1/facts`: what casemanagement screens from."""

from typing import Any

import httpx
import pytest

from shared.schema.member_facts import MemberFactsBody
from tests.api.disease.test_members import put
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import MEMBER, new_id
from tests.support.identities import bearer, service

FACTS = """
with code as (
    insert into codes (system, code) values ('icd10cm', 'J45.40'), ('loinc', '4548-4'), ('rxnorm', '435'),
        ('icd10cm', 'J45.901'), ('icd10cm', 'E11.9') returning id, code
), member as (select number from members where id = $1),
condition as (
    insert into conditions select number, id, '2025-06-01', now(), 's', '1' from member, code where code = 'J45.40'),
observation as (
    insert into observations (member, code, observed_on, changed_at, value, unit, source, source_id)
    select number, id, '2026-02-20', now(), 9.90, '%', 's', '1' from member, code where code = '4548-4'),
encounter as (
    insert into encounters (member, principal, "start", "end", class, changed_at, diagnoses, source, source_id)
    select number, id, '2026-02-10', '2026-02-10', 'ed', now(),
        (select array_agg(id) from code where code = 'E11.9'), 's', '1' from member, code where code = 'J45.901'),
medication as (
    insert into medications (member, code, dispensed_on, given_class, changed_at, days_supply, units, source, source_id)
    select number, id, '2026-02-11', 'asthma_reliever', now(), 30, 1, 's', '1' from member, code where code = '435'),
pregnancy as (
    insert into pregnancies (member, estimated_due_date, ended_on, risks, changed_at, source, source_id)
    select number, due::date, ended::date, risks::text[], now(), 's', due from member, (values
        ('2024-09-01', '2024-08-30', '{multiples}'), ('2026-09-01', null, '{prior_preterm_birth}')) p(due, ended, risks)
), flag as (insert into member_flags select number, 'ltss', now(), 's', '1' from member)
insert into assessments select number, 'asthma_control', '2026-02-15', '{"daytime_symptom_days_per_week": 3}', now(),
    's', '1' from member
"""


async def facts(client: httpx.AsyncClient, **query: Any) -> httpx.Response:
    return await client.get("/disease/v1/facts", params=query, headers=service("service:casemanagement"))


async def test_facts_come_as_the_body_of_the_dry_runs(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease)
    await disease_database.raw.execute(FACTS, MEMBER)

    answer = await facts(disease, as_of="2026-03-01")

    assert answer.status_code == 200, answer.text
    (item,) = answer.json()["items"]
    assert item["member_id"] == str(MEMBER)
    MemberFactsBody.model_validate(item["facts"])
    assert item["facts"] == {
        "as_of": "2026-03-01",
        "member": {
            "birth_date": "2016-05-02",
            "sex": "female",
            "deceased_on": None,
            "coverage": [{"start": "2020-01-01", "end": None, "pharmacy": True}],
            "flags": ["ltss"],
        },
        "conditions": [{"system": "icd10cm", "code": "J45.40", "recorded_on": "2025-06-01"}],
        "observations": [
            {
                "system": "loinc",
                "code": "4548-4",
                "value": "9.90",
                "unit": "%",
                "comparator": None,
                "specimen": None,
                "observed_on": "2026-02-20",
            }
        ],
        "encounters": [
            {
                "class": "ed",
                "start": "2026-02-10",
                "end": "2026-02-10",
                "principal": {"system": "icd10cm", "code": "J45.901"},
                "diagnoses": [{"system": "icd10cm", "code": "E11.9"}],
                "icu": False,
            }
        ],
        "medications": [
            {
                "system": "rxnorm",
                "code": "435",
                "class": "asthma_reliever",
                "dispensed_on": "2026-02-11",
                "days_supply": 30,
                "units": 1,
            }
        ],
        "pregnancy": {
            "estimated_due_date": "2026-09-01",
            "risks": ["prior_preterm_birth"],
            "noticed_on": None,
            "ended_on": None,
        },
        "assessments": [
            {
                "instrument": "asthma_control",
                "completed_on": "2026-02-15",
                "answers": {"daytime_symptom_days_per_week": 3},
            }
        ],
    }


async def test_pages_name_every_member_once_with_one_statement_each(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    ids = sorted(str(new_id()) for _ in range(5))
    for number, member_id in enumerate(ids):
        await put(disease, member_id, medicaid_id=f"P{number}")
    disease_database.statements.clear()

    seen, after = [], None
    while True:
        page = await facts(disease, limit=2, **({"after": after} if after else {}))
        seen += [item["member_id"] for item in page.json()["items"]]
        after = page.json()["next"]
        if after is None:
            break
        assert f"after={after}" in page.headers["link"]

    assert seen == ids
    assert len([text for text in disease_database.statements if "SAVEPOINT" not in text]) == 3


async def test_a_page_is_logged_as_one_reading(disease: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    ids = sorted(new_id() for _ in range(3))
    for number, member_id in enumerate(ids):
        await put(disease, member_id, medicaid_id=f"P{number}")

    await facts(disease, as_of="2026-03-01")

    (entry,) = await disease_database.raw.fetch("select shown, member_id from audit_log where kind = 'read'")
    assert set(entry["shown"]) == set(ids)
    assert entry["member_id"] is None


async def test_one_member_is_logged_by_name_and_a_stranger_is_not_found(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease)

    one = await facts(disease, member_id=str(MEMBER))
    none = await facts(disease, member_id=str(new_id()))

    assert (one.status_code, len(one.json()["items"]), one.json()["next"], none.status_code) == (200, 1, None, 404)
    assert await disease_database.raw.fetchval("select member_id from audit_log where kind = 'read'") == MEMBER


@pytest.mark.parametrize(("role", "status"), [("case_manager", 403), ("provider", 403), ("disease_nurse", 200)])
async def test_who_may_read_facts(disease: httpx.AsyncClient, role: str, status: int) -> None:
    answer = await disease.get("/disease/v1/facts", headers=bearer(role))

    assert answer.status_code == status
