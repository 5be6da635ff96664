"""Facilitation: services come from plans, and plans being away fails nothing. R8: late contacts are told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest_asyncio
from asgi_lifespan import LifespanManager

from casemanagement.api.facilitation import ServicesRead
from casemanagement.app import create_app
from casemanagement.use_cases.remind_of_contacts import remind_of_contacts
from shared.runtime.database import prepare_connection
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.conftest import settings_for
from tests.api.casemanagement.office import CHIEF, NURSE, PLANS, SECOND_NURSE, today
from tests.support.databases import Databases
from tests.support.identities import ops
from tests.support.office import Office as PlansOffice
from tests.support.services import plans_app, serving


@pytest_asyncio.fixture
async def beside_plans(databases: Databases) -> AsyncIterator[tuple[Nurses, PlansOffice]]:
    """Case management that finds plans at its address."""
    async with (
        serving(plans_app(await databases.clone("plans"))) as origin,
        httpx.AsyncClient(base_url=origin) as plans,
    ):
        url = await databases.clone("casemanagement")
        app = create_app(settings_for(url).model_copy(update={"plans_url": origin}))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://casemanagement")
        async with LifespanManager(app), client:
            raw = await asyncpg.connect(url)
            await prepare_connection(raw)
            yield Nurses(client, raw), PlansOffice(plans)
            await raw.close()


async def test_a_nurse_sees_service_plans_and_authorizations_of_the_member(
    beside_plans: tuple[Nurses, PlansOffice],
) -> None:
    nurses, office = beside_plans
    plan = await office.conversion_plan()
    member = (await office.plans.get(f"/plans/v1/members/{plan['member_id']}", headers=ops())).json()
    notice = {name: member[name] for name in ("medicaid_id", "given_name", "family_name", "birth_date", "coverage")}
    await nurses.tell(member["id"], {**notice, "version": 1})
    case_id = await nurses.put("active", member_id=member["id"])

    answer = ServicesRead.model_validate(await nurses.get(f"/cases/{case_id}/services", NURSE))

    assert (answer.available, answer.message) == (True, None)
    (shown,) = answer.service_plans
    assert (str(shown.id), shown.status) == (plan["id"], plan["status"])
    assert [line.service_code for line in shown.lines] == ["T1019"]


async def test_plans_that_is_away_is_said_and_fails_nothing(nurses: Nurses) -> None:
    case_id = await nurses.put("active")

    answer = await nurses.get(f"/cases/{case_id}/services", NURSE)

    assert (answer["available"], answer["service_plans"]) == (False, [])
    assert answer["message"].startswith("The plans service does not answer now.")


async def test_the_services_of_another_teams_case_are_not_shown(nurses: Nurses) -> None:
    case_id = await nurses.put("active")
    await nurses.raw.execute("insert into nurses (subject, team, updated_at) values ('nurse1', 'north', now())")

    await nurses.get(f"/cases/{case_id}/services", SECOND_NURSE, 404)
    await nurses.get(f"/cases/{case_id}/services", PLANS)


async def reminded(nurses: Nurses) -> list[dict[str, Any]]:
    app: Any = nurses.client._transport.app  # type: ignore[attr-defined]
    for _ in range(2):
        await remind_of_contacts(app.state.services)
    listed = await nurses.get("/tasks", CHIEF)
    return [task for task in listed["items"] if task["kind"] == "contact_overdue"]


async def test_r8_a_late_contact_is_told_to_the_nurse_and_after_two_weeks_to_the_supervisor(nurses: Nurses) -> None:
    for days in (7, 8, 14, 15):
        await nurses.put("active", next_contact_on=today() - timedelta(days=days))
    await nurses.put("evaluation", next_contact_on=today() - timedelta(days=40))

    tasks = await reminded(nurses)

    told = sorted((task["assigned_role"], task["assignee"]) for task in tasks)
    assert told == [
        ("care_nurse", "nurse1"),
        ("care_nurse", "nurse1"),
        ("care_nurse", "nurse1"),
        ("care_supervisor", None),
    ]
    assert {tuple(task["rule_ids"]) for task in tasks} == {("R8",)}
