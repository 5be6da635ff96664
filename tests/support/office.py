"""A case manager's office for tests: members, providers and plans made through the public API."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

import httpx

from shared.runtime import clock
from tests.support.identities import case_manager, ops, supervisor

TODAY = clock.today("America/Chicago")
_numbers = count(1)


@dataclass(frozen=True)
class PlanYear:
    """A running plan year in which a change a week from now splits 113 and 252 days, as in scenario 1."""

    start: date
    change: date
    end: date


def plan_year() -> PlanYear:
    monday = TODAY + timedelta(days=7 + (7 - TODAY.weekday()) % 7)
    start = monday - timedelta(days=113)
    return PlanYear(start, monday, start + timedelta(days=364))


def a_member(**changes: Any) -> dict[str, Any]:
    return {
        "medicaid_id": f"M{next(_numbers):07}",
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "1941-12-10",
        "county": "Tulsa",
        "coverage": [{"program": "advantage", "start": "2018-01-01"}],
        **changes,
    }


def a_line(code: str = "T1019", units: int = 48, frequency: str = "week", **changes: Any) -> dict[str, Any]:
    year = plan_year()
    return {
        "service_code": code,
        "units": units,
        "frequency": frequency,
        "start": str(year.start),
        "end": str(year.end),
        **changes,
    }


def a_plan(member_id: str, **changes: Any) -> dict[str, Any]:
    year = plan_year()
    return {"member_id": member_id, "type": "initial", "start": str(year.start), "end": str(year.end), **changes}


async def created(answer: httpx.Response, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def rule_ids(answer: httpx.Response) -> list[str]:
    return [finding["rule_id"] for finding in answer.json().get("findings", [])]


class Office:
    """Speaks to one origin; `plans` is the client."""

    def __init__(self, plans: httpx.AsyncClient) -> None:
        self.plans = plans

    async def member(self, **changes: Any) -> dict[str, Any]:
        return await created(
            await self.plans.post("/plans/v1/members", json=a_member(**changes), headers=case_manager())
        )

    async def provider(self, name: str = "Red River Home Care") -> dict[str, Any]:
        body = {"npi": f"{next(_numbers):010}", "name": name, "kind": "home_care_agency"}
        return await created(await self.plans.post("/plans/v1/providers", json=body, headers=ops()))

    async def conversion_plan(self, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """A plan of the former system, its lines authorized."""
        member = await self.member()
        loaded = [{**line, "status": "authorized"} for line in lines or (a_line(),)]
        body = a_plan(member["id"], origin="conversion", case_manager="cm1", lines=loaded, **changes)
        return await created(await self.plans.post("/plans/v1/service-plans", json=body, headers=ops()))

    async def read(self, plan_id: str, **headers: str) -> httpx.Response:
        return await self.plans.get(self.address(plan_id), headers=headers or case_manager())

    def address(self, plan_id: str, part: str = "") -> str:
        return f"/plans/v1/service-plans/{plan_id}{part}"

    async def post(self, plan_id: str, part: str, body: Any = None, **who: Any) -> httpx.Response:
        headers = who.get("headers") or case_manager()
        return await self.plans.post(self.address(plan_id, part), json=body, headers=headers)

    async def patch(self, plan_id: str, part: str, body: Any, **who: Any) -> httpx.Response:
        headers = who.get("headers") or case_manager()
        tag = (await self.read(plan_id)).headers["ETag"]
        return await self.plans.patch(self.address(plan_id, part), json=body, headers={**headers, "If-Match": tag})

    async def increase(self, plan: dict[str, Any], units: int = 60) -> httpx.Response:
        return await self.post(
            plan["id"],
            "/changes",
            {
                "type": "increase",
                "line_id": plan["lines"][0]["id"],
                "effective": str(plan_year().change),
                "units": units,
                "reason": "Lives alone since October",
            },
        )

    async def complete_papers(self, plan_id: str, *documents: str) -> None:
        """A reviewed note and complete documents, as a careful case manager adds them."""
        for kind in documents:
            await created(
                await self.post(plan_id, "/documents", {"type": kind, "status": "complete", "dated": str(TODAY)})
            )
        note = await created(
            await self.post(plan_id, "/notes", {"type": "supervisor_review", "text": "Please review."})
        )
        acknowledged = await self.post(plan_id, f"/notes/{note['id']}/acknowledgement", headers=supervisor())
        assert acknowledged.status_code == 200, acknowledged.text

    async def forwarded_plan(self, *, priority: bool = False) -> dict[str, Any]:
        """A conversion plan with an increase, approved by the supervisor."""
        plan = await self.conversion_plan()
        await created(await self.increase(plan))
        await self.complete_papers(plan["id"], "nurse_evaluation")
        submitted = await self.post(plan["id"], "/submission", {"priority": priority})
        assert submitted.status_code == 200, submitted.text
        approved = await self.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
        return await created(approved, 200)
