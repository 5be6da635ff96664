"""The published contract of a service, and a transport that holds every answer against it."""

from typing import Any

import httpx
import jsonschema_rs

from harmony.keys import development_key
from harmony.services import SERVICES, Surroundings

PROBLEM = {"$ref": "#/components/schemas/ProblemRead"}
Operation = tuple[str, str, dict[str, Any]]


def contract(service: str) -> dict[str, Any]:
    [hosted] = [one for one in SERVICES if one.name == service]
    app = hosted.build("postgresql://nobody@127.0.0.1:1/none", Surroundings("http://127.0.0.1:1", development_key()))
    document: dict[str, Any] = app.openapi()
    return document


def operations(document: dict[str, Any]) -> list[Operation]:
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema behind a reference, also of a body that may be left out."""
    for choice in schema.get("anyOf", ()):
        if "$ref" in choice:
            return resolved(document, choice)
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    return jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]}, validate_formats=True)


class Checked(httpx.AsyncBaseTransport):
    """Holds every answer against the contract."""

    def __init__(self, inner: httpx.AsyncBaseTransport, document: dict[str, Any]) -> None:
        self.inner, self.document = inner, document
        self.seen: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self.inner.handle_async_request(request)
        await answer.aread()
        operation = self._operation(request)
        documented = operation["responses"][str(answer.status_code)]["content"]
        media = documented[answer.headers["Content-Type"]]
        validator(self.document, media["schema"]).validate(answer.json())
        self.seen.add(operation["operationId"])
        return answer

    def _operation(self, request: httpx.Request) -> dict[str, Any]:
        parts = request.url.path.split("/")
        found = [
            (path.count("{"), operation)
            for method, path, operation in operations(self.document)
            if method == request.method.lower() and _matches(path.split("/"), parts)
        ]
        return min(found, key=lambda one: one[0])[1]


def _matches(pattern: list[str], parts: list[str]) -> bool:
    return len(pattern) == len(parts) and all(
        wanted.startswith("{") or wanted == part for wanted, part in zip(pattern, parts, strict=True)
    )
