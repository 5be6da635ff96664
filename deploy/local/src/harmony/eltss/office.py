"""The calls to Harmony that an import needs, and what their refusals say."""

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

from harmony.problem import SetupProblem


@dataclass(frozen=True, slots=True)
class Office:
    """`token` is a bearer token; members, providers and plans are made as its subject."""

    client: httpx.AsyncClient
    token: str

    async def get(self, path: str, **query: str | int) -> dict[str, Any]:
        return await self._asked("GET", path, params=query)

    async def post(self, path: str, body: Any, *, digest: str | None = None) -> dict[str, Any]:
        """With a digest of what is imported, the same body is stored once however often it is sent."""
        headers = {}
        if digest is not None:
            told = json.dumps([path, digest, body], sort_keys=True, separators=(",", ":"))
            headers["Idempotency-Key"] = f"eltss-{hashlib.sha256(told.encode()).hexdigest()}"
        return await self._asked("POST", path, json=body, headers=headers)

    async def items(self, path: str, **query: str | int) -> AsyncIterator[dict[str, Any]]:
        """Every item of a list, page by page."""
        cursor: str | None = None
        while True:
            page = await self.get(path, **query, **({"cursor": cursor} if cursor else {}))
            for item in page["items"]:
                yield item
            cursor = page.get("next")
            if cursor is None:
                return

    async def _asked(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        headers = {**request.pop("headers", {}), "Authorization": f"Bearer {self.token}"}
        try:
            answer = await self.client.request(method, path, headers=headers, **request)
        except httpx.HTTPError as error:
            raise SetupProblem(
                f"No Harmony answers at {self.client.base_url} ({type(error).__name__}). "
                "Start one with harmony up, or say where it is with --url."
            ) from error
        try:
            body = answer.json()
        except ValueError:
            body = {}
        if not answer.is_success or not isinstance(body, dict):
            raise SetupProblem(f"Harmony refused {method} {path} ({answer.status_code}): {_why(body)}")
        return body


def _why(body: Any) -> str:
    if not isinstance(body, dict):
        return "its answer cannot be read."
    parts = [str(body.get("detail") or body.get("title") or "it gave no reason.")]
    parts += [f"{found['rule_id']}: {found['message']}" for found in body.get("findings") or []]
    parts += [f"{wrong['pointer']}: {wrong['message']}" for wrong in body.get("errors") or []]
    return " ".join(parts)
