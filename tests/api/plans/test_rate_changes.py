"""A new rate through HTTP: dry run, split, what waits, and what a second run or a kill leaves."""

from datetime import timedelta
from typing import Any

import pytest

from plans.persistence import rate_changes
from plans.use_cases.change_rates import work_on_rate_changes
from shared.runtime.work import Services
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, ops, service, supervisor
from tests.support.office import TODAY, Office, a_line, created

YEAR: dict[str, Any] = {"start": "2019-04-10", "end": "2020-04-08"}
NEW_RATE = "2019-10-01"


async def run(database: PinnedDatabase, steps: int | None = None) -> None:
    """What the worker of a running service does, until nothing is left or so often."""
    services = Services(database, {}, "America/Chicago", wake=lambda: None)
    while steps != 0 and await work_on_rate_changes(services):
        steps = None if steps is None else steps - 1


async def started(office: Office, **changes: Any) -> dict[str, Any]:
    body = {"service_code": "T1016", "effective": NEW_RATE, "dry_run": False, **changes}
    return await created(await office.plans.post("/plans/v1/rate-changes", json=body, headers=ops()), 202)


async def job(office: Office, change: dict[str, Any]) -> dict[str, Any]:
    answer = await office.plans.get(f"/plans/v1/rate-changes/{change['id']}", headers=ops())
    return await created(answer, 200)


async def lines_of(office: Office, change: dict[str, Any], **query: str) -> list[dict[str, Any]]:
    answer = await office.plans.get(f"/plans/v1/rate-changes/{change['id']}/lines", params=query, headers=ops())
    items: list[dict[str, Any]] = (await created(answer, 200))["items"]
    return items


async def a_running_plan(office: Office) -> dict[str, Any]:
    return await office.conversion_plan(a_line("T1016", 175, "year", **YEAR), a_line(**YEAR), **YEAR)


