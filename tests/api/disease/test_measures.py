"""The yearly measures: the run and the pure function agree, figures add up, runs survive a kill and a repeat."""

from collections import Counter
from datetime import date
from typing import Any

import httpx
import pytest

from disease.api.measure_schema import MeasuredMemberRead, MeasureRead, MeasureRunRead
from disease.domain.quality.definitions import in_force
from disease.domain.quality.member_measures import measure
from disease.domain.rule_sets import NEWEST
from disease.persistence.quality import runs
from disease.use_cases import measure_year
from disease.use_cases.measure_year import work_on_measures
from shared.runtime.work import Services
from tests.api.disease.test_population import stored, told
from tests.support.databases import PinnedDatabase
from tests.support.identities import bearer, ops
from tests.support.measured_members import histories
from tests.support.refusals import pointers, refused

ADDRESS = "/disease/v1/measures"


def services_of(database: PinnedDatabase) -> Services:
    return Services(database, {}, "America/Chicago", wake=lambda: None)


async def counted(client: httpx.AsyncClient, database: PinnedDatabase, year: int) -> dict[str, Any]:
    """The finished job."""
    sent = await client.post(f"{ADDRESS}/runs", json={"year": year}, headers=ops())
    assert sent.status_code == 202, sent.text
    while await work_on_measures(services_of(database)):
        pass
    job: dict[str, Any] = (await client.get(sent.headers["Location"], headers=ops())).json()
    assert job["status"] == "finished"
    return job


async def dies(*_: Any) -> None:
    """A step that dies before its commit."""
    raise RuntimeError


async def figures(client: httpx.AsyncClient, year: int) -> dict[str, Any]:
    answer = await client.get(f"{ADDRESS}?year={year}", headers=ops())
    assert answer.status_code == 200, answer.text
    return {item["measure"]: item for item in answer.json()["items"]}


async def behind(client: httpx.AsyncClient, code: str, year: int, **query: str) -> dict[str, dict[str, Any]]:
    """Results by member, all pages."""
    found: dict[str, dict[str, Any]] = {}
    params: dict[str, Any] = {"year": year, "limit": 100, **query}
    while True:
        page = (await client.get(f"{ADDRESS}/{code}/members", params=params, headers=ops())).json()
        found |= {item["member_id"]: item for item in page["items"]}
        if page["next"] is None:
            return found
        params["cursor"] = page["next"]


@pytest.mark.parametrize(("year", "seed"), [(2024, 1), (2025, 2), (2026, 3)])
async def test_the_run_and_the_pure_function_agree(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase, year: int, seed: int
) -> None:
    await stored(disease, disease_database, histories(250, year, seed))
    await counted(disease, disease_database, year)
    facts = await told(disease, date(year, 12, 31))
    met: Counter[Any] = Counter()

    for definition in in_force(year):
        by_run = await behind(disease, definition.code, year)
        for member_id, known in facts.items():
            outcome = measure(known, definition, year, NEWEST)
            found = by_run.pop(member_id, None)
            assert (found is None) == (outcome is None), (definition.code, known, found, outcome)
            if outcome is None or found is None:
                continue
            assert found == {
                "member_id": member_id,
                "excluded": outcome.excluded,
                "denominator": outcome.denominator,
                "numerators": outcome.numerators,
                "inputs": outcome.inputs,
            }, (definition.code, known)
            met[definition.code, outcome.excluded] += 1
            met.update((definition.code, name, bool(count)) for name, count in outcome.numerators.items())
        assert by_run == {}

    for definition in in_force(year):
        for numerator in definition.numerators:
            assert met[definition.code, numerator.code, True], numerator
            assert met[definition.code, numerator.code, False], numerator


