"""The people of case management, and what they do over HTTP."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx

from shared.runtime import clock
from tests.support.identities import bearer

BASE = "/casemanagement/v1"


def today() -> date:
    return clock.now().astimezone(ZoneInfo("America/Chicago")).date()


def days_ago(count: int) -> str:
    return (today() - timedelta(days=count)).isoformat()


class Person(Mapping[str, str]):
    """Headers of somebody; the token is signed when it is first needed, by the key of this run."""

    def __init__(self, *roles: str, subject: str, agency: str | None = None, reason: str | None = None) -> None:
        self.roles, self.subject, self.agency = roles, subject, agency
        self.more = {"X-Access-Reason": reason} if reason else {}

    def __getitem__(self, name: str) -> str:
        return {**bearer(*self.roles, subject=self.subject, agency=self.agency), **self.more}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(("Authorization", *self.more))

    def __len__(self) -> int:
        return 1 + len(self.more)


PLANS = Person("service", subject="service:plans")
NURSE = Person("care_nurse", subject="nurse1")
SECOND_NURSE = Person("care_nurse", subject="nurse2")
CHIEF = Person("care_supervisor", subject="chief1")
DISEASE_NURSE = Person("disease_nurse", subject="dnurse1")
PHYSICIAN = Person("provider", subject="doctor1", agency="clinic-1")
TRUSTED_NURSE = Person("care_nurse", "confidential", subject="nurse1", reason="care coordination")
OPERATIONS = Person("ops", subject="ops1")


def a_notice(**changes: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "medicaid_id": f"M{uuid4().hex[:12]}",
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "1980-05-02",
        "language": "en",
        "phone": "573-555-0100",
        "time_zone": "America/Chicago",
        "coverage": [{"program": "medicaid", "start": "2020-01-01"}],
        **changes,
    }


AGREED: dict[str, Any] = {"identifiers": ["name", "birth_date"], "spoke_with": "member", "agreed": True}


def a_referral(member_id: str, /, **changes: Any) -> dict[str, Any]:
    return {
        "member_id": member_id,
        "program": "complex",
        "source": "provider_physician",
        "channel": "fax",
        "referrer": {"name": "Dr. Grace Hopper", "npi": "1234567893"},
        "reason": "Three illnesses and no one who keeps them together.",
        **changes,
    }


class Office:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.notices: dict[str, dict[str, Any]] = {}

    async def member(self, **changes: Any) -> str:
        """The id of a member who was made known."""
        member_id = str(uuid4())
        await self.tell(member_id, a_notice(**changes))
        return member_id

    async def tell(self, member_id: str, notice: dict[str, Any]) -> dict[str, Any]:
        self.notices[member_id] = notice
        answer = await self.client.put(f"{BASE}/members/{member_id}", json=notice, headers=PLANS)
        return body_of(answer, 200)

    async def change(self, member_id: str, **changes: Any) -> dict[str, Any]:
        """The next version of the member's record arrives."""
        before = self.notices[member_id]
        return await self.tell(member_id, {**before, **changes, "version": before["version"] + 1})

    async def post(
        self, path: str, json: Any = None, who: Mapping[str, str] = NURSE, status: int = 200, **headers: str
    ) -> dict[str, Any]:
        answer = await self.client.post(f"{BASE}{path}", json=json or {}, headers={**who, **headers})
        return body_of(answer, status)

    async def get(self, path: str, who: Mapping[str, str] = CHIEF, status: int = 200, **params: Any) -> dict[str, Any]:
        return body_of(await self.client.get(f"{BASE}{path}", headers=dict(who), params=params), status)

    async def refer(
        self, member_id: str, who: Mapping[str, str] = NURSE, status: int = 201, **changes: Any
    ) -> dict[str, Any]:
        return await self.post("/referrals", a_referral(member_id, **changes), who, status)

    async def act(
        self, case_id: str, action: str, who: Mapping[str, str] = NURSE, status: int = 200, **members: Any
    ) -> dict[str, Any]:
        return await self.post(f"/cases/{case_id}/actions/{action}", members, who, status)

    async def case_of(self, member_id: str, who: Mapping[str, str] = CHIEF) -> str:
        """The id of the member's only case."""
        (found,) = (await self.get("/cases", who, member_id=member_id))["items"]
        return str(found["id"])

    async def a_case(self, state: str = "outreach", member: dict[str, Any] | None = None, **referral: Any) -> str:
        """The id of a case of a new member, as far as `evaluation`."""
        member_id = await self.member(**(member or {}))
        await self.refer(member_id, **referral)
        case_id = await self.case_of(member_id)
        await self.advance(case_id, state)
        return case_id

    async def advance(self, case_id: str, state: str) -> None:
        steps: tuple[tuple[str, str, Mapping[str, str], dict[str, Any]], ...] = (
            ("identified", "accept", NURSE, {"reply": "We take over."}),
            ("stratified", "stratify", NURSE, {"level": "high", "reason": "Two stays this year."}),
            ("outreach", "assign", NURSE, {}),
            ("evaluation", "engage", NURSE, AGREED),
        )
        reached = (await self.get(f"/cases/{case_id}"))["state"]
        for after, action, who, members in steps:
            if reached == state:
                return
            reached = (await self.act(case_id, action, who, **members))["state"]
            assert reached == after
        assert reached == state


def body_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def rule_ids(problem: dict[str, Any]) -> list[str]:
    return [finding["rule_id"] for finding in problem["findings"]]
