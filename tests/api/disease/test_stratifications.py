"""Runs, the registry and profiles through the API."""

from typing import Any

import httpx
import pytest

from disease.use_cases.stratify_members import work_on_runs
from shared.runtime.work import Services
from tests.api.disease.test_members import put
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import MEMBER, new_id
from tests.support.fact_files import a_condition, an_encounter, an_observation, imported
from tests.support.identities import bearer, ops
from tests.support.import_files import Row

AS_OF = "2026-03-01"


def nurse() -> dict[str, str]:
    return bearer("disease_nurse", subject="nurse1")


async def stratify(client: httpx.AsyncClient, headers: Any = None, **body: Any) -> httpx.Response:
    asked = {"as_of": AS_OF, **(body or {"member_id": str(MEMBER)})}
    return await client.post("/disease/v1/stratifications", json=asked, headers=headers or nurse())


async def finished(client: httpx.AsyncClient, database: PinnedDatabase, **body: Any) -> Row:
    """The population run, worked on to its end."""
    started = await stratify(client, ops(), scope="population", **body)
    assert started.status_code == 202, started.text
    services = Services(database, {}, "America/Chicago", wake=lambda: None)
    while await work_on_runs(services):
        pass
    job: Row = (await client.get(started.headers["Location"], headers=nurse())).json()
    return job


async def profile(client: httpx.AsyncClient, member_id: Any = MEMBER, *roles: str) -> dict[str, Any]:
    answer = await client.get(f"/disease/v1/members/{member_id}/profile", headers=bearer("disease_nurse", *roles))
    assert answer.status_code == 200, answer.text
    return {one["disease"]: one for one in answer.json()["diseases"]}