async def test_the_figures_are_those_of_the_members_behind_them(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await stored(disease, disease_database, histories(150, 2025, 4))
    await counted(disease, disease_database, 2025)

    async with disease_database.connection() as connection:
        ended = await connection.fetchrow("select * from audit_log where action = 'measure_run_finished'")
    assert (ended["actor"], ended["after"]["year"]) == ("service:measures", 2025)
    for code, item in (await figures(disease, 2025)).items():
        MeasureRead.model_validate(item)
        everybody = await behind(disease, code, 2025)
        assert item["population"] == len(everybody)
        assert item["excluded"] == dict(Counter(one["excluded"] for one in everybody.values() if one["excluded"]))
        assert item["denominator"] == sum(one["denominator"] for one in everybody.values())
        assert len(await behind(disease, code, 2025, part="excluded")) == sum(item["excluded"].values())
        assert len(await behind(disease, code, 2025, part="denominator")) == item["denominator"]
        for numerator in item["numerators"]:
            name = numerator["numerator"]
            within = await behind(disease, code, 2025, part="numerator", numerator=name)
            without = await behind(disease, code, 2025, part="open", numerator=name)
            assert numerator["count"] == len(within)
            assert item["denominator"] == len(within) + len(without)
            assert numerator["rate"] == f"{len(within) / item['denominator']:.4f}"
        for one in everybody.values():
            MeasuredMemberRead.model_validate(one)


async def test_before_a_run_there_are_definitions_and_no_figures(disease: httpx.AsyncClient) -> None:
    items = await figures(disease, 2025)

    assert list(items) == ["AMR", "GSD", "KED", "BPD", "EED"]
    assert items["AMR"]["effective_years"] == {"first": 2020, "last": 2025}
    for item in items.values():
        MeasureRead.model_validate(item)
        assert (item["denominator"], item["run_id"]) == (None, None)


async def test_each_year_has_its_own_versions(disease: httpx.AsyncClient) -> None:
    assert list(await figures(disease, 2026)) == ["AAF", "GSD", "KED", "BPD", "EED"]
    assert await figures(disease, 2019) == {}
    of_2026 = await disease.get(f"{ADDRESS}/AMR/members?year=2026", headers=ops())
    assert of_2026.status_code == 404


async def test_a_measure_or_version_may_be_named(disease: httpx.AsyncClient) -> None:
    one = await disease.get(f"{ADDRESS}?year=2025&measure=GSD", headers=ops())
    none = await disease.get(f"{ADDRESS}?year=2025&measure=GSD&version=GSD-1999", headers=ops())

    assert [item["version"] for item in one.json()["items"]] == ["GSD-2024"]
    assert none.json()["items"] == []


async def test_figures_come_as_csv(disease: httpx.AsyncClient) -> None:
    answer = await disease.get(f"{ADDRESS}?year=2025", headers={**ops(), "Accept": "text/csv"})
    lines = answer.text.splitlines()

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert lines[0].startswith("year,measure,version,numerator")
    assert len(lines) == 7


async def test_a_run_goes_on_after_a_kill_and_repeats_the_same_figures(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stored(disease, disease_database, histories(60, 2025, 5))
    await counted(disease, disease_database, 2025)
    once = await figures(disease, 2025)
    monkeypatch.setattr(measure_year, "MEMBERS_PER_BATCH", 7)
    await disease.post(f"{ADDRESS}/runs", json={"year": 2025}, headers=ops())

    for _ in range(4):
        assert await work_on_measures(services_of(disease_database))
    with monkeypatch.context() as killed:
        killed.setattr(runs, "advance_run", dies)
        with pytest.raises(RuntimeError):
            await work_on_measures(services_of(disease_database))
    while await work_on_measures(services_of(disease_database)):
        pass
    again = await figures(disease, 2025)

    for code, item in once.items():
        assert {**again[code], "run_id": 0, "counted_at": 0} == {**item, "run_id": 0, "counted_at": 0}
        assert again[code]["run_id"] != item["run_id"]


async def test_one_run_of_a_year_at_a_time(disease: httpx.AsyncClient) -> None:
    first = await disease.post(f"{ADDRESS}/runs", json={"year": 2025}, headers=ops())
    second = await disease.post(f"{ADDRESS}/runs", json={"year": 2025}, headers=ops())
    other = await disease.post(f"{ADDRESS}/runs", json={"year": 2024}, headers=ops())

    MeasureRunRead.model_validate_json(first.content)
    assert (first.status_code, second.status_code, other.status_code) == (202, 409, 202)


async def test_a_year_to_come_is_not_counted(disease: httpx.AsyncClient) -> None:
    answer = await disease.post(f"{ADDRESS}/runs", json={"year": 2199}, headers=ops())

    assert pointers(refused(answer, 422)) == ["/year"]


@pytest.mark.parametrize("role", ["provider", "partner", "case_manager"])
async def test_measures_are_for_the_office(disease: httpx.AsyncClient, role: str) -> None:
    assert (await disease.get(f"{ADDRESS}?year=2025", headers=bearer(role))).status_code == 403
    assert (await disease.get(f"{ADDRESS}/GSD/members?year=2025", headers=bearer(role))).status_code == 403
    assert (await disease.post(f"{ADDRESS}/runs", json={"year": 2025}, headers=bearer(role))).status_code == 403


async def test_an_unknown_run_is_not_found(disease: httpx.AsyncClient) -> None:
    address = f"{ADDRESS}/runs/01900000-0000-7000-8000-000000000009"

    assert (await disease.get(address, headers=ops())).status_code == 404
