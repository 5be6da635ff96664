"""A page of the queue is one statement that walks an index and touches a page of rows, whatever is behind it."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.runtime.pages import cursor_of
from tests.api.authorization.office import CASE_MANAGER, PARTNER, REVIEWER, Office, Person
from tests.support.databases import PinnedDatabase

REQUESTS = "/authorization/v1/requests"
BEHIND = 8_000
PAGE = 20
MANY = """
insert into requests (id, version, submission_id, content_hash, sent_by, sender_agency, agency, medicaid_id, expedited,
    status, desk, priority_status, queue_rank, clock, received_at, amber_at, due_at, decide_by, decided_at, policy,
    findings, snapshot)
select gen_random_uuid(), 1, gen_random_uuid(), '', 'service:plans', case when n % 20 = 1 then 'health-plan-1' end,
    case n % 20 when 0 then 'agency-a' else 'agency-' || n % 20 end, 'M' || n, n % 50 = 0,
    case when decided then 'decided' when n % 100 = 0 then 'pended' else 'received' end,
    case when n % 100 = 7 then 'clinical_review' else 'spa_review' end,
    case when n % 100 = 3 then 'accepted' else 'not_requested' end, case when n % 100 = 3 then 0 else 2 end,
    case when n % 50 = 0 then 'expedited' else 'standard' end, at, at + interval '5 days', at + interval '7 days',
    at + interval '7 days', case when decided then at + interval '1 day' end, '2018-10', '[]', '{"member": {}}'
from (select n, n <= $1 / 2 as decided, now() - make_interval(mins => $1 - n) as at from generate_series(1, $1) n) many
"""
HELD = """
insert into assignments (id, request_id, holder, claimed_at)
select gen_random_uuid(), id, case when n % 10 = 0 then 'spa1' else 'spa2' end, now()
from (select id, row_number() over (order by received_at desc) as n from requests where status <> 'decided' limit 300) r
"""


async def behind(database: PinnedDatabase, count: int = BEHIND) -> None:
    """So many requests, the older half decided; each twentieth of one agency."""
    await database.raw.execute(MANY, count)
    await database.raw.execute(HELD)
    await database.raw.execute("analyze requests")
    await database.raw.execute("analyze assignments")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def rows_read(plan: dict[str, Any]) -> int:
    """Rows of `requests` that were looked at, also those that did not fit."""
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes(plan)
        if node.get("Relation Name") == "requests"
    )


async def plan_of_page(office: Office, database: PinnedDatabase, by: Any, query: dict[str, Any]) -> dict[str, Any]:
    """How the database worked for this page, and that it did so in one statement."""
    sent: list[tuple[str, tuple[Any, ...]]] = []

    def log(logged: Any) -> None:
        if "requests" in logged.query:
            sent.append((logged.query, logged.args))

    database.raw.add_query_logger(log)
    answer = await office.client.get(REQUESTS, params={"limit": PAGE, **query}, headers=by)
    database.raw.remove_query_logger(log)
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["items"]) == PAGE, "a page less than full says nothing about its cost"
    ((statement, arguments),) = sent
    explained = await database.raw.fetchval(f"explain (analyze, format json) {statement}", *arguments)
    plan: dict[str, Any] = explained[0]["Plan"]
    return plan


@pytest.mark.parametrize(
    ("by", "query"),
    [
        (REVIEWER, {}),
        (REVIEWER, {"status": "pended"}),
        (REVIEWER, {"desk": "clinical_review"}),
        (REVIEWER, {"clock": "expedited"}),
        (REVIEWER, {"priority": True}),
        (REVIEWER, {"priority": False}),
        (REVIEWER, {"priority_status": "accepted"}),
        (REVIEWER, {"assignee": "none"}),
        (REVIEWER, {"assignee": "me"}),
        (REVIEWER, {"status": "decided"}),
        (CASE_MANAGER, {}),
        (CASE_MANAGER, {"status": "decided"}),
        (PARTNER, {}),
        (PARTNER, {"status": "decided"}),
    ],
    ids=lambda value: str(value.subject) if hasattr(value, "subject") else str(value),
)
async def test_a_page_reads_a_pages_worth_of_rows(
    office: Office, database: PinnedDatabase, by: Any, query: dict[str, Any]
) -> None:
    await behind(database)

    plan = await plan_of_page(office, database, by, query)

    assert rows_read(plan) <= 10 * PAGE
    assert all("Seq Scan" not in node["Node Type"] for node in nodes(plan) if node.get("Relation Name") == "requests")
    sorted_rows = [node["Actual Rows"] for node in nodes(plan) if node["Node Type"] == "Sort"]
    assert all(count <= 5 * PAGE for count in sorted_rows)


async def test_the_last_page_costs_what_the_first_does(office: Office, database: PinnedDatabase) -> None:
    await behind(database)
    first = await office.client.get(REQUESTS, params={"limit": PAGE}, headers=REVIEWER)
    last = "select queue_rank, received_at, id from requests where status <> 'decided' order by 1 desc, 2 desc, 3 desc"
    row = await database.raw.fetchrow(f"{last} offset {PAGE} limit 1")

    plan = await plan_of_page(office, database, REVIEWER, {"cursor": cursor_of(*row)})

    assert first.json()["next"]
    assert rows_read(plan) <= 10 * PAGE


async def test_who_may_know_of_none_asks_the_database_for_none(office: Office, database: PinnedDatabase) -> None:
    await behind(database, 100)

    assert await office.queue(Person("case_manager", subject="cm9")) == []
