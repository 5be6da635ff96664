"""A disease service for tests: real HTTP, the contract of `GET /disease/v1/facts`, facts that the test lays down."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import orjson

from shared.runtime.edge import Receive, Scope, Send

Json = dict[str, Any]


class FactsSource:
    """Answers pages of members in the order of their ids; away while `away`. `asked` keeps the queries."""

    def __init__(self, facts: Mapping[str, Json] | None = None) -> None:
        self.facts: dict[str, Json] = dict(facts or {})
        self.away = False
        self.asked: list[dict[str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
        self.asked.append(query)
        status, body = self._answer(query)
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]}
        )
        await send({"type": "http.response.body", "body": orjson.dumps(body)})

    def _answer(self, query: dict[str, str]) -> tuple[int, Json]:
        if self.away:
            return 503, {}
        if "member_id" in query:
            known = query["member_id"] in self.facts
            return (200, self._page([query["member_id"]], None)) if known else (404, {})
        following = [member_id for member_id in sorted(self.facts) if member_id > query.get("after", "")]
        limit = int(query["limit"])
        page = following[:limit]
        return 200, self._page(page, page[-1] if len(following) > limit else None)

    def _page(self, member_ids: list[str], following: str | None) -> Json:
        items = [{"member_id": member_id, "facts": self.facts[member_id]} for member_id in member_ids]
        return {"items": items, "next": following}