@pytest.fixture
async def asthmatic(disease: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    """A member with two ED visits for asthma."""
    await put(disease)
    await imported(
        disease,
        disease_database,
        a_condition(),
        an_encounter("e-1", start="2025-11-02", end="2025-11-02"),
        an_encounter("e-2", start="2025-12-20", end="2025-12-20"),
    )


@pytest.mark.usefixtures("asthmatic")
async def test_a_member_is_stratified_at_once_and_the_profile_explains_it(disease: httpx.AsyncClient) -> None:
    done = await stratify(disease)

    assert (done.status_code, done.json()["status"], done.json()["tiers"]) == (202, "finished", {"asthma": {"high": 1}})
    found = await profile(disease)
    asthma = found["asthma"]
    assert (asthma["computed_tier"], asthma["assigned_tier"], asthma["tier"]) == ("high", "high", "high")
    assert [rule["rule_id"] for rule in asthma["rules"]] == ["A-H2", "A-M6"]
    assert asthma["rules"][0]["inputs"] == [
        {"name": "asthma_ed_visits", "value": 2, "source": "encounters", "date": "2025-12-20"}
    ]
    assert asthma["rules"][0]["citation"]["quote"]
    assert {"name": "amr", "reason": "absent", "source": None, "date": None} in asthma["missing"]
    assert (asthma["as_of"], asthma["facts_changed"], asthma["measures"]["ed_visits"]) == (AS_OF, False, 2)
    assert (found["diabetes"]["identified"], found["diabetes"]["tier"], found["diabetes"]["rules"]) == (False, None, [])


@pytest.mark.usefixtures("asthmatic")
async def test_the_profile_tells_that_facts_came_in_since(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await stratify(disease)
    await imported(disease, disease_database, an_encounter("e-3", start="2025-10-01", end="2025-10-01"))

    asthma = (await profile(disease))["asthma"]

    assert (asthma["tier"], asthma["rules"][0]["inputs"][0]["value"], asthma["facts_changed"]) == ("high", 2, True)


@pytest.mark.usefixtures("asthmatic")
async def test_a_run_again_leaves_nothing_twice(disease: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    first = await finished(disease, disease_database)
    second = await finished(disease, disease_database)

    assert (first["status"], first["tiers"], first["done"]) == ("finished", {"asthma": {"high": 1}}, 1)
    assert second["tiers"] == first["tiers"]
    assert await disease_database.raw.fetchval("select count(*) from stratifications") == 1
    changes = "select count(*) from audit_log where action = 'tier_assigned'"
    assert await disease_database.raw.fetchval(changes) == 1
    assert await disease_database.raw.fetchval("select count(*) from run_codes") == 0


@pytest.mark.usefixtures("asthmatic")
async def test_the_population_and_a_single_member_come_to_the_same(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await stratify(disease)
    await finished(disease, disease_database)

    assert await disease_database.raw.fetchval("select count(*) from stratifications") == 1


@pytest.mark.usefixtures("asthmatic")
async def test_the_registry_lists_by_tier_in_pages(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    for number in (2, 3):
        await put(disease, new_id(), medicaid_id=f"M{number}")
        await imported(disease, disease_database, a_condition(f"c-{number}", medicaid_id=f"M{number}"))
    await finished(disease, disease_database)

    async def listed(**query: Any) -> Any:
        return (await disease.get("/disease/v1/registry", params=query, headers=nurse())).json()

    page = await listed(disease="asthma", tier="moderate", limit=1)
    rest = await listed(disease="asthma", tier="moderate", limit=1, cursor=page["next"])
    assert [item["medicaid_id"] for item in [*page["items"], *rest["items"]]] == ["M2", "M3"]
    assert rest["next"] is None
    assert [item["rules"] for item in (await listed(disease="asthma", tier="high"))["items"]] == [["A-H2", "A-M6"]]
    assert len((await listed(disease="asthma"))["items"]) == 3
    assert (await listed(disease="diabetes"))["items"] == []
    reads = "select count(*) from audit_log where kind = 'read' and subject_type = 'member'"
    assert await disease_database.raw.fetchval(reads) == 4


@pytest.mark.usefixtures("asthmatic")
async def test_a_nurse_sets_another_tier_and_takes_it_back(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await stratify(disease)
    address = f"/disease/v1/members/{MEMBER}/tier-overrides"
    body = {"disease": "asthma", "tier": "moderate", "reason": "Both visits were for a fall."}

    overridden = await disease.post(address, json=body, headers=nurse())

    assert (overridden.status_code, overridden.json()["tier"], overridden.json()["assigned_tier"]) == (
        200,
        "moderate",
        "high",
    )
    asthma = (await profile(disease))["asthma"]
    assert (asthma["computed_tier"], asthma["tier"], asthma["override"]["by"]) == ("high", "moderate", "nurse1")
    listed = await disease.get("/disease/v1/registry?disease=asthma&tier=moderate", headers=nurse())
    assert len(listed.json()["items"]) == 1

    back = await disease.delete(f"{address}/asthma", headers=nurse())

    assert (back.status_code, back.json()["tier"], back.json()["override"]) == (200, "high", None)
    actions = await disease_database.raw.fetch("select action from audit_log where action like '%overrid%' order by id")
    assert [row["action"] for row in actions] == ["tier_overridden", "override_withdrawn"]


@pytest.mark.parametrize(
    ("role", "member_id", "status"),
    [
        ("disease_nurse", MEMBER, 409),
        ("disease_nurse", new_id(), 404),
        ("care_nurse", MEMBER, 403),
        ("ops", MEMBER, 403),
    ],
)
async def test_who_cannot_set_a_tier(disease: httpx.AsyncClient, role: str, member_id: Any, status: int) -> None:
    await put(disease)
    body = {"disease": "asthma", "tier": "low", "reason": "I know her."}

    answer = await disease.post(f"/disease/v1/members/{member_id}/tier-overrides", json=body, headers=bearer(role))

    assert answer.status_code == status


async def test_the_pregnancy_of_a_young_member_is_shown_to_those_who_may_see_it(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease)
    pregnancy = {"kind": "pregnancy", "source_id": "p", "medicaid_id": "M1", "estimated_due_date": "2026-06-01"}
    await imported(disease, disease_database, a_condition(code="E10.9"), an_observation(), pregnancy)
    await stratify(disease)

    usual, allowed = await profile(disease), await profile(disease, MEMBER, "confidential")

    assert [rule["rule_id"] for rule in usual["diabetes"]["rules"]] == ["D-H1"]
    assert (usual["diabetes"]["measures"]["pregnant"], usual["diabetes"]["withheld"]) == (None, True)
    assert [rule["rule_id"] for rule in allowed["diabetes"]["rules"]] == ["D-H1", "D-H7"]
    assert (allowed["diabetes"]["measures"]["pregnant"], allowed["diabetes"]["withheld"]) == (True, False)


async def test_who_is_not_covered_is_identified_without_a_tier(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease, coverage=[])
    await imported(disease, disease_database, a_condition())

    done = await stratify(disease)

    assert done.json()["tiers"] == {"asthma": {"not_covered": 1}}
    asthma = (await profile(disease))["asthma"]
    assert (asthma["identified"], asthma["excluded"], asthma["tier"], asthma["rules"]) == (
        True,
        "not_covered",
        None,
        [],
    )


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"member_id": str(new_id())}, 404),
        ({"member_id": str(MEMBER), "scope": "population"}, 422),
        ({"as_of": AS_OF}, 422),
        ({"scope": "population", "rule_set": "1999"}, 422),
    ],
)
async def test_runs_that_cannot_be(disease: httpx.AsyncClient, body: dict[str, Any], status: int) -> None:
    assert (await stratify(disease, ops(), **body)).status_code == status


@pytest.mark.parametrize("role", ["case_manager", "provider", "partner"])
async def test_who_may_see_no_tier(disease: httpx.AsyncClient, role: str) -> None:
    for address in (f"members/{MEMBER}/profile", "registry?disease=asthma", f"stratifications/{new_id()}"):
        assert (await disease.get(f"/disease/v1/{address}", headers=bearer(role))).status_code == 403


@pytest.mark.usefixtures("asthmatic")
async def test_a_profile_and_a_page_of_the_registry_are_one_statement_each(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await stratify(disease)
    page = "/disease/v1/registry?disease=asthma&tier=high"
    await disease.get(page, headers=nurse())  # the driver learns the type of a tier once per connection
    disease_database.statements.clear()

    await profile(disease)
    await disease.get(page, headers=nurse())

    assert len([text for text in disease_database.statements if "SAVEPOINT" not in text]) == 2
