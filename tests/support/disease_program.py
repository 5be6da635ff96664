"""The disease programs for tests: members, their place in the registry, and the calls of nurses and neighbours."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx

from disease.use_cases.follow_registry import follow_registry
from shared.runtime import clock
from shared.runtime.work import Services
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import a_notice, new_id
from tests.support.identities import bearer, service

TODAY = clock.today("America/Chicago")
PLACE = """
insert into registry (member, disease, run_id, as_of, rule_set, identified, identified_since, computed_tier,
                      assigned_tier, assigned_since, rules)
select number, $2, gen_random_uuid(), $4, 'test', true, $4, $3::text::tier, $3::text::tier, $4, $5
from members where id = $1
on conflict (member, disease) do update set computed_tier = excluded.computed_tier,
    assigned_tier = excluded.assigned_tier, assigned_since = excluded.assigned_since, rules = excluded.rules
"""


def day(offset: int) -> str:
    """A day relative to today, as JSON has it."""
    return str(TODAY + timedelta(days=offset))


def zone_where_it_is(hour: int) -> str:
    """A time zone in which the clock stands in this hour now, whenever the tests run."""
    offset = (hour - clock.now().hour + 11) % 24 - 11
    return f"Etc/GMT{-offset:+d}"


def nurse(subject: str = "nurse1") -> dict[str, str]:
    return bearer("disease_nurse", subject=subject)


class Program:
    def __init__(self, client: httpx.AsyncClient, database: PinnedDatabase, services: Services) -> None:
        self.client, self.database, self.services = client, database, services
        self.notices: dict[UUID, dict[str, Any]] = {}

    @property
    def raw(self) -> Any:
        return self.database.raw

    async def member(self, **different: Any) -> UUID:
        member_id = new_id()
        self.notices[member_id] = a_notice(medicaid_id=f"M{str(member_id)[-12:]}", **different)
        await self._tell(member_id)
        return member_id

    async def change(self, member_id: UUID, **different: Any) -> None:
        """Plans tells the next version of the member."""
        told = self.notices[member_id]
        self.notices[member_id] = {**told, **different, "version": told["version"] + 1}
        await self._tell(member_id)

    async def _tell(self, member_id: UUID) -> None:
        answer = await self.client.put(
            f"/disease/v1/members/{member_id}", json=self.notices[member_id], headers=service("service:plans")
        )
        assert answer.status_code == 200, answer.text

    async def place(
        self, member_id: UUID, tier: str, disease: str = "asthma", since: date = TODAY, rules: tuple[str, ...] = ()
    ) -> None:
        """What a stratification run found."""
        await self.raw.execute(PLACE, member_id, disease, tier, since, list(rules))

    async def follow(self) -> None:
        while await follow_registry(self.services):
            pass

    async def enrolled(self, tier: str = "high", disease: str = "asthma", **different: Any) -> UUID:
        """A member of a tier whose enrolment has followed the registry."""
        member_id = await self.member(**different)
        await self.place(member_id, tier, disease)
        await self.follow()
        return member_id

    async def enrolments(self, member_id: UUID) -> list[dict[str, Any]]:
        answer = await self.client.get(f"/disease/v1/members/{member_id}/enrolments", headers=nurse())
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def enrolment(self, member_id: UUID) -> dict[str, Any]:
        """The newest enrolment of the member."""
        return (await self.enrolments(member_id))[0]

    async def post(self, address: str, body: Any = None, **headers: str) -> httpx.Response:
        return await self.client.post(f"/disease/v1{address}", json=body, headers={**nurse(), **headers})

    async def get(self, address: str) -> httpx.Response:
        return await self.client.get(f"/disease/v1{address}", headers=nurse())

    async def opt_out(self, member_id: UUID, scope: str) -> dict[str, Any]:
        answer = await self.post(f"/members/{member_id}/opt-outs", {"scope": scope, "captured_via": "nurse_call"})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = next(item for item in answer.json()["items"] if item["scope"] == scope)
        return found

    async def tell_lead(self, member_id: UUID, *, lead_open: bool) -> httpx.Response:
        """Case management tells whether a lead case manager is open."""
        return await self.client.put(
            f"/disease/v1/members/{member_id}/case-management",
            json={"lead_open": lead_open, "case_manager": "cn1" if lead_open else None, "since": f"{TODAY}T12:00:00Z"},
            headers=service("service:casemanagement"),
        )

    async def call(self, member_id: UUID, **body: Any) -> httpx.Response:
        return await self.post(f"/members/{member_id}/calls", body)

    async def called(self, member_id: UUID, outcome: str, days_ago: int = 0, hour: int = 17, **body: Any) -> None:
        """A call that was made some days ago, at this hour UTC, or just now."""
        at = {"placed_at": f"{day(-days_ago)}T{hour:02}:00:00Z"} if days_ago else {}
        answer = await self.call(member_id, outcome=outcome, **at, **body)
        assert answer.status_code == 201, answer.text

    async def worklist(self, query: str = "") -> list[dict[str, Any]]:
        answer = await self.get(f"/outreach/worklist{query}")
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items
