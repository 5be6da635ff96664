"""The population run as a job: batch by batch, once at a time, and again where it broke off."""

from typing import Any

import httpx
import pytest

from disease.use_cases import stratify_members
from disease.use_cases.stratify_members import work_on_runs
from shared.runtime.work import Services
from tests.api.disease.test_members import put
from tests.api.disease.test_stratifications import nurse, stratify
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import new_id
from tests.support.fact_files import a_condition, imported
from tests.support.identities import ops


async def test_a_run_goes_batch_by_batch_and_goes_on_where_it_was(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stratify_members, "MEMBERS_PER_BATCH", 2)
    for number in range(5):
        await put(disease, new_id(), medicaid_id=f"M{number}")
    await imported(
        disease, disease_database, *(a_condition(f"c-{number}", medicaid_id=f"M{number}") for number in range(5))
    )
    started = await stratify(disease, ops(), scope="population")
    services = Services(disease_database, {}, "America/Chicago", wake=lambda: None)

    done = []
    while await work_on_runs(services):
        job = (await disease.get(started.headers["Location"], headers=nurse())).json()
        done.append((job["done"], job["total"], sum(job["tiers"].get("asthma", {}).values()), job["status"]))

    assert done == [
        (0, 5, 0, "running"),
        (2, 5, 2, "running"),
        (4, 5, 4, "running"),
        (5, 5, 5, "running"),
        (5, 5, 5, "finished"),
    ]


async def test_a_second_run_of_the_population_waits_for_the_first(disease: httpx.AsyncClient) -> None:
    first = await stratify(disease, ops(), scope="population")
    second = await stratify(disease, ops(), scope="population")
    other_day = await stratify(disease, ops(), scope="population", as_of="2026-02-01")

    assert (first.status_code, second.status_code, other_day.status_code) == (202, 409, 202)


async def test_a_batch_that_breaks_off_leaves_nothing_and_is_done_again(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(disease)
    await imported(disease, disease_database, a_condition())
    await stratify(disease, ops(), scope="population")
    services = Services(disease_database, {}, "America/Chicago", wake=lambda: None)
    assert await work_on_runs(services)

    async def break_off(*_: Any) -> None:
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr(stratify_members, "follow_standings", break_off)
        with pytest.raises(TimeoutError):
            await work_on_runs(services)
    assert await disease_database.raw.fetchval("select count(*) from stratifications") == 0

    while await work_on_runs(services):
        pass

    assert await disease_database.raw.fetchval("select status from stratification_runs") == "finished"
    assert await disease_database.raw.fetchval("select count(*) from stratifications") == 1
