"""The Synthea members come in by the public doors of disease and case management, and everybody is screened."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from casemanagement.app import create_app as create_casemanagement
from casemanagement.clients.disease_facts import DiseaseFacts
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.screening import screen
from casemanagement.settings import CasemanagementSettings
from casemanagement.use_cases.work_on_screenings import work_on_screenings
from disease.app import create_app as create_disease
from disease.settings import DiseaseSettings
from disease.use_cases.work_on_imports import work_on_imports
from harmony.keys import development_key
from shared.runtime.neighbours import ServiceTokens
from shared.runtime.settings import DEVELOPMENT_ISSUER
from tests.support.databases import Databases
from tests.support.identities import bearer, service
from tests.support.import_files import as_ndjson
from tests.support.services import common_settings, serving
from tests.support.synthea_members import DATA, NOT_HERE, SyntheaMember, synthea_members

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=NOT_HERE)
AS_OF = date(2021, 4, 1)
AT_ONCE = 8


def chief() -> dict[str, str]:
    return bearer("care_supervisor", "confidential", subject="chief1") | {"X-Access-Reason": "review of findings"}


@dataclass(frozen=True)
class Plant:
    """Both services with their applications, and the client by which one asks the other."""

    disease: httpx.AsyncClient
    casemanagement: httpx.AsyncClient
    disease_app: Any
    casemanagement_app: Any
    facts: DiseaseFacts


@pytest_asyncio.fixture
async def plant(databases: Databases) -> AsyncIterator[Plant]:
    disease_app = create_disease(DiseaseSettings(**common_settings(await databases.clone("disease"))))
    async with serving(disease_app) as disease_url:
        settings = common_settings(await databases.clone("casemanagement"), disease_url=disease_url)
        casemanagement_app = create_casemanagement(CasemanagementSettings(**settings))
        tokens = ServiceTokens("casemanagement", str(development_key().private), DEVELOPMENT_ISSUER, "harmony")
        async with (
            serving(casemanagement_app) as casemanagement_url,
            httpx.AsyncClient(base_url=disease_url, timeout=60) as disease,
            httpx.AsyncClient(base_url=casemanagement_url, timeout=60) as casemanagement,
        ):
            yield Plant(disease, casemanagement, disease_app, casemanagement_app, DiseaseFacts(disease_url, tokens))


def a_notice(member: SyntheaMember) -> dict[str, Any]:
    person = member.facts.person
    return {
        "version": 1,
        "medicaid_id": UUID(member.id).hex,
        "given_name": "Synthea",
        "family_name": member.name,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "coverage": [{"program": "medicaid", "start": span.start.isoformat()} for span in person.coverage],
        "deceased_on": person.deceased_on.isoformat() if person.deceased_on else None,
    }


def rows_of(member: SyntheaMember) -> Iterator[dict[str, Any]]:
    """The facts that find programs, as rows of an import."""
    for place, condition in enumerate(member.facts.conditions):
        yield {
            "kind": "condition",
            "source_id": f"{member.id}-c{place}",
            "medicaid_id": UUID(member.id).hex,
            "system": condition.code.system.value,
            "code": condition.code.code,
            "recorded_on": condition.recorded_on.isoformat(),
        }
    for place, encounter in enumerate(member.facts.encounters):
        row: dict[str, Any] = {
            "kind": "encounter",
            "source_id": f"{member.id}-e{place}",
            "medicaid_id": UUID(member.id).hex,
            "class": encounter.kind.value,
            "start": encounter.start.isoformat(),
        }
        if encounter.end:
            row["end"] = encounter.end.isoformat()
        if encounter.principal:
            row["principal"] = {"system": encounter.principal.system.value, "code": encounter.principal.code}
        yield row
    if (pregnancy := member.facts.pregnancy) is not None and pregnancy.noticed_on is not None:
        yield {
            "kind": "pregnancy",
            "source_id": f"{member.id}-p",
            "medicaid_id": UUID(member.id).hex,
            "noticed_on": pregnancy.noticed_on.isoformat(),
            **({"ended_on": pregnancy.ended_on.isoformat()} if pregnancy.ended_on else {}),
        }


async def make_known(plant: Plant, members: list[SyntheaMember]) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def tell(client: httpx.AsyncClient, path: str, member: SyntheaMember) -> None:
        async with turns:
            answer = await client.put(f"{path}/{UUID(member.id)}", json=a_notice(member), headers=service())
            assert answer.status_code == 200, answer.text

    await asyncio.gather(
        *(
            tell(client, path, member)
            for member in members
            for client, path in (
                (plant.disease, "/disease/v1/members"),
                (plant.casemanagement, "/casemanagement/v1/members"),
            )
        )
    )


async def results_of(plant: Plant, screening_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        answer = await plant.casemanagement.get(
            f"/casemanagement/v1/screenings/{screening_id}/results",
            params={"limit": 100} | ({"cursor": cursor} if cursor else {}),
            headers=chief(),
        )
        assert answer.status_code == 200, answer.text
        found.extend(answer.json()["items"])
        cursor = answer.json()["next"]
        if cursor is None:
            return found


async def test_everybody_is_screened_over_http_as_the_rules_say(plant: Plant) -> None:
    members = synthea_members()
    await make_known(plant, members)
    body = as_ndjson(*(row for member in members for row in rows_of(member)))
    uploaded = await plant.disease.post(
        "/disease/v1/imports/facts",
        content=body,
        headers=bearer("ops") | {"Content-Type": "application/x-ndjson"},
    )
    assert uploaded.status_code == 202, uploaded.text
    job = uploaded.json()
    while await work_on_imports(plant.disease_app.state.services):
        pass
    loaded = (await plant.disease.get(f"/disease/v1/imports/{job['id']}", headers=bearer("ops"))).json()
    assert (loaded["status"], loaded["outcomes"].keys()) == ("finished", {"loaded"})

    answer = await plant.casemanagement.post(
        "/casemanagement/v1/screenings",
        json={"scope": "population", "as_of": AS_OF.isoformat()},
        headers=bearer("care_supervisor", subject="chief1"),
    )
    assert answer.status_code == 202, answer.text
    app = plant.casemanagement_app
    while await work_on_screenings(app.state.services, plant.facts, app.state.rule_sets):
        pass

    done = (await plant.casemanagement.get(answer.headers["Location"], headers=chief())).json()
    assert (done["status"], done["done"], done["total"]) == ("finished", len(members), len(members))
    results = await results_of(plant, done["id"])
    screenings = {member.id: screen(member.facts, AS_OF, JANUARY_2026) for member in members}
    expected = {
        (member_id, found.program.value): (found.outcome.value, [result.rule_id for result in found.rules])
        for member_id, screening in screenings.items()
        for found in (*screening.programs, *screening.identified)
    }
    told = {
        (result["member_id"], result["program"]): (result["outcome"], [rule["rule_id"] for rule in result["rules"]])
        for result in results
    }
    assert told == expected
    assert done["found"]["opened"] == sum(len(screening.programs) for screening in screenings.values()) > 0
