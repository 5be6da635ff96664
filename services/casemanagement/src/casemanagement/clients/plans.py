"""What plans knows of a member's services: asked for service facilitation, never inside a transaction."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from shared.runtime.log import logger
from shared.runtime.neighbours import ServiceTokens, neighbour_client

MOST_PLANS = 10
ANSWER_SECONDS = 4
OF_A_PLAN = ("id", "type", "status", "start", "end", "case_manager", "agency", "decided_at")
OF_A_LINE = (
    "id",
    "service_code",
    "modifiers",
    "provider_id",
    "units",
    "frequency",
    "start",
    "end",
    "total",
    "used_units",
    "status",
    "authorization_number",
)


@dataclass(frozen=True, slots=True)
class MemberServices:
    """The neighbour at this origin; without tokens of our own nobody can be asked."""

    url: str
    tokens: ServiceTokens | None

    async def of(self, member_id: UUID) -> list[dict[str, Any]] | None:
        """The newest service plans with their lines and authorizations; None when plans does not answer."""
        if self.tokens is None:
            return None
        headers = {"Authorization": f"Bearer {self.tokens.token()}"}
        base = f"{self.url.rstrip('/')}/plans/v1/service-plans"
        try:
            async with asyncio.timeout(ANSWER_SECONDS), neighbour_client() as client:
                asked = {"member_id": str(member_id), "limit": str(MOST_PLANS)}
                listed = (await client.get(base, params=asked, headers=headers)).raise_for_status().json()
                answers = await asyncio.gather(
                    *(client.get(f"{base}/{plan['id']}", headers=headers) for plan in listed["items"])
                )
            return [_plan(answer.raise_for_status().json()) for answer in answers]
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError, KeyError, TypeError) as error:
            logger.warning("plans does not answer", kind=type(error).__name__)
            return None


def _plan(body: dict[str, Any]) -> dict[str, Any]:
    lines = [{name: line[name] for name in OF_A_LINE} for line in body["lines"]]
    return {**{name: body[name] for name in OF_A_PLAN}, "lines": lines}
