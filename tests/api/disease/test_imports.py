"""Files of facts: good rows load, bad rows are reported, a fact is known by its id, whoever sends it again."""

from typing import Any

import httpx
import pytest

from tests.api.disease.test_members import put
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import MEMBER, new_id
from tests.support.fact_files import (
    a_condition,
    a_medication,
    an_encounter,
    an_observation,
    imported,
    refused,
    send,
)
from tests.support.identities import bearer, service
from tests.support.import_files import CSV, as_ndjson

ALL = (
    a_condition(),
    an_observation(),
    an_encounter(diagnoses="icd10cm:E11.9; icd10cm:I10"),
    a_medication(),
    {
        "kind": "pregnancy",
        "source_id": "p-1",
        "medicaid_id": "M1",
        "estimated_due_date": "2026-09-01",
        "risks": ["multiples"],
    },
    {"kind": "flag", "source_id": "f-1", "medicaid_id": "M1", "flag": "ltss"},
    {
        "kind": "assessment",
        "source_id": "a-1",
        "medicaid_id": "M1",
        "instrument": "asthma_control",
        "completed_on": "2026-02-15",
        "answers": {"daytime_symptom_days_per_week": 3},
    },
)


async def facts(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/disease/v1/facts", params={"member_id": str(MEMBER)}, headers=service())
    told: dict[str, Any] = answer.json()["items"][0]["facts"]
    return told


@pytest.fixture
async def known(disease: httpx.AsyncClient) -> None:
    assert (await put(disease)).status_code == 200


@pytest.mark.usefixtures("known")
async def test_every_kind_of_fact_comes_in_and_is_told(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    job = await imported(disease, disease_database, *ALL)

    assert (job["done"], job["total"], job["outcomes"]) == (7, 7, {"loaded": 7})
    told = await facts(disease)
    assert told["conditions"] == [{"system": "icd10cm", "code": "J45.40", "recorded_on": "2025-06-01"}]
    assert told["observations"][0]["value"] == "9.1"
    assert [code["code"] for code in told["encounters"][0]["diagnoses"]] == ["E11.9", "I10"]
    assert (told["medications"][0]["days_supply"], told["medications"][0]["units"]) == (30, 1)
    assert told["pregnancy"]["risks"] == ["multiples"]
    assert told["member"]["flags"] == ["ltss"]
    assert told["assessments"][0]["answers"] == {"daytime_symptom_days_per_week": 3}


@pytest.mark.usefixtures("known")
async def test_the_same_file_again_makes_nothing_twice(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await imported(disease, disease_database, *ALL)
    before = await facts(disease)

    again = await imported(disease, disease_database, *ALL)

    assert again["outcomes"] == {"known": 7}
    assert await facts(disease) == before


@pytest.mark.usefixtures("known")
async def test_csv_with_a_kind_for_the_whole_file(disease: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    content = b"source_id,medicaid_id,system,code,observed_on,value,unit\no-1,M1,loinc,4548-4,2026-02-20,9.10,%\n"
    sent = await send(disease, content, CSV, kind="observation", source="lab")
    assert sent.status_code == 202
    await imported(disease, disease_database, a_condition())

    assert (await facts(disease))["observations"][0]["value"] == "9.10"
    assert await disease_database.raw.fetchval("select source from observations") == "lab"


@pytest.mark.usefixtures("known")
async def test_a_bad_row_is_reported_with_its_line_and_the_rest_loads(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    eag = an_observation("o-2", code="97506-0", value="154", unit="mg/dL")
    rows = (a_condition(), eag, an_observation(medicaid_id="NOBODY"), an_observation("o-3", observed_on="soon"))
    content = as_ndjson(*rows) + b"not json\n"

    job = await imported(disease, disease_database, content=content)

    assert (job["done"], job["total"], job["outcomes"]) == (5, 5, {"loaded": 1, "refused": 4})
    assert [(row["line_number"], row["errors"][0]["code"]) for row in await refused(disease, job)] == [
        (2, "unit"),
        (3, "unknown"),
        (4, "day"),
        (5, "unreadable"),
    ]


@pytest.mark.usefixtures("known")
async def test_a_correction_replaces_and_an_older_version_that_comes_late_does_not(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await imported(disease, disease_database, an_observation(changed_at="2026-02-20T10:00:00Z"))
    corrected = await imported(
        disease, disease_database, an_observation(value="8.1", changed_at="2026-02-22T10:00:00Z")
    )
    late = await imported(disease, disease_database, an_observation(value="7.0", changed_at="2026-02-21T10:00:00Z"))

    assert (corrected["outcomes"], late["outcomes"]) == ({"updated": 1}, {"known": 1})
    assert [one["value"] for one in (await facts(disease))["observations"]] == ["8.1"]


@pytest.mark.usefixtures("known")
async def test_a_deleted_fact_goes_and_its_older_version_does_not_bring_it_back(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await imported(disease, disease_database, an_observation(changed_at="2026-02-20T10:00:00Z"))
    deletion = {"kind": "observation", "source_id": "o-1", "deleted": True, "changed_at": "2026-02-22T10:00:00Z"}
    gone = await imported(disease, disease_database, deletion)
    late = await imported(disease, disease_database, an_observation(changed_at="2026-02-21T10:00:00Z"))
    assert (gone["outcomes"], late["outcomes"]) == ({"deleted": 1}, {"known": 1})
    assert (await facts(disease))["observations"] == []

    anew = await imported(disease, disease_database, an_observation(changed_at="2026-02-23T10:00:00Z"))

    assert anew["outcomes"] == {"loaded": 1}


@pytest.mark.usefixtures("known")
async def test_of_two_versions_in_one_file_the_newest_counts(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    job = await imported(disease, disease_database, an_observation(), an_observation(value="8.1"))

    assert job["outcomes"] == {"loaded": 1, "known": 1}
    assert [one["value"] for one in (await facts(disease))["observations"]] == ["8.1"]


@pytest.mark.usefixtures("known")
async def test_one_id_of_two_sources_are_two_facts(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    job = await imported(disease, disease_database, an_observation(source="lab"), an_observation(source="claims"))

    assert job["outcomes"] == {"loaded": 2}


@pytest.mark.usefixtures("known")
async def test_a_fact_of_the_wrong_member_moves_to_the_right_one(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease, new_id(), medicaid_id="M2")
    await imported(disease, disease_database, an_observation(medicaid_id="M2"))

    moved = await imported(disease, disease_database, an_observation())

    assert moved["outcomes"] == {"updated": 1}
    assert len((await facts(disease))["observations"]) == 1


@pytest.mark.usefixtures("known")
async def test_nothing_waits_in_staging_after_an_import(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await imported(disease, disease_database, *ALL, an_observation("o-9", value="a lot"))

    assert await disease_database.raw.fetchval("select count(*) from staged_facts") == 0


@pytest.mark.parametrize("role", ["disease_nurse", "care_supervisor", "partner"])
async def test_who_may_not_bring_facts_in(disease: httpx.AsyncClient, role: str) -> None:
    headers = {**bearer(role), "Content-Type": CSV}
    answer = await disease.post("/disease/v1/imports/facts", content=b"source_id\n", headers=headers)

    assert answer.status_code == 403
