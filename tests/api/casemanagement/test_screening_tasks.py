"""What findings put on the work list: each item once, none for who opted out but a question through the provider."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest_asyncio

from tests.api.casemanagement.office import NURSE, Office, today
from tests.api.casemanagement.screening_bodies import MEMBER, ago, condition, facts, lead, opt_out, screened
from tests.api.casemanagement.screening_run import Run, screening_run
from tests.support.databases import Databases

FIVE_SERVICES = ["education", "service", "service", "service", "service"]


@pytest_asyncio.fixture
async def run(databases: Databases) -> AsyncIterator[Run]:
    async with screening_run(databases) as started:
        yield started


async def tasks(database: Any, member_id: str, status: str = "open") -> list[tuple[str, str]]:
    """Kind and due day, in order."""
    async with database.connection() as connection:
        rows = await connection.fetch(
            "select kind, due_on from tasks where member_id = $1 and status = $2 order by due_on, kind, id",
            member_id,
            status,
        )
    return [(row["kind"], row["due_on"].isoformat()) for row in rows]


def kinds(found: list[tuple[str, str]]) -> list[str]:
    return sorted(kind for kind, _ in found)


async def test_scenario_01_a_watched_result_asks_for_education_and_a_retest(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()

    await screened(office, member_id, observations=[lead("9.9")])

    assert kinds(await tasks(casemanagement_database, member_id)) == ["education", "retest_lead"]


async def test_scenario_02_a_lead_case_brings_the_five_services_and_a_retest_once(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()

    await screened(office, member_id, observations=[lead("10.0")])
    await screened(office, member_id, observations=[lead("10.0")])

    assert kinds(await tasks(casemanagement_database, member_id)) == sorted([*FIVE_SERVICES, "retest_lead"])
    shown = (await office.get("/tasks", NURSE, member_id=member_id))["items"]
    assert {task["program"] for task in shown} == {"lead"}


async def test_scenario_04_a_capillary_46_calls_a_nurse_today_and_asks_for_blood_within_two_days(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()
    capillary = lead("46", "10368-9", days=0)

    await screened(office, member_id, observations=[capillary])
    first = await tasks(casemanagement_database, member_id)
    await screened(office, member_id, observations=[capillary, lead("8.2", days=0)])

    assert first[0] == ("call", today().isoformat())
    assert first[1] == ("confirm_lead", (today() + timedelta(days=2)).isoformat())
    assert kinds(await tasks(casemanagement_database, member_id)) == ["education", "retest_lead"]
    cancelled = kinds(await tasks(casemanagement_database, member_id, "cancelled"))
    assert cancelled == sorted(["call", "confirm_lead", *FIVE_SERVICES])


async def test_a_newer_result_asks_for_its_own_retest_and_for_no_second_service(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()
    await screened(office, member_id, observations=[lead("12", days=40)])

    await screened(office, member_id, observations=[lead("12", days=40), lead("14", days=5)])

    found = kinds(await tasks(casemanagement_database, member_id))
    assert found == sorted([*FIVE_SERVICES, "retest_lead", "retest_lead"])


async def test_who_opted_out_is_asked_once_through_the_provider(office: Office, casemanagement_database: Any) -> None:
    member_id = await office.member()
    async with casemanagement_database.connection() as connection:
        await opt_out(connection, member_id, "all_cm")

    await screened(office, member_id, observations=[lead("12")])
    await screened(office, member_id, observations=[lead("14", days=2)])
    await screened(office, member_id, observations=[lead("5", days=1)])

    assert kinds(await tasks(casemanagement_database, member_id)) == ["ask_via_provider"]


async def test_children_of_the_household_who_were_not_tested_get_a_task_each(run: Run) -> None:
    at_home = {"household": "H1"}
    child = await run.office.member(**at_home, birth_date=ago(3 * 365))
    untested = await run.office.member(**at_home, birth_date=ago(2 * 365))
    unknown = await run.office.member(**at_home, birth_date=ago(365))
    tested = await run.office.member(**at_home, birth_date=ago(4 * 365))
    await run.office.member(**at_home, birth_date=ago(6 * 365 + 10))  # too old
    await run.office.member(household="H2", birth_date=ago(365))
    run.source.facts = {
        child: facts(observations=[lead("12")]),
        untested: facts(member=MEMBER, conditions=[condition("J45.40")]),
        tested: facts(observations=[lead("2")]),
    }

    for _ in range(2):
        await run.office.post("/screenings", {"member_id": child}, NURSE, 202)
        await run.finish()

    rows = await run.connection.fetch("select member_id, cause from tasks where kind = 'test_sibling' order by cause")
    assert {str(row["member_id"]) for row in rows} == {child}
    assert sorted(row["cause"].rsplit(":", 1)[1] for row in rows) == sorted([untested, unknown])
