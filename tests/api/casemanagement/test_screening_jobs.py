"""Screenings of the population as jobs: page by page, resumed, repeated, with a neighbour that is away."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
import pytest_asyncio

from casemanagement.clients.disease_facts import DiseaseFacts, Page
from casemanagement.use_cases.start_screening import start_nightly
from casemanagement.use_cases.work_on_screenings import work_on_screenings
from shared.runtime import clock
from shared.schema.member_facts import MemberFactsBody
from tests.api.casemanagement.office import NURSE, Office, today
from tests.api.casemanagement.screening_bodies import MEMBER, ago, condition, facts, lead
from tests.api.casemanagement.screening_run import Run, screening_run
from tests.support.databases import Databases


async def test_a_page_takes_as_many_statements_for_one_member_as_for_many(
    office: Office, casemanagement_database: Any, casemanagement: httpx.AsyncClient
) -> None:
    counts = []
    for size in (1, 7):
        members = sorted([await office.member() for _ in range(size)])
        page = Page(tuple((UUID(member_id), LOW_AND_LEAD.facts) for member_id in members), last=True)
        await office.post("/screenings", {"scope": "population"}, NURSE, 202)
        casemanagement_database.statements.clear()
        app = casemanagement._transport.app  # type: ignore[attr-defined]
        await work_on_screenings(app.state.services, Laid(page), app.state.rule_sets)
        counts.append(len([text for text in casemanagement_database.statements if "SAVEPOINT" not in text.upper()]))

    assert counts[0] == counts[1]
    assert counts[0] <= 16


LOW_AND_LEAD = MemberFactsBody.model_validate(
    facts(
        member={**MEMBER, "birth_date": "2000-01-01"},
        observations=[lead("12")],
        pregnancy={"estimated_due_date": (today() + timedelta(days=100)).isoformat()},
    )
)


class Laid(DiseaseFacts):
    """One page, laid down by the test."""

    def __init__(self, page: Page) -> None:
        object.__setattr__(self, "page", page)

    async def after(self, _member_id: UUID | None, _as_of: date) -> Page:
        page: Page = object.__getattribute__(self, "page")
        return page


@pytest_asyncio.fixture
async def run(databases: Databases) -> AsyncIterator[Run]:
    async with screening_run(databases) as started:
        yield started


async def autistic_members(run: Run, count: int) -> list[str]:
    members = [await run.office.member() for _ in range(count)]
    run.source.facts = {member_id: facts(conditions=[condition("F84.0")]) for member_id in members}
    return members


async def test_a_population_is_screened_page_by_page_as_a_job(run: Run) -> None:
    await autistic_members(run, 5)
    run.source.facts[str(uuid4())] = facts(conditions=[condition("F84.0")])  # unknown here

    job = await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)
    assert (job["status"], job["done"], job["total"]) == ("running", 0, 5)
    await run.step()
    halfway = await run.office.get(f"/screenings/{job['id']}")
    await run.finish()
    done = await run.office.get(f"/screenings/{job['id']}")

    assert (halfway["status"], halfway["done"]) == ("running", 2)
    assert (done["status"], done["done"], done["found"]) == ("finished", 6, {"opened": 5, "not_known": 1})
    assert await run.connection.fetchval("select count(*) from episodes where open") == 5
    assert len({query.get("after") for query in run.source.asked}) == 3


async def test_a_member_without_given_facts_is_screened_by_those_of_the_disease_service(run: Run) -> None:
    (member_id,) = await autistic_members(run, 1)
    unknown_there = await run.office.member()

    job = await run.office.post("/screenings", {"member_id": member_id}, NURSE, 202)
    other = await run.office.post("/screenings", {"member_id": unknown_there}, NURSE, 202)
    await run.finish()

    assert (await run.office.get(f"/screenings/{job['id']}"))["found"] == {"opened": 1}
    empty = await run.office.get(f"/screenings/{other['id']}")
    assert (empty["status"], empty["done"], empty["found"]) == ("finished", 0, {})


async def test_r3_a_second_run_opens_nothing_twice(run: Run) -> None:
    await autistic_members(run, 3)
    await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)
    await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)

    await run.finish()

    assert await run.connection.fetchval("select count(*) from episodes") == 3
    found = await run.connection.fetch("select found from screenings order by id")
    assert sorted(row["found"] for row in found) == ['{"known": 3}', '{"opened": 3}']


async def test_a_job_waits_for_the_disease_service_and_goes_on(run: Run) -> None:
    await autistic_members(run, 3)
    job = await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)
    await run.step()

    run.source.away = True
    assert not await run.step()
    waiting = await run.office.get(f"/screenings/{job['id']}")
    assert (waiting["status"], waiting["waiting_for"], waiting["done"]) == ("running", "disease", 2)
    assert not await run.step()  # not before its time

    run.source.away = False
    await run.connection.execute("update screenings set next_at = now()")
    await run.finish()
    done = await run.office.get(f"/screenings/{job['id']}")
    assert (done["status"], done["waiting_for"], done["found"]) == ("finished", None, {"opened": 3})


async def test_a_page_that_two_workers_fetched_is_kept_once(run: Run) -> None:
    await autistic_members(run, 2)
    job = await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)

    class Late(DiseaseFacts):
        """While it is answered the lease runs out, and another worker keeps the page."""

        async def after(self, member_id: Any, as_of: Any) -> Any:
            page = await super().after(member_id, as_of)
            await run.connection.execute("update screenings set next_at = now()")
            assert await run.step()
            return page

    late = Late(run.disease.url, run.disease.tokens, members_a_page=2)
    await work_on_screenings(run.app.state.services, late, run.app.state.rule_sets)

    done = await run.office.get(f"/screenings/{job['id']}")
    assert (done["done"], done["found"]) == (2, {"opened": 2})
    assert await run.connection.fetchval("select count(*) from audit_log where action = 'screened'") == 1


async def test_a_job_whose_worker_was_killed_goes_on_after_its_lease(run: Run) -> None:
    await autistic_members(run, 3)
    job = await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)
    await run.step()

    class Killed(DiseaseFacts):
        """The worker ends between the answer and the keeping of the page."""

        async def after(self, member_id: UUID | None, as_of: date) -> Page:
            await super().after(member_id, as_of)
            raise asyncio.CancelledError

    killed = Killed(run.disease.url, run.disease.tokens, members_a_page=2)
    with pytest.raises(asyncio.CancelledError):
        await work_on_screenings(run.app.state.services, killed, run.app.state.rule_sets)
    assert not await run.step()  # the lease of the dead worker still runs

    await run.connection.execute("update screenings set next_at = now()")
    await run.finish()
    done = await run.office.get(f"/screenings/{job['id']}")
    assert (done["status"], done["done"], done["found"]) == ("finished", 3, {"opened": 3})
    assert await run.connection.fetchval("select count(*) from episodes") == 3


async def test_a_job_of_a_rule_set_that_is_gone_fails_and_says_so(run: Run) -> None:
    job = await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)
    await run.connection.execute("update screenings set rule_set = '2025-07'")

    await run.finish()

    failed = await run.office.get(f"/screenings/{job['id']}")
    assert (failed["status"], failed["error"][:12]) == ("failed", "The rule set")


async def test_a_key_that_comes_again_starts_one_job(run: Run) -> None:
    body = {"scope": "population"}
    with_key = {**NURSE, "Idempotency-Key": "k1"}
    first = await run.office.post("/screenings", body, with_key, 202)
    second = await run.office.post("/screenings", body, with_key, 202)

    assert first == second
    assert await run.connection.fetchval("select count(*) from screenings") == 1


async def test_a_member_who_died_during_the_run_gets_no_case(run: Run) -> None:
    (member_id,) = await autistic_members(run, 1)
    await run.office.post("/screenings", {"scope": "population"}, NURSE, 202)

    class Slow(DiseaseFacts):
        """While it answers, plans tells of the death."""

        async def after(self, after: Any, as_of: Any) -> Any:
            page = await super().after(after, as_of)
            await run.office.change(member_id, deceased_on=ago(0))
            return page

    await work_on_screenings(run.app.state.services, Slow(run.disease.url, run.disease.tokens), run.app.state.rule_sets)

    assert await run.connection.fetchval("select count(*) from episodes") == 0
    assert await run.connection.fetchval("select disposition from screening_results") == "excluded"


async def test_everybody_is_screened_once_a_day_from_its_hour_on(run: Run) -> None:
    services, rule_sets = run.app.state.services, run.app.state.rule_sets
    too_early = clock.now().astimezone(ZoneInfo(services.time_zone)).hour + 1

    await start_nightly(services, too_early, rule_sets)
    assert await run.connection.fetchval("select count(*) from screenings") == 0
    await asyncio.gather(*(start_nightly(services, 0, rule_sets) for _ in range(3)))

    (job,) = await run.connection.fetch("select scope, as_of, requested_by from screenings")
    assert tuple(job) == ("population", today(), "service:nightly-screening")
    assert await run.connection.fetchval("select count(*) from audit_log where action = 'started'") == 1
