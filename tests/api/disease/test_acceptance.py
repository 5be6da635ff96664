"""What the documents say of members made up by hand, asked of the dry run, and of the registry after an import."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.api.disease.test_members import put
from tests.api.disease.test_preview import preview
from tests.api.disease.test_stratifications import finished, profile
from tests.support import asthma_cases, diabetes_cases, missing_cases
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import new_id
from tests.support.fact_files import imported, refused
from tests.support.import_files import Row
from tests.support.member_bodies import a_body, as_notice, as_rows

CASES = {"asthma": asthma_cases, "diabetes": diabetes_cases}
ALWAYS = ("identified", "excluded", "tier", "identification", "rules")
OF_THE_IDENTIFIED = (*ALWAYS, "missing", "measures", "context")  # of others the profile tells what is known today


async def standings(client: httpx.AsyncClient, body: Row) -> dict[str, dict[str, Any]]:
    answer = await preview(client, body)
    assert answer.status_code == 200, (body, answer.text)
    return {one["disease"]: one for one in answer.json()["diseases"]}


def of_the_reference(found: dict[str, Any]) -> str:
    """The rules without those that stand for the rest: low and undetermined."""
    return " ".join(r["rule_id"] for r in found["rules"] if r["rule_id"].split("-")[1][0] in "VHM")


@pytest.mark.parametrize("of", CASES)
async def test_the_dry_run_gives_the_tier_and_rules_of_the_documents(disease: httpx.AsyncClient, of: str) -> None:
    differing = []
    for name, body, tier, rules in CASES[of].TIERS:
        found = (await standings(disease, body))[of]
        if (found["tier"], of_the_reference(found)) != (tier, rules) or not found["identified"]:
            differing.append((name, (tier, rules), (found["tier"], of_the_reference(found))))

    assert differing == []


@pytest.mark.parametrize("of", CASES)
async def test_the_dry_run_identifies_whom_the_documents_identify(disease: httpx.AsyncClient, of: str) -> None:
    for expected, bodies in ((True, CASES[of].IDENTIFIED), (False, CASES[of].NOT_IDENTIFIED)):
        for body in bodies:
            found = (await standings(disease, body))[of]
            assert found["identified"] is expected, body
            assert expected or (found["tier"], found["rules"]) == (None, []), body


@pytest.mark.parametrize("of", CASES)
async def test_the_registry_says_of_imported_facts_what_the_dry_run_says(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase, of: str
) -> None:
    cases = CASES[of]
    bodies = [*(body for _, body, _, _ in cases.TIERS), *cases.IDENTIFIED, *cases.NOT_IDENTIFIED]
    members: list[UUID] = []
    rows: list[Row] = []
    for number, body in enumerate(bodies):
        members.append(new_id())
        answer = await put(disease, members[-1], **as_notice(body, f"M{number}"))
        assert answer.status_code == 200, answer.text
        rows += as_rows(body, f"M{number}")
    job = await imported(disease, disease_database, *rows)
    assert (job["status"], job["done"]) == ("finished", len(rows)), job
    run = await finished(disease, disease_database)
    assert run["status"] == "finished"

    differing = []
    for member_id, body in zip(members, bodies, strict=True):
        dry, told = await standings(disease, body), await profile(disease, member_id, "confidential")
        differing += [
            (body, name, key, dry[name][key], told[name][key])
            for name in CASES
            for key in (OF_THE_IDENTIFIED if dry[name]["identified"] else ALWAYS)
            if dry[name][key] != told[name][key]
        ]
    assert differing == []


def named(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(gap["name"], gap["reason"]) for gap in found["missing"]}


async def test_what_cannot_be_used_is_told_and_gives_no_tier(disease: httpx.AsyncClient) -> None:
    for name, body, of, tier, gap in missing_cases.REJECTED:
        found = (await standings(disease, body))[of]
        assert (found["tier"], gap in named(found)) == (tier, True), (name, found)


async def test_what_is_missing_is_told_with_its_reason(disease: httpx.AsyncClient) -> None:
    untold = []
    for name, body, of, gap in missing_cases.GAPS:
        found = (await standings(disease, body))[of]
        if gap not in named(found):
            untold.append((name, named(found)))

    assert untold == []


async def test_figures_beside_the_tier_are_those_of_the_documents(disease: httpx.AsyncClient) -> None:
    for name, body, of, measures in missing_cases.MEASURES:
        found = (await standings(disease, body))[of]
        assert {key: found["measures"][key] for key in measures} == measures, name


async def test_the_import_refuses_what_the_dry_run_rejects(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    await put(disease)
    for number, (name, body, *_) in enumerate(missing_cases.REJECTED):
        observations = {"as_of": None, "member": None, "observations": body["observations"][-1:]}
        rows = [{**row, "medicaid_id": "M1"} for row in as_rows(observations, f"R{number}")]
        job = await imported(disease, disease_database, *rows)
        assert len(await refused(disease, job)) == 1, name


async def test_a_member_left_out_and_null_are_the_same(disease: httpx.AsyncClient) -> None:
    assert await standings(disease, missing_cases.NULLS) == await standings(disease, a_body())
