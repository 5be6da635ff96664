"""`PUT /disease/v1/members/{id}`: plans tells, at least once and in any order."""

from typing import Any

import httpx

from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import MEMBER, a_notice, new_id
from tests.support.identities import bearer, service


async def put(client: httpx.AsyncClient, member_id: Any = MEMBER, **different: Any) -> httpx.Response:
    return await client.put(
        f"/disease/v1/members/{member_id}", json=a_notice(**different), headers=service("service:plans")
    )


async def test_the_same_notice_twice_is_one_member(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    first = await put(disease)
    second = await put(disease)

    assert (first.status_code, first.json()["changed"]) == (200, True)
    assert (second.status_code, second.json()["changed"]) == (200, False)
    assert await disease_database.raw.fetchval("select count(*) from members") == 1
    assert await disease_database.raw.fetchval("select count(*) from audit_log where kind = 'change'") == 1


async def test_an_older_version_that_comes_late_changes_nothing(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease, version=3, family_name="Lovelace")
    late = await put(disease, version=2, family_name="Byron")

    assert (late.status_code, late.json()["changed"]) == (200, False)
    assert await disease_database.raw.fetchval("select family_name from members") == "Lovelace"


async def test_a_higher_version_replaces_the_whole_record(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease, phone="+1 405 555 0100")
    await put(disease, version=2, deceased_on="2026-01-31", coverage=[])

    row = await disease_database.raw.fetchrow("select phone, deceased_on, covered from members")
    assert (row["phone"], str(row["deceased_on"]), list(row["covered"])) == (None, "2026-01-31", [])


async def test_covered_days_of_overlapping_spans_are_one_range(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(
        disease,
        coverage=[
            {"program": "medicaid", "start": "2025-01-01", "end": "2025-06-30", "pharmacy": False},
            {"program": "waiver", "start": "2025-06-30", "end": "2025-12-31", "pharmacy": True},
        ],
    )

    row = await disease_database.raw.fetchrow(
        "select covered::text as covered, pharmacy_covered::text as pharmacy from members"
    )
    assert (row["covered"], row["pharmacy"]) == ("{[2025-01-01,2026-01-01)}", "{[2025-06-30,2026-01-01)}")


async def test_a_medicaid_id_of_another_member_is_a_conflict(disease: httpx.AsyncClient) -> None:
    await put(disease)
    other = await put(disease, member_id=new_id())

    assert (other.status_code, other.json()["title"]) == (409, "This Medicaid id belongs to another member")


async def test_only_a_service_may_tell_of_members(disease: httpx.AsyncClient) -> None:
    answer = await disease.put(
        f"/disease/v1/members/{MEMBER}", json=a_notice(), headers=bearer("disease_nurse", "care_supervisor", "ops")
    )

    assert answer.status_code == 403
