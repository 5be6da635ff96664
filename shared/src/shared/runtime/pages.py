"""Keyset pages: opaque cursors and the `Link` header."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
from fastapi import Query, Request
from starlette.responses import Response

from shared.kernel.errors import InvalidMember

Limit = Annotated[int, Query(ge=1, le=100, description="items on a page")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before")]


def cursor_of(*key: Any) -> str:
    """The key of a page's last item, as an opaque string."""
    return base64.urlsafe_b64encode(orjson.dumps(key, default=str)).decode().rstrip("=")


def key_of(cursor: str | None, *types: Callable[[Any], Any]) -> tuple[Any, ...]:
    """The key inside a cursor, one value per type; as many Nones without a cursor.

    Raises `InvalidMember` for a cursor that we never gave.
    """
    if cursor is None:
        return (None,) * len(types)
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(kind(value) for kind, value in zip(types, key, strict=True))
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise InvalidMember(
            "/query/cursor", "cursor", "Use the cursor from `next` of the page before, unchanged."
        ) from None


def number(value: Any) -> int:
    """A row's number inside a key. Raises `ValueError` for one that no row of ours has."""
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError("not the number of a row")
    return value


def page_answer(request: Request, rows: Sequence[Any], limit: int, key: tuple[str, ...]) -> Response:
    """A page from up to `limit + 1` rows, each with `item` (JSON text, passed through) and the key's columns."""
    more = len(rows) > limit
    next_cursor = cursor_of(*(rows[limit - 1][name] for name in key)) if more else None
    items = ",".join(row["item"] for row in rows[:limit])
    body = f'{{"items":[{items}],"next":{orjson.dumps(next_cursor).decode()}}}'.encode()
    headers = {}
    if next_cursor is not None:
        query = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        target = f"{request.url.path}?{urlencode([*query, ('cursor', next_cursor)])}"
        headers["Link"] = f'<{target}>; rel="next"'
    return Response(body, 200, headers, media_type="application/json")
