"""Answers as bytes, dumped once."""

from typing import Any

import orjson
from starlette.responses import Response

from shared.runtime.preconditions import etag


def json_answer(
    content: Any, status: int = 200, *, version: int | None = None, location: str | None = None
) -> Response:
    """JSON of a plain value, or bytes that are JSON already. `version` becomes the ETag."""
    headers = {}
    if version is not None:
        headers["ETag"] = etag(version)
    if location is not None:
        headers["Location"] = location
    body = content if isinstance(content, bytes) else orjson.dumps(content, default=str)
    return Response(body, status, headers, media_type="application/json")
