"""The public Synthea members: all come in, both ways of stratifying agree on each, and the counts are explained."""

import os
from datetime import date
from pathlib import Path

import httpx
import pytest

from harmony.synthea.reading import facts, medicaid_id, members, rows_of
from tests.api.disease.test_members import put
from tests.api.disease.test_population import assert_agreement
from tests.api.disease.test_stratifications import finished
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import new_id
from tests.support.fact_files import imported, refused
from tests.support.identities import ops
from tests.support.import_files import Row

FOLDER = Path(os.environ.get("HARMONY_TEST_DATA", Path(__file__).parents[3] / "../shared/data")) / "synthea"
FILES = ("conditions", "encounters", "observations", "medications")
LATEST = date(2021, 3, 31)
YEARS = (date(2015, 6, 30), date(2018, 6, 30), date(2020, 2, 29), LATEST)

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="The Synthea data are not here (HARMONY_TEST_DATA).")


async def come_in(client: httpx.AsyncClient, database: PinnedDatabase) -> Row:
    for member in members(FOLDER):
        assert (await put(client, new_id(), **{"sex": None, **member})).status_code == 200
    return await imported(client, database, *facts(FOLDER))


async def test_all_synthea_members_come_in_and_both_ways_agree_on_each(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    job = await come_in(disease, disease_database)

    assert job["total"] == sum(1 for name in FILES for _ in rows_of(FOLDER, name))
    assert job["outcomes"] == {"loaded": 63_200, "refused": 460}
    assert {row["errors"][0]["code"] for row in await refused(disease, job)} == {"unit"}
    for as_of in YEARS:
        await assert_agreement(disease, disease_database, as_of)


async def test_the_registries_hold_the_members_that_the_data_name(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await come_in(disease, disease_database)

    job = await finished(disease, disease_database, as_of=str(LATEST))

    assert (job["done"], job["total"]) == (515, 515)
    assert job["tiers"] == {
        "asthma": {"low": 15, "moderate": 2, "deceased": 1},
        "diabetes": {"low": 1, "moderate": 13, "deceased": 10},
    }
    asthma, diabetes = await registered(disease, "asthma"), await registered(disease, "diabetes")
    assert set(diabetes) == named("44054006")
    # One more than the data name: an emergency visit for asthma in the last 24 months, and no confirmed diagnosis.
    assert set(asthma) > named("195967001", "233678006")
    (beyond,) = set(asthma) - named("195967001", "233678006")
    profile = await disease.get(f"/disease/v1/members/{asthma[beyond]}/profile", headers=ops())
    assert [rule["rule_id"] for rule in profile.json()["diseases"][0]["identification"]] == ["A-ID2"]


async def registered(client: httpx.AsyncClient, disease_: str) -> dict[str, str]:
    """Ids of members by their Medicaid id."""
    answer = await client.get("/disease/v1/registry", params={"disease": disease_, "limit": 100}, headers=ops())
    return {item["medicaid_id"]: item["member_id"] for item in answer.json()["items"]}


def named(*codes: str) -> set[str]:
    """Medicaid ids of whom the data say one of these codes."""
    return {medicaid_id(row["PATIENT"]) for row in rows_of(FOLDER, "conditions") if row["CODE"] in codes}
