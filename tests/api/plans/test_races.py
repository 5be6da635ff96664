"""What must hold when several do it at once, on real connections and real commits."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from plans.persistence.constraints import CONSTRAINTS
from shared.kernel.errors import Conflict
from shared.runtime.database import refusal_of
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, service, supervisor
from tests.support.office import Office, a_line, a_member, a_plan, created, plan_year
from tests.support.refusals import refused, statuses

PLANS = "/plans/v1/service-plans"
ROUNDS = 4


async def test_two_plans_for_one_span_one_is_opened(busy: tuple[list[Office], Any]) -> None:
    offices, connection = busy
    for _ in range(ROUNDS):
        member = await offices[0].member()
        body = a_plan(member["id"], lines=[a_line()])

        answers = await asyncio.gather(
            *(office.plans.post(PLANS, json=body, headers=case_manager()) for office in offices)
        )

        assert statuses(answers) == [201, 409]
    assert await connection.fetchval("select count(*) from service_plans") == ROUNDS
    assert await connection.fetchval("select count(*) from plan_lines") == ROUNDS


async def test_the_constraint_speaks_as_the_rule_does(busy: tuple[list[Office], Any]) -> None:
    """The loser of a race learned nothing from the rules; what the constraint says must still tell it what to do."""
    offices, connection = busy
    member = await offices[0].member()
    body = a_plan(member["id"])
    slow = await asyncpg.connect(offices[0].plans._transport.app.state.settings.database_url)  # type: ignore[attr-defined]
    transaction = slow.transaction()
    await transaction.start()
    await slow.execute(
        """
        insert into service_plans (id, version, member_id, type, origin, status, "start", "end", created_at, updated_at)
        values (gen_random_uuid(), 1, $1, 'initial', 'case_manager', 'draft', $2, $3, now(), now())
        """,
        member["id"],
        plan_year().start,
        plan_year().end,
    )
    asking = asyncio.create_task(offices[0].plans.post(PLANS, json=body, headers=case_manager()))
    waits = (
        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())"
    )
    while not await connection.fetchval(waits):
        assert not asking.done()
        await asyncio.sleep(0.005)
    await transaction.commit()
    await slow.close()

    document = refused(await asking, 409)

    assert document["type"] == "urn:harmony:problem:plans-overlap"
    assert await connection.fetchval("select count(*) from service_plans") == 1


OVERLAPPING_PLAN = """
insert into service_plans (id, version, member_id, type, origin, status, "start", "end", created_at, updated_at)
select gen_random_uuid(), 1, member_id, type, origin, 'draft', "end", "end" + 30, now(), now() from service_plans
"""
OVERLAPPING_LINE = """
insert into plan_lines (id, plan_id, member_id, position, service_code, line_key, units, frequency, "start", "end",
                        status, entered_by, overlap_from)
select gen_random_uuid(), plan_id, member_id, 9, service_code, line_key, 1, frequency, "end", "end" + 30,
       'requested', entered_by, "end" from plan_lines where supersedes is null
"""
SECOND_SUCCESSOR = """
insert into plan_lines (id, plan_id, member_id, position, service_code, line_key, units, frequency, "start", "end",
                        status, entered_by, overlap_from, supersedes)
select gen_random_uuid(), plan_id, member_id, 9, service_code, 'other', 1, frequency, "start", "end",
       'draft', entered_by, "start", supersedes from plan_lines where supersedes is not null
