"""Request bodies, read strictly: what two readers may understand differently is refused."""

import json
from email.message import Message
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request


class JsonRequest(Request):
    """A request whose JSON names each member once and holds no NaN, and whose body is called JSON."""

    async def json(self) -> Any:
        """Raises `HTTPException` 400; what is broken may stand in nobody's answer, so it is not said where."""
        if not hasattr(self, "_json"):
            try:
                self._json = json.loads(
                    (await self.body()).decode(), object_pairs_hook=_each_member_once, parse_constant=_no_constant
                )
            except (ValueError, RecursionError):
                raise HTTPException(400) from None
        return self._json

    async def refuse_other_types(self) -> None:
        """Raises `HTTPException` 415 for a body that is not called JSON."""
        if await self.body() and not _is_json(self.headers.get("content-type", "")):
            raise HTTPException(415)


def _is_json(content_type: str) -> bool:
    if content_type == "application/json":
        return True
    message = Message()
    message["content-type"] = content_type
    subtype = message.get_content_subtype()
    return message.get_content_maintype() == "application" and (subtype == "json" or subtype.endswith("+json"))


def _each_member_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(members)
    if len(read) != len(members):
        raise ValueError("a member stands twice")
    return read


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
