"""Made-up requests against disease: never a 5xx, every answer as documented."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest_asyncio

from disease.app import create_app
from tests.api.disease.conftest import settings_for
from tests.contract.test_fuzz import fuzz, serving_beside
from tests.support.databases import Databases
from tests.support.disease_facts import MEMBER, a_notice
from tests.support.identities import bearer


@pytest_asyncio.fixture
async def disease(databases: Databases) -> AsyncIterator[tuple[str, Any, dict[str, str]]]:
    app = create_app(settings_for(await databases.clone("disease")))
    with serving_beside(app) as origin:
        async with httpx.AsyncClient(base_url=origin) as client:
            member = await client.put(
                f"/disease/v1/members/{MEMBER}", json=a_notice(), headers=bearer("service", subject="plans")
            )
            assert member.status_code == 200, member.text
        yield origin, app.openapi(), {"member_id": str(MEMBER), "rule_id": "A-VH1", "measure": "GSD"}


async def test_disease_answers_made_up_requests_as_documented(disease: tuple[str, Any, dict[str, str]]) -> None:
    assert await asyncio.to_thread(fuzz, *disease) > 100


async def test_a_guideline_or_version_that_no_table_can_hold_is_refused(
    disease: tuple[str, Any, dict[str, str]],
) -> None:
    address = f"{disease[0]}/disease/v1/guideline-distributions"
    for wanted in ({"guideline": "asthma-care", "version": 2**60}, {"guideline": "\u0000", "version": 1}):
        async with httpx.AsyncClient() as client:
            answer = await client.post(address, json={"channel": "email", **wanted}, headers=bearer("ops"))
        assert answer.status_code == 422, wanted
