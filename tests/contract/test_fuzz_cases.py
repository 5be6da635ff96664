"""Made-up requests against case management: never a 5xx, every answer as documented."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest_asyncio

from casemanagement.app import create_app
from shared.runtime.database import prepare_connection
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.conftest import settings_for
from tests.contract.test_fuzz import fuzz, serving_beside
from tests.support.databases import Databases

NURSES = ("care_nurse", "care_supervisor", "confidential", "service", "ops", "disease_nurse")


@pytest_asyncio.fixture
async def casemanagement(databases: Databases) -> AsyncIterator[tuple[str, Any, dict[str, str]]]:
    url = await databases.clone("casemanagement")
    app = create_app(settings_for(url))
    with serving_beside(app) as origin:
        async with httpx.AsyncClient(base_url=origin) as client:
            raw = await asyncpg.connect(url)
            await prepare_connection(raw)
            nurses = Nurses(client, raw)
            known = await a_case_with_everything(nurses)
            await raw.close()
        yield origin, app.openapi(), known


async def a_case_with_everything(nurses: Nurses) -> dict[str, str]:
    """The ids of a case and of one of each thing in it, by the name of the parameter."""
    case_id, (goal, *_) = await nurses.active_plan(2)
    path = f"/cases/{case_id}"
    assessment = await nurses.post(f"{path}/assessments", status=201)
    barrier = await nurses.post(f"{path}/barriers", {"kind": "transport", "text": "No car"}, status=201)
    referral = {"kind": "facilitation", "text": "Rides", "referred_to": "Ride service"}
    intervention = await nurses.post(f"{path}/interventions", referral, status=201)
    (task,) = (await nurses.get(f"{path}/tasks"))["items"]
    (letter_id,) = (await nurses.post(f"{path}/letters", {"kind": "warning"}, status=201))["letters"]
    wish = {"member_id": assessment["member_id"], "channel": "mail", "purpose": "education"}
    reservation = await nurses.post("/contact-reservations", wish, status=201)
    return {
        "case_id": case_id,
        "member_id": assessment["member_id"],
        "assessment_id": assessment["id"],
        "goal_id": goal["id"],
        "barrier_id": barrier["id"],
        "intervention_id": intervention["id"],
        "task_id": task["id"],
        "letter_id": letter_id,
        "reservation_id": reservation["id"],
        "rule_id": "R5",
    }


async def test_case_management_answers_made_up_requests_as_documented(
    casemanagement: tuple[str, Any, dict[str, str]],
) -> None:
    assert await asyncio.to_thread(fuzz, *casemanagement, NURSES) > 200
