"""What people do across plans and authorization, through the one origin that serves both."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

from tests.support.identities import case_manager, reviewer, supervisor
from tests.support.office import TODAY, Office, created

Json = dict[str, Any]

REQUESTS = "/authorization/v1/requests"
ARRIVAL_SECONDS = 10


async def until(look: Callable[[], Any], arrived: Callable[[Json], bool], what: str) -> Json:
    """Look until something has come over from the other service."""
    deadline = asyncio.get_running_loop().time() + ARRIVAL_SECONDS
    while True:
        answer: httpx.Response = await look()
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        if arrived(body):
            return body
        assert asyncio.get_running_loop().time() < deadline, f"{what} did not come"
        await asyncio.sleep(0.02)


def found(answer: httpx.Response) -> set[str]:
    """The rules that found something, each once."""
    return {finding["rule_id"] for finding in answer.json().get("findings", [])}


def found_by(answer: httpx.Response, rule_id: str) -> Json:
    one: Json = next(entry for entry in answer.json()["findings"] if entry["rule_id"] == rule_id)
    return one


class Journey(Office):
    def __init__(self, client: httpx.AsyncClient) -> None:
        super().__init__(client)
        self.client = client

    async def add(self, plan_id: str, line: Json) -> Json:
        """The stored line."""
        changed = await created(await self.post(plan_id, "/lines", line))
        added: Json = next(entry for entry in changed["lines"] if entry["id"] == changed["line_id"])
        return added

    async def document(self, plan_id: str, kind: str, status: str = "complete", **more: Any) -> Json:
        body = {"type": kind, "status": status, "dated": str(TODAY), **more}
        return await created(await self.post(plan_id, "/documents", body))

    async def submit(self, plan_id: str, *, priority: bool = False) -> httpx.Response:
        return await self.post(plan_id, "/submission", {"priority": priority})

    async def approve(self, plan_id: str) -> httpx.Response:
        return await self.post(plan_id, "/supervisor-review", {"outcome": "approved"}, headers=supervisor())

    async def forwarded(self, plan_id: str, *documents: str, priority: bool = False) -> Json:
        """The request that arrives when the plan with complete papers was submitted and approved."""
        await self.complete_papers(plan_id, *documents)
        submitted = await created(await self.submit(plan_id, priority=priority), 200)
        assert [entry for entry in submitted["findings"] if entry["severity"] in ("error", "hold")] == []
        await created(await self.approve(plan_id), 200)
        return await self.request_for(plan_id)

    async def requests_for(self, plan_id: str) -> list[Json]:
        answer = await self.client.get(REQUESTS, params={"plan_id": plan_id}, headers=reviewer())
        assert answer.status_code == 200, answer.text
        items: list[Json] = answer.json()["items"]
        return items

    async def request_for(self, plan_id: str) -> Json:
        """The whole request, once it has arrived."""
        listed = await until(
            lambda: self.client.get(REQUESTS, params={"plan_id": plan_id}, headers=reviewer()),
            lambda body: bool(body["items"]),
            "the request",
        )
        assert len(listed["items"]) == 1
        return await self.read_request(listed["items"][0]["id"])

    async def read_request(self, request_id: str) -> Json:
        return await created(await self.client.get(f"{REQUESTS}/{request_id}", headers=reviewer()), 200)

    async def decide(self, request: Json, *outcomes: Json) -> Json:
        """Claimed and decided; every line that was asked for is authorized where no outcomes are given."""
        address = f"{REQUESTS}/{request['id']}"
        await created(await self.client.post(f"{address}/assignment", headers=reviewer()), 200)
        lines = outcomes or [
            {"line_id": line["line_id"], "outcome": "authorized"}
            for line in request["lines"]
            if line["action"] != "none"
        ]
        answer = await self.client.post(f"{address}/decision", json={"lines": lines}, headers=reviewer())
        return await created(answer, 200)

    async def plan_after_decision(self, plan_id: str) -> Json:
        """The plan, once the decision has reached it."""
        return await until(lambda: self.read(plan_id), lambda plan: bool(plan["decided_at"]), "the decision")

    async def plan_with_priority(self, plan_id: str) -> Json:
        """The plan, once it was told what became of the priority of its lines."""
        return await until(
            lambda: self.read(plan_id), lambda plan: any(line["priority"] for line in plan["lines"]), "the priority"
        )

    async def findings(self, plan_id: str, stage: str) -> httpx.Response:
        answer = await self.client.get(
            self.address(plan_id, "/findings"), params={"stage": stage}, headers=case_manager()
        )
        assert answer.status_code == 200, answer.text
        return answer
