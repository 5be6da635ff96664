"""One origin for several services: the first path segment decides, and nothing is stripped from the path."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import uuid4

import orjson

from harmony.databases import reason
from harmony.problem import SetupProblem

Scope = dict[str, Any]


class Origin:
    """ASGI application over the applications by name. Their lifespans run in `running`, not in the server's."""

    def __init__(self, apps: Mapping[str, Any], page: bytes) -> None:
        self._apps = apps
        self._page = page
        self._states: dict[str, dict[str, Any]] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for name, app in self._apps.items():
                try:
                    state = await stack.enter_async_context(app.router.lifespan_context(app))
                except Exception as error:
                    raise SetupProblem(f"The service {name} could not start: {reason(error)}") from error
                self._states[name] = dict(state or {})
            yield

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        name = scope.get("path", "/").partition("/")[2].partition("/")[0]
        app = self._apps.get(name)
        if app is not None:
            scope["state"] = dict(self._states.get(name, {}))
            await app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _answer(self, scope: Scope, send: Any) -> None:
        request_id = uuid4().hex
        headers = {b"x-request-id": request_id.encode(), b"cache-control": b"no-store"}
        if scope["path"] not in ("", "/"):
            names = ", ".join(f"/{name}" for name in self._apps)
            status, body = 404, _problem(scope, request_id, 404, f"No service answers here. The services are {names}.")
        elif scope["method"] not in ("GET", "HEAD"):
            status, body = 405, _problem(scope, request_id, 405, "This page can only be read.")
            headers[b"allow"] = b"GET, HEAD"
        else:
            status, body = 200, self._page
        headers[b"content-type"] = b"text/html; charset=utf-8" if status == 200 else b"application/problem+json"
        headers[b"content-length"] = str(len(body)).encode()
        if status == 200:
            headers[b"content-security-policy"] = (
                b"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
                b"connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
            )
        await send({"type": "http.response.start", "status": status, "headers": list(headers.items())})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _problem(scope: Scope, request_id: str, status: int, detail: str) -> bytes:
    code, title = {
        404: ("not-found", "There is nothing here"),
        405: ("method-not-allowed", "This address does not take that method"),
    }[status]
    return orjson.dumps(
        {
            "type": f"urn:harmony:problem:{code}",
            "title": title,
            "status": status,
            "detail": detail,
            "instance": scope["path"],
            "request_id": request_id,
        }
    )
