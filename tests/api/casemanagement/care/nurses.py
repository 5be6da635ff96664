"""Nurses at work on a case: assessments, plans, goals, tasks, contacts and letters over HTTP."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from casemanagement.domain.care.policy import FACTORS
from shared.runtime import clock
from tests.api.casemanagement.office import BASE, NURSE, Office, body_of, days_ago, today

ENGAGED = {"evaluation", "planning", "active", "on_hold"}


class Nurses(Office):
    """`raw` is a connection into the same database, to put a case at once where a test begins."""

    def __init__(self, client: httpx.AsyncClient, raw: Any) -> None:
        super().__init__(client)
        self.raw = raw

    async def put(self, state: str = "evaluation", *, member_id: str | None = None, **changes: Any) -> str:
        """The id of a case in this state, of nurse1."""
        member = member_id or await self.member()
        at = clock.now() - timedelta(days=5)
        ended = state in ("closed", "discharged")
        row = {
            "id": uuid4(),
            "version": 1,
            "number": uuid4().hex[:10],
            "member_id": member,
            "program": "lead",
            "episode_no": 1,
            "state": state,
            "previous_state": "active" if ended else None,
            "confidential": False,
            "provisional": False,
            "origin": "referral",
            "rule_ids": [],
            "reasons": ["member_request"] if state == "discharged" else [],
            "primary_reason": "member_request" if state == "discharged" else None,
            "outcome": {"closed": "not_eligible", "discharged": "discharged"}.get(state),
            "closed_at": at if ended else None,
            "eligible_at": at,
            "identified_at": at,
            "stratified_at": at,
            "enrolled_at": at,
            "engaged_at": at if state in ENGAGED or ended else None,
            "hold": {"reason": "inpatient", "since": days_ago(1), "state": "active"} if state == "on_hold" else None,
            "primary_case_manager": "nurse1",
            "next_contact_on": None if ended else today() + timedelta(days=7),
            "created_at": at,
            "updated_at": at,
            **changes,
        }
        names = ", ".join(row)
        await self.raw.execute(
            f"insert into episodes ({names}) select {names} from jsonb_populate_record(null::episodes, $1)", row
        )
        return str(row["id"])

    async def move(self, case_id: str, state: str) -> None:
        await self.raw.execute(
            "update episodes set state = $2, version = version + 1 where id = $1", UUID(case_id), state
        )

    async def patch(
        self, path: str, json: Any, who: Any = NURSE, status: int = 200, *, read: str | None = None
    ) -> dict[str, Any]:
        """With the ETag of what stands there now; `read` names another address for it."""
        tag = await self.tag(read or path)
        answer = await self.client.patch(f"{BASE}{path}", json=json, headers={**who, "If-Match": tag})
        return body_of(answer, status)

    async def tag(self, path: str) -> str:
        answer = await self.client.get(f"{BASE}{path}", headers=dict(NURSE))
        return str(answer.headers["ETag"])

    async def draft(self, case_id: str, **given: Any) -> dict[str, Any]:
        return await self.post(f"/cases/{case_id}/care-plan", given, status=201)

    async def goal(self, case_id: str, **changes: Any) -> dict[str, Any]:
        return await self.post(f"/cases/{case_id}/goals", a_goal(**changes), status=201)

    async def change_goal(
        self, case_id: str, goal: dict[str, Any], status: int = 200, **changes: Any
    ) -> dict[str, Any]:
        version = await self.raw.fetchval("select version from goals where id = $1", UUID(goal["id"]))
        answer = await self.client.patch(
            f"{BASE}/cases/{case_id}/goals/{goal['id']}",
            json=changes,
            headers={**NURSE, "If-Match": f'"{version}"'},
        )
        return body_of(answer, status)

    async def plan(self, case_id: str) -> dict[str, Any]:
        return await self.get(f"/cases/{case_id}/care-plan", NURSE)

    async def active_plan(self, goals: int = 5, **changes: Any) -> tuple[str, list[dict[str, Any]]]:
        """A case whose plan is in force, with so many active goals."""
        case_id = await self.put("planning", **changes)
        await self.draft(case_id)
        made = [await self.goal(case_id, text=f"Goal {number}") for number in range(goals)]
        await self.raw.execute(
            "update care_plans set status = 'active', activated_at = now() where episode_id = $1", UUID(case_id)
        )
        await self.raw.execute("update goals set lifecycle = 'active' where episode_id = $1", UUID(case_id))
        await self.move(case_id, "active")
        return case_id, made


def a_goal(**changes: Any) -> dict[str, Any]:
    return {
        "text": "Both retests are done on time",
        "lifecycle": "accepted",
        "priority": "high",
        "measure": "retests on the day they are due",
        "target": "2 of 2",
        "due": (today() + timedelta(days=90)).isoformat(),
        "owner": "mother",
        "no_barrier": True,
        **changes,
    }


def every_factor(conclusion: str | None = "No need found.") -> list[dict[str, Any]]:
    return [{"code": factor.code, "answers": {"asked": True}, "conclusion": conclusion} for factor in FACTORS]