"""


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (OVERLAPPING_PLAN, "one_open_plan_per_span"),
        (OVERLAPPING_LINE, "no_overlapping_lines"),
        (SECOND_SUCCESSOR, "one_live_successor"),
    ],
)
async def test_the_database_holds_it_by_itself(
    office: Office, plans_database: PinnedDatabase, statement: str, constraint: str
) -> None:
    """Whatever the rules miss between two plans, the constraint refuses, and the service knows what it means."""
    plan = await office.conversion_plan()
    await created(await office.increase(plan))
    await plans_database.raw.execute("update plan_lines set status = 'authorized'")

    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused_by:
        await plans_database.raw.execute(statement)

    assert refused_by.value.constraint_name == constraint
    assert isinstance(refusal_of(refused_by.value, CONSTRAINTS), Conflict)


async def test_two_changes_of_one_line_make_one_successor(busy: tuple[list[Office], Any]) -> None:
    offices, connection = busy
    for number in range(ROUNDS):
        plan = await offices[0].conversion_plan()

        answers = await asyncio.gather(offices[0].increase(plan, 60), offices[1].increase(plan, 64))

        assert statuses(answers) == [201, 409]
        assert await connection.fetchval("select count(*) from plan_lines where supersedes is not null") == number + 1
        versions = "select count(*) from plan_versions where plan_id = $1::uuid"
        assert await connection.fetchval(versions, plan["id"]) == 2


async def test_two_supervisors_review_one_wins(busy: tuple[list[Office], Any]) -> None:
    offices, connection = busy
    for number in range(ROUNDS):
        plan = await offices[0].conversion_plan()
        await created(await offices[0].increase(plan))
        await offices[0].complete_papers(plan["id"], "nurse_evaluation")
        await created(await offices[0].post(plan["id"], "/submission"), 200)
        outcomes = ({"outcome": "approved"}, {"outcome": "returned", "text": "Add the evaluation."})
        if number % 2:
            outcomes = ({"outcome": "approved"}, {"outcome": "approved"})

        answers = await asyncio.gather(
            *(
                office.post(plan["id"], "/supervisor-review", outcome, headers=supervisor(f"sup{place}"))
                for place, (office, outcome) in enumerate(zip(offices, outcomes, strict=True))
            )
        )

        assert statuses(answers) == [200, 409]
        [won] = [answer.json() for answer in answers if answer.status_code == 200]
        sent = "select count(*) from outbox where key = $1::uuid"
        assert await connection.fetchval(sent, plan["id"]) == (won["review"]["outcome"] == "approved")


async def test_two_changes_of_one_version_one_is_stale(busy: tuple[list[Office], Any]) -> None:
    offices, _ = busy
    for _ in range(ROUNDS):
        member = await offices[0].member()
        address, headers = f"/plans/v1/members/{member['id']}", {**case_manager(), "If-Match": '"1"'}

        answers = await asyncio.gather(
            *(
                office.plans.patch(address, json={"county": county}, headers=headers)
                for office, county in zip(offices, ("Osage", "Creek"), strict=True)
            )
        )

        assert statuses(answers) == [200, 412]
        [won] = [answer.json() for answer in answers if answer.status_code == 200]
        read = (await offices[0].plans.get(address, headers=case_manager())).json()
        assert (read["county"], read["version"]) == (won["county"], 2)


async def test_one_medicaid_id_is_one_member(busy: tuple[list[Office], Any]) -> None:
    offices, connection = busy
    body = a_member()

    answers = await asyncio.gather(
        *(offices[n % 2].plans.post("/plans/v1/members", json=body, headers=case_manager()) for n in range(8))
    )

    assert statuses(answers) == [201] + [409] * 7
    assert await connection.fetchval("select count(*) from members") == 1


async def test_a_decision_delivered_many_times_at_once_counts_once(busy: tuple[list[Office], Any]) -> None:
    offices, connection = busy
    plan = await offices[0].forwarded_plan()
    decision = {
        "decision_id": str(uuid4()),
        "request_id": str(uuid4()),
        "plan_version": plan["version"],
        "kind": "lines_decided",
        "decided_at": "2026-03-01T10:00:00Z",
        "decided_by": "spa1",
        "lines": [{"line_id": plan["lines"][1]["id"], "outcome": "authorized", "authorization_number": "25000000018"}],
    }

    answers = await asyncio.gather(
        *(
            offices[n % 2].plans.put(f"{PLANS}/{plan['id']}/decision", json=decision, headers=service())
            for n in range(8)
        )
    )

    assert statuses(answers) == [200] * 8
    assert {answer.json()["version"] for answer in answers} == {plan["version"] + 1}
    assert await connection.fetchval("select count(*) from plan_versions where action = 'lines_decided'") == 1
    assert await connection.fetchval("select count(*) from plan_decisions") == 1
