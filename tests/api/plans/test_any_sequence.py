"""Whatever people do to a plan, in any order, it stays a plan: a random walk over the API, checked after every step."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.use_cases.change_rates import work_on_rate_changes
from shared.runtime.work import Services
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, ops, service, supervisor
from tests.support.office import TODAY, Office, a_line, a_plan, created, plan_year

Json = dict[str, Any]
YEAR = plan_year()
SERVED = frozenset({"requested", "authorized", "superseded", "service_ended"})
SERVICES = [("T1019", "week"), ("T1016", "year"), ("S5170", "calendar_day"), ("T1002", "year")]
DOCUMENTS = ("ucat", "nurse_evaluation", "service_team_release", "change_of_provider", "additional_units_request")
_decisions = count(1)


class Walk:
    """One plan, and the hands that work on it; every number a step needs is drawn by hypothesis."""

    def __init__(self, office: Office, database: PinnedDatabase, plan: Json, providers: list[str]) -> None:
        self.office, self.database, self.providers = office, database, providers
        self.plan, self.id = plan, plan["id"]

    async def step(self, draw: Callable[..., int]) -> None:
        name = STEPS[draw(0, len(STEPS) - 1)]
        answer = await getattr(self, name)(draw)
        assert answer.status_code in (200, 201, 202, 409, 412, 422), (name, answer.text)
        self.plan = (await self.office.read(self.id, **ops())).json()

    def a_line(self, draw: Callable[..., int], *statuses: str) -> Json | None:
        lines = [line for line in self.plan["lines"] if not statuses or line["status"] in statuses]
        return lines[draw(0, len(lines) - 1)] if lines else None

    def a_day(self, draw: Callable[..., int]) -> date:
        """Two of three days are sensible ones."""
        sensible = (YEAR.start, YEAR.change, YEAR.change, YEAR.end)
        return sensible[draw(0, 3)] if draw(0, 2) else YEAR.start + timedelta(days=draw(-3, 367))

    async def add(self, draw: Callable[..., int]) -> httpx.Response:
        code, frequency = SERVICES[draw(0, len(SERVICES) - 1)]
        start, end = sorted((self.a_day(draw), self.a_day(draw)))
        line = a_line(code, draw(1, 60), frequency, start=str(start), end=str(end))
        return await self.office.post(self.id, "/lines", line)

    async def alter(self, draw: Callable[..., int]) -> httpx.Response:
        line = self.a_line(draw)
        if line is None:
            return await self.office.read(self.id)
        changes: list[Json] = [
            {"units": draw(1, 60)},
            {"end": str(self.a_day(draw)), "reason": "end"},
            {"start": str(self.a_day(draw))},
            {"provider_id": self.providers[draw(0, 1)]},
        ]
        return await self.office.patch(self.id, f"/lines/{line['id']}", changes[draw(0, 3)])

    async def remove(self, draw: Callable[..., int]) -> httpx.Response:
        line = self.a_line(draw, "draft", "authorized")
        if line is None:
            return await self.office.read(self.id)
        tag = (await self.office.read(self.id)).headers["ETag"]
        headers = {**case_manager(), "If-Match": tag}
        return await self.office.plans.delete(self.office.address(self.id, f"/lines/{line['id']}"), headers=headers)

    async def change(self, draw: Callable[..., int]) -> httpx.Response:
        line = self.a_line(draw, "authorized", "draft")
        if line is None:
            return await self.office.read(self.id)
        kind = ("increase", "decrease", "transfer", "end")[draw(0, 3)]
        body = {"type": kind, "line_id": line["id"], "effective": str(self.a_day(draw)), "reason": "As asked"}
        if kind in ("increase", "decrease"):
            body["units"] = line["units"] + (draw(1, 9) if kind == "increase" else -draw(1, 9))
        if kind == "transfer":
            body["provider_id"] = self.providers[draw(0, 1)]
        return await self.office.post(self.id, "/changes", body)

    async def papers(self, draw: Callable[..., int]) -> httpx.Response:
        await self.office.complete_papers(self.id, *DOCUMENTS[: draw(0, len(DOCUMENTS))])
        return await self.office.read(self.id)

    async def forward(self, draw: Callable[..., int]) -> httpx.Response:
        """What a careful office does: all papers, the submission, the approval."""
        await self.office.complete_papers(self.id, *DOCUMENTS)
        submitted = await self.submit(draw)
        if submitted.status_code != 200:
            return submitted
        body = {"outcome": "approved"}
        return await self.office.post(self.id, "/supervisor-review", body, headers=supervisor())

    async def submit(self, draw: Callable[..., int]) -> httpx.Response:
        return await self.office.post(self.id, "/submission", {"priority": bool(draw(0, 1))})

    async def review(self, draw: Callable[..., int]) -> httpx.Response:
        body = ({"outcome": "approved"}, {"outcome": "returned", "text": "Say why."})[draw(0, 3) // 3]
        return await self.office.post(self.id, "/supervisor-review", body, headers=supervisor())

    async def decide(self, draw: Callable[..., int]) -> httpx.Response:
        """As the unit would: what the request asked for, line by line granted, shortened or refused."""
        asked = await self.database.raw.fetchval(
            "select payload from outbox where topic = 'plan_submitted' and key = $1 order by id desc limit 1",
            UUID(self.id),
        )
        if asked is None or self.plan["status"] not in ("spa_review", "clinical_review"):
            return await self.office.read(self.id)
        lines = [self.outcome(draw, line) for line in asked["lines"] if line["action"] != "none"]
        number = next(_decisions)
        notice = {
            "decision_id": str(UUID(int=number)),
            "request_id": str(UUID(int=10_000 + number)),
            "plan_version": self.plan["version"],
            "kind": "lines_decided",
            "decided_at": f"{TODAY}T15:00:00Z",
            "decided_by": "spa1",
            "lines": lines,
        }
        return await self.office.plans.put(self.office.address(self.id, "/decision"), json=notice, headers=service())

    def outcome(self, draw: Callable[..., int], line: Json) -> Json:
        outcome = ("authorized", "authorized", "modified", "not_authorized")[draw(0, 3)]
        decided: Json = {"line_id": line["line_id"], "outcome": outcome}
        if outcome == "modified" and line["action"] == "new":
            decided["units"] = max(1, line["units"] - draw(0, 5))
        return decided

    async def stay(self, draw: Callable[..., int]) -> httpx.Response:
        start = self.a_day(draw)
        stay = {"facility": "hospital", "start": str(start), "end": str(start + timedelta(days=draw(0, 20)))}
        address = f"/plans/v1/members/{self.plan['member_id']}/stays"
        return await self.office.plans.post(address, json=stay, headers=case_manager())

    async def new_rate(self, draw: Callable[..., int]) -> httpx.Response:
        code = SERVICES[draw(0, len(SERVICES) - 1)][0]
        day = min(TODAY, self.a_day(draw))
        body = {"service_code": code, "effective": str(day), "dry_run": False}
        before = units_of(self.plan, code)
        answer = await self.office.plans.post("/plans/v1/rate-changes", json=body, headers=ops())
        services = Services(self.database, {}, "America/Chicago", wake=lambda: None)
        while await work_on_rate_changes(services):
            pass
        after = (await self.office.read(self.id, **ops())).json()
        assert units_of(after, code) == before, "a split makes or loses no unit"
        return answer

    async def reassess(self, draw: Callable[..., int]) -> httpx.Response:
        return await self.office.post(self.id, "/reassessment")

    async def close(self, draw: Callable[..., int]) -> httpx.Response:
        body = {"reason": "request", "effective": str(max(TODAY, self.a_day(draw))), "text": "Asked to stop."}
        return await self.office.post(self.id, "/closure", body)


# What happens often stands more than once; what ends the walk stands once.
STEPS = (
    *("add", "add", "alter", "change", "change", "change", "papers", "submit", "review", "forward", "forward"),
    *("forward", "decide", "decide", "decide", "decide", "new_rate", "stay", "remove", "reassess", "close"),
)


def units_of(plan: Json, code: str) -> int:
    return sum(line["total"] for line in plan["lines"] if line["service_code"] == code and line["status"] in SERVED)


def check(plan: Json) -> None:
    start, end = plan["start"], plan["end"]
    assert (date.fromisoformat(end) - date.fromisoformat(start)).days <= 364
    by_id = {line["id"]: line for line in plan["lines"]}
    for line in plan["lines"]:
        assert line["units"] >= 1
        assert line["total"] is None or line["total"] >= 0
        assert start <= line["start"] <= line["end"] <= end
        assert plan["status"] != "authorized" or line["status"] != "requested"
    followed = [
        line["supersedes"] for line in plan["lines"] if line["supersedes"] and line["status"] != "not_authorized"
    ]
    assert len(followed) == len(set(followed)), "one live successor"
    assert set(followed) <= set(by_id)
    for service_key in {(line["service_code"], *line["modifiers"]) for line in plan["lines"]}:
        check_days([line for line in plan["lines"] if (line["service_code"], *line["modifiers"]) == service_key])
    for pause in plan["suspensions"]:
        line = by_id[pause["line_id"]]
        assert line["start"] <= pause["start"] <= pause["end"] <= line["end"]


def check_days(lines: list[Json]) -> None:
    """No two live lines of a service on one day, but for the day that two case managers share."""
    live = sorted((line for line in lines if line["status"] in SERVED), key=lambda line: (line["start"], line["end"]))
    for place, earlier in enumerate(live):
        for later in live[place + 1 :]:
            shares = later["supersedes"] == earlier["id"] and earlier["reason"] == "transfer"
            assert earlier["end"] < later["start"] or (shares and earlier["end"] == later["start"]), (earlier, later)


async def check_stored(walk: Walk) -> None:
    """The rows, the newest version and the answer say the same; no version is missing."""
    raw = walk.database.raw
    versions = await raw.fetch("select version from plan_versions where plan_id = $1 order by version", UUID(walk.id))
    assert [row["version"] for row in versions] == list(range(1, walk.plan["version"] + 1))
    rows = await raw.fetch(
        'select id, status, units, total, "start", "end" from plan_lines where plan_id = $1 order by position',
        UUID(walk.id),
    )
    shown = [
        (line["id"], line["status"], line["units"], line["total"], line["start"], line["end"])
        for line in walk.plan["lines"]
    ]
    assert [
        (str(row["id"]), row["status"], row["units"], row["total"], str(row["start"]), str(row["end"])) for row in rows
    ] == shown


async def walked(office: Office, database: PinnedDatabase, draw: Callable[..., int], steps: int) -> list[str]:
    """The statuses that the plan went through."""
    providers = [(await office.provider(f"Provider {name}"))["id"] for name in "AB"]
    if draw(0, 1):
        plan = await office.conversion_plan(
            a_line(provider_id=providers[0]), a_line("T1016", 175, "year", provider_id=providers[1], used_units=20)
        )
    else:
        member = await office.member()
        body = a_plan(member["id"], case_manager="cm1", lines=[a_line()])
        plan = await created(await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager()))
    walk = Walk(office, database, plan, providers)
    seen = [plan["status"]]
    for _ in range(steps):
        await walk.step(draw)
        check(walk.plan)
        seen.append(walk.plan["status"])
    await check_stored(walk)
    return seen


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(data=st.data())
async def test_any_sequence_of_actions_leaves_the_plan_valid(
    office: Office, plans_database: PinnedDatabase, data: st.DataObject
) -> None:
    def draw(least: int, most: int) -> int:
        return data.draw(st.integers(least, most))

    await walked(office, plans_database, draw, steps=14)


async def test_the_walks_get_everywhere(office: Office, plans_database: PinnedDatabase) -> None:
    """Random steps would prove little if they never got beyond a draft: these seeds reach every status but one."""
    seen: set[str] = set()
    for seed in range(40):
        seen.update(await walked(office, plans_database, random.Random(seed).randint, steps=20))  # noqa: S311
    assert seen >= {"draft", "supervisor_review", "spa_review", "authorized", "cm_action_required", "closed"}