async def test_scenario_21_a_new_rate_splits_a_year_line_and_keeps_its_175_units(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await a_running_plan(office)

    change = await started(office)
    await run(plans_database)

    finished = await job(office, change)
    assert (finished["status"], finished["total"], finished["done"]) == ("finished", 1, 1)
    assert finished["outcomes"] == {"split": 1}
    after = (await office.read(plan["id"])).json()
    old, personal_care, new = after["lines"]
    assert [(part["start"], part["end"], part["total"]) for part in (old, new)] == [
        ("2019-04-10", "2019-09-30", 83),
        ("2019-10-01", "2020-04-08", 92),
    ]
    assert (new["supersedes"], new["rate_from"], new["status"]) == (old["id"], NEW_RATE, "authorized")
    assert personal_care == plan["lines"][1]
    assert after["version"] == plan["version"] + 1
    [line] = await lines_of(office, change)
    assert (line["total"], [part["total"] for part in line["parts"]]) == (175, [83, 92])
    history = await office.plans.get(office.address(plan["id"], "/history"), headers=case_manager())
    newest = history.json()["items"][0]
    assert (newest["action"], newest["actor"]) == ("rate_changed", "ops1")


async def test_a_dry_run_tells_what_would_be_split_and_changes_nothing(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await a_running_plan(office)
    change = await started(office, dry_run=True)
    await run(plans_database)
    [line] = await lines_of(office, change, outcome="would_split")
    assert [(part["total"], part["cost"], part["line_id"]) for part in line["parts"]] == [
        (83, "1220.10", plan["lines"][0]["id"]),
        (92, "1352.40", None),
    ]
    after = (await office.read(plan["id"])).json()
    assert (after["version"], after["lines"]) == (plan["version"], plan["lines"])


async def test_a_second_run_finds_nothing_to_split(office: Office, plans_database: PinnedDatabase) -> None:
    plan = await a_running_plan(office)
    for expected in (1, 0):
        change = await started(office)
        await run(plans_database)
        assert (await job(office, change))["total"] == expected
    assert len((await office.read(plan["id"])).json()["lines"]) == 3


async def test_a_job_that_is_cut_off_goes_on_with_the_next_batch(
    office: Office, plans_database: PinnedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        rate_changes, "NEXT_PLANS", rate_changes.NEXT_PLANS.replace(f"limit {rate_changes.PLANS_PER_BATCH}", "limit 2")
    )
    plans = [await a_running_plan(office) for _ in range(5)]
    change = await started(office)
    await run(plans_database, steps=1)
    halfway = await job(office, change)
    await run(plans_database)
    assert (halfway["status"], halfway["done"]) == ("running", 2)
    finished = await job(office, change)
    assert (finished["status"], finished["done"], finished["outcomes"]) == ("finished", 5, {"split": 5})
    for plan in plans:
        assert [line["total"] for line in (await office.read(plan["id"])).json()["lines"]][::2] == [83, 92]


async def test_a_batch_costs_the_same_for_one_plan_and_for_many(office: Office, plans_database: PinnedDatabase) -> None:
    costs = []
    for plans in (1, 6):
        for _ in range(plans):
            await a_running_plan(office)
        await started(office)
        before = len(plans_database.statements)
        await run(plans_database, steps=1)
        costs.append(len(plans_database.statements) - before)
    assert costs[0] == costs[1]


async def test_what_is_in_review_waits_and_is_split_by_the_next_run(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await office.forwarded_plan()
    start = plan["lines"][0]["start"]
    effective = str(TODAY - timedelta(days=10))
    assert start < effective
    change = await started(office, service_code="T1019", effective=effective)
    await run(plans_database)
    [line] = await lines_of(office, change)
    assert (line["outcome"], line["parts"], line["reason"]) == (
        "waiting",
        [],
        "The plan is in review. Run the change again after the decision.",
    )
    assert (await office.read(plan["id"])).json()["version"] == plan["version"]


async def test_authorization_goes_on_knowing_one_line(office: Office, plans_database: PinnedDatabase) -> None:
    plan = await office.conversion_plan()
    known = plan["lines"][0]
    await started(office, service_code="T1019", effective=str(TODAY - timedelta(days=10)))
    await run(plans_database)
    part = (await office.read(plan["id"])).json()["lines"][1]
    last = str(TODAY + timedelta(days=20))
    body = {"type": "end", "line_id": part["id"], "effective": last, "reason": "Moves to her daughter"}
    await created(await office.post(plan["id"], "/changes", body))
    await office.complete_papers(plan["id"])
    await created(await office.post(plan["id"], "/submission", {"priority": False}), 200)
    approved = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    await created(approved, 200)

    payload = await plans_database.raw.fetchval("select payload from outbox where topic = 'plan_submitted'")
    [asked] = payload["lines"]
    assert (asked["line_id"], asked["action"], asked["start"], asked["end"]) == (
        known["id"],
        "end",
        known["start"],
        last,
    )
    notice = {
        "decision_id": "01a1d2c3-0000-7000-8000-000000000001",
        "request_id": "01a1d2c3-0000-7000-8000-000000000002",
        "plan_version": approved.json()["version"],
        "kind": "lines_decided",
        "decided_at": "2026-11-20T15:00:00Z",
        "decided_by": "spa1",
        "lines": [{"line_id": known["id"], "outcome": "authorized", "start": known["start"], "end": last}],
    }
    answer = await office.plans.put(office.address(plan["id"], "/decision"), json=notice, headers=service())
    old, ended = (await created(answer, 200))["lines"]
    assert (old["status"], ended["status"], ended["end"], ended["start"]) == (
        "superseded",
        "service_ended",
        last,
        part["start"],
    )
    assert old["total"] + ended["total"] == asked["total"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [({"service_code": "X9999"}, "/service_code"), ({"effective": str(TODAY + timedelta(days=1))}, "/effective")],
)
async def test_a_service_or_a_day_that_cannot_be_is_refused(
    office: Office, changes: dict[str, str], pointer: str
) -> None:
    body = {"service_code": "T1016", "effective": NEW_RATE, "dry_run": False, **changes}
    refused = await office.plans.post("/plans/v1/rate-changes", json=body, headers=ops())
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_rates_are_the_offices_business(office: Office) -> None:
    body = {"service_code": "T1016", "effective": NEW_RATE}
    assert (await office.plans.post("/plans/v1/rate-changes", json=body, headers=case_manager())).status_code == 403
    unknown = "/plans/v1/rate-changes/01a1d2c3-0000-7000-8000-000000000001"
    for address in (unknown, f"{unknown}/lines"):
        assert (await office.plans.get(address, headers=ops())).status_code == 404
