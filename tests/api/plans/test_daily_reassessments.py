"""The daily look at plans that run out: once per plan, repeatable, whole or not at all."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from plans.domain.policies import POLICIES
from plans.persistence.reassessment_queries import refresh_items
from plans.use_cases.refresh_reassessments import refresh_reassessments
from shared.runtime.database import Pool
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services
from tests.api.plans.test_reassessments import a_plan_ending_in, due
from tests.support.databases import PinnedDatabase
from tests.support.identities import ops
from tests.support.office import TODAY, Office, created


def services(database: Any) -> Services:
    return Services(database, {}, "America/Chicago", wake=lambda: None)


class LaterWork(OwnWork):
    """The daily look some days from now."""

    def __init__(self, database: Any, tx: Any, days: int) -> None:
        super().__init__(services(database), tx, "reassessments")
        self.now += timedelta(days=days)

    @property
    def today(self) -> Any:
        return self.day_of(self.now)


async def look(database: PinnedDatabase, days: int = 0) -> int:
    async with database.transaction() as tx:
        return await refresh_items(LaterWork(database, tx, days), POLICIES[-1])


async def steps(office: Office, plan: dict[str, Any]) -> list[str]:
    log = await office.plans.get("/plans/v1/audit", params={"subject": plan["id"]}, headers=ops())
    actions = [entry["action"] for entry in log.json()["items"]]
    return [action for action in reversed(actions) if action.startswith("reassessment_")]


async def test_a_due_plan_gets_one_work_item_and_a_second_look_changes_nothing(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await a_plan_ending_in(office, 55)
    await a_plan_ending_in(office, 200)
    [before] = await due(office)
    for _ in range(3):
        assert await refresh_reassessments(services(plans_database)) is False
    [item] = await due(office)
    assert (before["opened_on"], before["standing_since"]) == (None, None)
    assert (item["plan_id"], item["opened_on"], item["standing_since"]) == (plan["id"], str(TODAY), str(TODAY))
    assert await steps(office, plan) == ["reassessment_open"]


async def test_an_item_moves_on_with_the_days_and_each_move_stands_in_the_audit_log(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await a_plan_ending_in(office, 55)
    assert [await look(plans_database, days) for days in (0, 14, 15, 20, 25, 55, 56)] == [1, 0, 1, 0, 1, 0, 1]
    assert await steps(office, plan) == [f"reassessment_{name}" for name in ("open", "overdue", "late", "lapsed")]
    log = await office.plans.get("/plans/v1/audit", params={"subject": plan["id"]}, headers=ops())
    newest = next(entry for entry in log.json()["items"] if entry["action"] == "reassessment_lapsed")
    assert (newest["actor"], newest["rule_ids"], newest["member_id"]) == (
        "service:reassessments",
        ["DT-09"],
        plan["member_id"],
    )


async def test_a_plan_that_is_due_no_more_is_done_and_comes_back_when_it_is(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await a_plan_ending_in(office, 20)
    await look(plans_database)
    body = {"reason": "moved", "effective": str(TODAY), "text": "To Kansas."}
    await created(await office.post(plan["id"], "/closure", body), 200)
    assert [await look(plans_database), await look(plans_database)] == [1, 0]
    assert await steps(office, plan) == ["reassessment_late", "reassessment_done"]
    await plans_database.raw.execute("update service_plans set status = 'authorized' where id = $1", UUID(plan["id"]))
    assert await look(plans_database) == 1
    assert (await due(office))[0]["standing_since"] == str(TODAY)


async def test_two_processes_look_at_the_same_time_and_tell_it_once(busy: tuple[list[Office], Any]) -> None:
    offices, connection = busy
    for _ in range(3):
        await a_plan_ending_in(offices[0], 30)
    url = offices[0].plans._transport.app.state.settings.database_url  # type: ignore[attr-defined]
    pools = [Pool(url, 2), Pool(url, 2)]
    for pool in pools:
        await pool.open()
    await asyncio.gather(*(refresh_reassessments(services(pool)) for pool in pools for _ in range(2)))
    for pool in pools:
        await pool.close()
    told = "select count(*) from audit_log where action like 'reassessment_%'"
    assert await connection.fetchval(told) == await connection.fetchval("select count(*) from reassessment_items") == 3


async def test_a_look_that_is_killed_leaves_nothing_half_done(office: Office, plans_database: PinnedDatabase) -> None:
    await a_plan_ending_in(office, 30)
    await plans_database.raw.execute(
        "alter table audit_log add constraint no_more check (action <> 'reassessment_late') not valid"
    )
    with pytest.raises(asyncpg.CheckViolationError):
        await refresh_reassessments(services(plans_database))
    assert await plans_database.raw.fetchval("select count(*) from reassessment_items") == 0
    await plans_database.raw.execute("alter table audit_log drop constraint no_more")
    await refresh_reassessments(services(plans_database))
    assert await plans_database.raw.fetchval("select count(*) from reassessment_items") == 1
