"""How many statements each operation asks of the database: exactly so many, however many lines there are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, supervisor
from tests.support.office import Office, created, plan_year
from tests.support.whole_plans import a_whole_plan

# What an operation asks inside its transaction; beginning and ending it are not counted.
WHOLE_PLAN = 5
WHOLE_PLAN_WITHOUT_KEY = 3
REPLAY = 2
SUBMISSION = 6
APPROVAL = 5
CHANGE = 4
READ = 1
FINDINGS = 1
HISTORY = 1
PAGE = 1
MOST_OF_A_SUBMISSION = 15
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
# asyncpg asks once per connection what an array of ids is, and turns the compiler off for that long.
OF_THE_DRIVER = ("typeinfo_tree", "current_setting('jit')", "set_config('jit'")

Counted = Callable[[], int]


@pytest.fixture
def counted(plans_database: PinnedDatabase) -> Counted:
    """How many statements since it was last asked."""

    def statements() -> int:
        asked = [text for text in plans_database.statements if _is_ours(text)]
        plans_database.statements.clear()
        return len(asked)

    return statements


def _is_ours(statement: str) -> bool:
    return not statement.lstrip().upper().startswith(TRANSACTION) and not any(
        sign in statement for sign in OF_THE_DRIVER
    )


def keyed(key: str) -> dict[str, str]:
    return {**case_manager(), "Idempotency-Key": key}


async def whole(office: Office, lines: int, headers: dict[str, str], **changes: Any) -> Any:
    member = await office.member()
    return await _open(office, a_whole_plan(member["id"], lines, **changes), headers)


async def _open(office: Office, body: Any, headers: dict[str, str]) -> Any:
    return await created(await office.plans.post("/plans/v1/service-plans", json=body, headers=headers))


@pytest.mark.parametrize("lines", [1, 8, 40])
async def test_a_whole_plan_with_its_submission(office: Office, counted: Counted, lines: int) -> None:
    body = a_whole_plan((await office.member())["id"], lines)
    counted()

    first = await _open(office, body, keyed("k"))
    asked = counted()
    again = await _open(office, body, keyed("k"))
    replayed = counted()

    assert len(first["lines"]) == lines
    assert again == first
    assert (asked, replayed) == (WHOLE_PLAN, REPLAY)
    assert asked + 2 <= MOST_OF_A_SUBMISSION


@pytest.mark.parametrize("lines", [1, 40])
async def test_a_whole_plan_without_a_key(office: Office, counted: Counted, lines: int) -> None:
    body = a_whole_plan((await office.member())["id"], lines)
    counted()

    await _open(office, body, case_manager())

    assert counted() == WHOLE_PLAN_WITHOUT_KEY


@pytest.mark.parametrize("lines", [1, 40])
async def test_an_approval_with_its_message(
    office: Office, plans_database: PinnedDatabase, counted: Counted, lines: int
) -> None:
    plan = await whole(office, lines, case_manager(), submission=None)
    note = plan["notes"][0]["id"]
    await created(await office.post(plan["id"], f"/notes/{note}/acknowledgement", headers=supervisor()), 200)
    counted()

    await created(await office.post(plan["id"], "/submission", headers=keyed("s")), 200)
    submission = counted()
    reviewed = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    approval = counted()

    assert (await created(reviewed, 200))["status"] == "spa_review"
    assert (submission, approval) == (SUBMISSION, APPROVAL)
    assert await plans_database.raw.fetchval("select count(*) from outbox where topic = 'plan_submitted'") == 1


@pytest.mark.parametrize("others", [0, 7])
async def test_a_change_of_services(office: Office, counted: Counted, others: int) -> None:
    plan = await office.conversion_plan()
    for place in range(others):
        line = {
            "service_code": "S5170",
            "units": 1,
            "frequency": "calendar_day",
            "start": str(plan_year().change + timedelta(days=place)),
            "end": str(plan_year().change + timedelta(days=place)),
        }
        await created(await office.post(plan["id"], "/lines", line))
    counted()

    await created(await office.increase(plan))

    assert counted() == CHANGE


@pytest.mark.parametrize("lines", [1, 40])
async def test_reading(office: Office, counted: Counted, lines: int) -> None:
    plan = await whole(office, lines, case_manager())
    asked = {}
    for part, most in (("", READ), ("/findings", FINDINGS), ("/history", HISTORY)):
        counted()
        answer = await office.plans.get(office.address(plan["id"], part), headers=case_manager())
        assert answer.status_code == 200
        asked[part] = (counted(), most)

    assert [found for found, _ in asked.values()] == [most for _, most in asked.values()]


@pytest.mark.parametrize("count", [1, 5])
async def test_a_page_of_a_list(office: Office, counted: Counted, count: int) -> None:
    for _ in range(count):
        await whole(office, 2, case_manager())
    counted()

    plans_page = await office.plans.get("/plans/v1/service-plans", headers=case_manager())
    asked_for_plans = counted()
    members_page = await office.plans.get("/plans/v1/members?limit=2", headers=case_manager())
    asked_for_members = counted()

    assert len(plans_page.json()["items"]) == count
    assert len(members_page.json()["items"]) == min(count, 2)
    assert (asked_for_plans, asked_for_members) == (PAGE, PAGE)


async def test_the_dry_run_asks_nothing(office: Office, counted: Counted) -> None:
    document = (await office.plans.get("/plans/openapi.json")).json()
    schema = document["paths"]["/plans/v1/service-plans/check"]["post"]["requestBody"]["content"]["application/json"]
    counted()

    answer = await office.plans.post(
        "/plans/v1/service-plans/check", json=schema["schema"]["example"], headers=case_manager()
    )

    assert answer.status_code == 200
    assert counted() == 0
