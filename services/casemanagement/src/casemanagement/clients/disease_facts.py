"""What the disease service knows of members' health: `GET /disease/v1/facts`."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import httpx
from pydantic import ValidationError

from shared.kernel.facts.member_facts import MemberFacts
from shared.runtime.neighbours import ServiceTokens, neighbour_client
from shared.schema.member_facts import MemberFactsBody
from shared.schema.wire import Wire

GONE = 404


class DiseaseAway(Exception):
    """The disease service does not answer, or not with facts."""


class FactsOfMember(Wire):
    member_id: UUID
    facts: MemberFactsBody


class FactsPage(Wire):
    """`next` is the `after` of the page that follows; null on the last."""

    items: list[FactsOfMember]
    next: UUID | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Members with their facts, in the order of ids; `last` when no page follows."""

    members: tuple[tuple[UUID, MemberFacts], ...]
    last: bool


@dataclass(frozen=True, slots=True)
class DiseaseFacts:
    """The neighbour at this origin; never asked inside a transaction."""

    url: str
    tokens: ServiceTokens
    members_a_page: int = 200

    async def after(self, member_id: UUID | None, as_of: date) -> Page:
        """The members that follow. Raises `DiseaseAway`."""
        asked = {"as_of": as_of.isoformat(), "limit": str(self.members_a_page)}
        if member_id is not None:
            asked["after"] = str(member_id)
        answer = await self._get(asked)
        if answer.status_code == GONE:
            raise DiseaseAway
        return _page(answer)

    async def of(self, member_id: UUID, as_of: date) -> Page:
        """One member; an empty page when the disease service does not know them. Raises `DiseaseAway`."""
        answer = await self._get({"as_of": as_of.isoformat(), "member_id": str(member_id)})
        return Page((), last=True) if answer.status_code == GONE else _page(answer)

    async def _get(self, asked: dict[str, str]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens.token()}"}
        try:
            async with neighbour_client() as client:
                return await client.get(f"{self.url}/disease/v1/facts", params=asked, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DiseaseAway from error


def _page(answer: httpx.Response) -> Page:
    if answer.status_code != httpx.codes.OK:
        raise DiseaseAway
    try:
        read = FactsPage.model_validate_json(answer.content)
    except ValidationError as error:
        raise DiseaseAway from error
    return Page(tuple((item.member_id, item.facts.facts) for item in read.items), last=read.next is None)
