"""Messages between plans and authorization: none lost, none counted twice, in order, whoever is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from tests.api.authorization.office import Office as ReviewOffice
from tests.api.authorization.office import authorized
from tests.support.databases import Databases
from tests.support.identities import supervisor
from tests.support.log_lines import log_lines
from tests.support.office import Office, created
from tests.support.outboxes import messages, plans_without_member_messages, time_passes, worker_of
from tests.support.receivers import FailingAfterwards, Recorder, Waiting, cutting
from tests.support.services import authorization_app, free_port, plans_app, serving
from tests.support.waiting import until


class Neighbours:
    """Plans and authorization on databases and ports of their own; each may be up or away."""

    def __init__(self, plans_url: str, authorization_url: str) -> None:
        self.plans_port, self.authorization_port = free_port(), free_port()
        self.plans = plans_app(plans_url, self.origin(self.authorization_port), workers=True)
        self.authorization = authorization_app(authorization_url, self.origin(self.plans_port), workers=True)
        self.database_urls = plans_url, authorization_url

    def origin(self, port: int) -> str:
        return f"http://127.0.0.1:{port}"

    @asynccontextmanager
    async def plans_up(self, app: Any = None) -> AsyncIterator[Office]:
        async with serving(app or self.plans, self.plans_port) as origin, httpx.AsyncClient(base_url=origin) as client:
            yield Office(client)

    @asynccontextmanager
    async def authorization_up(self, app: Any = None) -> AsyncIterator[ReviewOffice]:
        async with (
            serving(app or self.authorization, self.authorization_port) as origin,
            httpx.AsyncClient(base_url=origin) as client,
        ):
            yield ReviewOffice(client)


@pytest_asyncio.fixture
async def neighbours(databases: Databases) -> Neighbours:
    return Neighbours(await plans_without_member_messages(databases), await databases.clone("authorization"))


@pytest_asyncio.fixture
async def looks(neighbours: Neighbours) -> AsyncIterator[tuple[Any, Any]]:
    """Fresh connections into the databases of plans and of authorization."""
    async with AsyncExitStack() as stack:
        connections = []
        for url in neighbours.database_urls:
            connections.append(await asyncpg.connect(url))
            stack.push_async_callback(connections[-1].close)
        yield connections[0], connections[1]


async def arrives(connection: Any, plan_id: str) -> None:
    async def arrived() -> bool:
        return bool(await connection.fetchval("select exists (select from requests where plan_id = $1)", UUID(plan_id)))

    await until(arrived, "the request's arrival")


async def everything_is_delivered(connection: Any) -> None:
    async def delivered() -> bool:
        return not await connection.fetchval("select exists (select from outbox where delivered_at is null)")

    await until(delivered, "the delivery")


async def test_an_approval_succeeds_while_authorization_is_away(
    neighbours: Neighbours, looks: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = log_lines(monkeypatch)
    plans, authorization = looks
    async with neighbours.plans_up() as office:
        plan = await office.forwarded_plan()
        assert plan["status"] == "spa_review"

        async def was_tried() -> bool:
            return bool(await plans.fetchval("select max(attempts) from outbox"))

        await until(was_tried, "the first attempt")
        assert await plans.fetchval("select count(*) from outbox where delivered_at is null") == 1

        async with neighbours.authorization_up() as review:
            await arrives(authorization, plan["id"])
            await everything_is_delivered(plans)
            assert len(await review.queue(plan_id=plan["id"])) == 1
    assert "ConnectError" in said.getvalue()
    assert "Byron" not in said.getvalue()


async def test_a_decision_succeeds_while_plans_is_away(neighbours: Neighbours, looks: tuple[Any, Any]) -> None:
    plans, authorization = looks
    async with neighbours.authorization_up() as review:
        async with neighbours.plans_up() as office:
            plan = await office.forwarded_plan()
            await arrives(authorization, plan["id"])
            await everything_is_delivered(plans)
        [request_id] = await review.queue(plan_id=plan["id"])
        held = await created(await review.claim(request_id), 200)
        [asked] = [line for line in held["lines"] if line["action"] == "new"]
        await created(await review.decide(request_id, authorized(asked)), 200)

        async with neighbours.plans_up() as office:
            await everything_is_delivered(authorization)
            decided = (await office.read(plan["id"])).json()

    assert (decided["status"], decided["lines"][1]["status"]) == ("authorized", "authorized")
    taken_over = "select count(*) from plan_versions where action = 'lines_decided'"
    assert await plans.fetchval(taken_over) == await plans.fetchval("select count(*) from plan_decisions") == 1


async def test_a_receiver_that_fails_after_its_commit_gets_it_again_and_counts_it_once(
    neighbours: Neighbours, looks: tuple[Any, Any]
) -> None:
    plans, authorization = looks
    failing = FailingAfterwards(neighbours.authorization, times=2)
    async with neighbours.authorization_up(failing), neighbours.plans_up() as office:
        await office.forwarded_plan()
        await everything_is_delivered(plans)

    assert await plans.fetchval("select attempts from outbox") == 3
    assert await authorization.fetchval("select count(*) from requests") == 1
    assert await authorization.fetchval("select count(*) from audit_log where action = 'received'") == 1


async def test_a_connection_cut_after_the_commit_is_no_second_request(
    neighbours: Neighbours, looks: tuple[Any, Any]
) -> None:
    plans, authorization = looks
    behind = free_port()
    async with (
        serving(neighbours.authorization, behind),
        cutting(neighbours.authorization_port, behind, times=2),
        neighbours.plans_up() as office,
    ):
        await office.forwarded_plan()
        await everything_is_delivered(plans)

    assert await plans.fetchval("select attempts from outbox") == 3
    assert await authorization.fetchval("select count(*) from requests") == 1


async def test_one_message_delivered_by_two_workers_counts_once(neighbours: Neighbours, looks: tuple[Any, Any]) -> None:
    plans, authorization = looks
    waiting = Waiting(neighbours.authorization)
    async with neighbours.authorization_up(waiting), neighbours.plans_up() as office:
        await office.forwarded_plan()
        await waiting.entered.wait()
        await plans.execute("update outbox set leased_until = now() - interval '1 second'")
        async with worker_of(neighbours.database_urls[0]) as second:
            assert await second.deliver_due() == 1
        assert await plans.fetchval("select delivered_at is not null from outbox")
        waiting.let_go.set()
        await waiting.finished.wait()

    assert await authorization.fetchval("select count(*) from requests") == 1
    assert await plans.fetchval("select delivered_at is not null and last_error is null from outbox")


async def test_what_is_rolled_back_is_not_sent(neighbours: Neighbours, looks: tuple[Any, Any]) -> None:
    plans, _ = looks
    recorder = Recorder()
    async with neighbours.authorization_up(recorder), neighbours.plans_up() as office:
        plan = await office.conversion_plan()
        await created(await office.increase(plan))
        await office.complete_papers(plan["id"], "nurse_evaluation")
        await created(await office.post(plan["id"], "/submission"), 200)
        approval = {"outcome": "approved"}
        # The audit entry is written with the message, last of all: what breaks it breaks everything.
        await plans.execute("alter table audit_log add constraint no_more check (action <> 'approved') not valid")
        failed = await office.post(plan["id"], "/supervisor-review", approval, headers=supervisor())
        left = await plans.fetchval("select count(*) from outbox")
        status = await plans.fetchval("select status from service_plans")
        await plans.execute("alter table audit_log drop constraint no_more")

        assert (failed.status_code, left, status) == (500, 0, "supervisor_review")
        assert recorder.accepted == []
        await created(await office.post(plan["id"], "/supervisor-review", approval, headers=supervisor()), 200)
        await everything_is_delivered(plans)
    assert [sent["plan_id"] for sent in recorder.accepted] == [plan["id"]]


@asynccontextmanager
async def sending(plans: FastAPI, recorder: Recorder, port: int) -> AsyncIterator[httpx.AsyncClient]:
    """The service without its own worker, and whoever receives what it announces."""
    async with (
        serving(recorder, port),
        serving(plans) as origin,
        httpx.AsyncClient(base_url=origin) as client,
    ):
        yield client


async def test_messages_of_one_plan_arrive_in_their_order(databases: Databases) -> None:
    url, port = await databases.clone("plans"), free_port()
    failed: set[tuple[int, int]] = set()

    def fails_once(body: Any) -> int:
        place = body["key"], body["number"]
        first = place not in failed
        failed.add(place)
        return 503 if first and body["number"] % 2 else 200

    recorder = Recorder(fails_once)
    async with serving(recorder, port), messages(url) as outbox, worker_of(url) as one, worker_of(url) as other:
        for number in range(6):
            for key in range(3):
                await outbox.add(key, {"key": key, "number": number}, f"http://127.0.0.1:{port}/")
        while await outbox.waiting():
            await asyncio.gather(one.deliver_due(), other.deliver_due())
            await time_passes(outbox.connection)

    for key in range(3):
        assert [body["number"] for body in recorder.accepted if body["key"] == key] == list(range(6))
    assert len(recorder.refused) == 9


async def test_a_message_refused_for_good_is_kept_seen_and_holds_back_its_own_plan_only(databases: Databases) -> None:
    url, port = await databases.clone("plans"), free_port()
    plans = plans_app(url)
    answers = {"first": 404}
    recorder = Recorder(lambda body: answers.get(body, 200))
    async with (
        sending(plans, recorder, port) as client,
        messages(url) as outbox,
        worker_of(url) as worker,
    ):
        for key, body in ((1, "first"), (1, "second"), (2, "other")):
            await outbox.add(key, body, f"http://127.0.0.1:{port}/")
        await outbox.add(3, "nowhere", "http://[not an address")
        assert await worker.deliver_due() == 3
        ready = (await client.get("/plans/health/ready")).json()
        pause, reason = await outbox.connection.fetchrow(
            "select extract(epoch from next_at - now()), last_error from outbox where id = 1"
        )

        assert (recorder.accepted, recorder.refused) == (["other"], ["first"])
        assert (ready["undelivered_messages"], ready["refused_messages"]) == (3, 1)
        assert pause > 25
        assert reason == "refused: status 404 urn:harmony:problem:refused"

        answers.clear()
        for _ in range(2):
            await time_passes(outbox.connection)
            await worker.deliver_due()
        ready = (await client.get("/plans/health/ready")).json()
    assert recorder.accepted == ["other", "first", "second"]
    assert (ready["undelivered_messages"], ready["refused_messages"]) == (1, 0)


async def test_a_message_of_now_goes_before_an_import_and_before_what_was_tried_in_vain(databases: Databases) -> None:
    url, port = await databases.clone("plans"), free_port()
    recorder = Recorder()
    async with serving(recorder, port), messages(url) as outbox, worker_of(url) as worker:
        for number in range(40):
            await outbox.add(number, "import", f"http://127.0.0.1:{port}/", "bulk.test")
        for number in range(40, 80):
            await outbox.add(number, "in vain", f"http://127.0.0.1:{port}/")
        await outbox.connection.execute("update outbox set attempts = 6 where topic = 'test'")
        await outbox.add(99, "now", f"http://127.0.0.1:{port}/")

        assert await worker.deliver_due() == 32
        assert recorder.accepted.count("now") == 1
        assert await worker.deliver_due(slow_lane=False) == 0
        while await worker.deliver_due(slow_lane=True):
            pass

    assert len(recorder.accepted) == 81


async def test_a_running_worker_empties_both_lanes(databases: Databases) -> None:
    url, port = await databases.clone("plans"), free_port()
    recorder = Recorder()
    async with serving(recorder, port), messages(url) as outbox, worker_of(url) as worker:
        await outbox.add(1, "import", f"http://127.0.0.1:{port}/", "bulk.test")
        await outbox.add(2, "now", f"http://127.0.0.1:{port}/")
        worker.start()

        async def empty() -> bool:
            return not await outbox.waiting()

        await until(empty, "the delivery")
        await worker.stop()
    assert sorted(recorder.accepted) == ["import", "now"]
