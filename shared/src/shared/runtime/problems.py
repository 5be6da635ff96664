"""RFC 9457 problem documents. One table maps the kind of a refusal to its status; no answer echoes what was sent."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.kernel.errors import (
    Conflict,
    HarmonyError,
    InvalidMember,
    NotFound,
    NotPermitted,
    RulesBroken,
    UnsupportedType,
)
from shared.kernel.finding import Finding
from shared.runtime.preconditions import PreconditionFailed, PreconditionRequired
from shared.schema.findings import finding_as_json

STATUS_OF: dict[type[HarmonyError], int] = {
    NotFound: 404,
    Conflict: 409,
    RulesBroken: 409,
    NotPermitted: 403,
    InvalidMember: 422,
    PreconditionFailed: 412,
    PreconditionRequired: 428,
    UnsupportedType: 415,
}
TITLES = {
    400: ("bad-request", "The request cannot be read"),
    401: ("not-authenticated", "A valid token is needed"),
    404: ("not-found", "There is nothing here"),
    405: ("method-not-allowed", "This address does not take that method"),
    413: ("body-too-large", "The request body is too large"),
    415: ("unsupported-media-type", "The request body is of a type that is not taken here"),
    500: ("internal-error", "Something went wrong on our side"),
    503: ("unavailable", "Not available for the moment"),
}
DETAILS = {
    400: "The body is not JSON that can be read: UTF-8, each member named once, no NaN, not nested deeply.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The body is larger than this address takes.",
    415: "Send the body as application/json.",
}
AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    OSError,
    TimeoutError,
)
UNSTORABLE = (
    asyncpg.CharacterNotInRepertoireError,
    asyncpg.UntranslatableCharacterError,
    asyncpg.NumericValueOutOfRangeError,
    asyncpg.DatetimeFieldOverflowError,
)


def problem(
    request_id: str,
    path: str,
    status: int,
    detail: str,
    *,
    code: str | None = None,
    title: str | None = None,
    findings: Sequence[Finding] = (),
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """A problem document; `type` is stable per code."""
    known_code, known_title = TITLES.get(status, ("refused", "The request was refused"))
    document: dict[str, Any] = {
        "type": f"urn:harmony:problem:{code or known_code}",
        "title": title or known_title,
        "status": status,
        "detail": detail,
        "instance": path,
        "request_id": request_id,
        **members,
    }
    if findings:
        document["findings"] = [finding_as_json(finding) for finding in findings]
    return Response(orjson.dumps(document), status, headers, media_type="application/problem+json")


def _answer(request: Request, status: int, detail: str, **more: Any) -> Response:
    return problem(request.state.request_id, request.url.path, status, detail, **more)


async def _harmony_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HarmonyError)  # noqa: S101 - registered for this class only
    status = next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
    members = dict(error.members)
    if isinstance(error, InvalidMember):
        members["errors"] = [{"pointer": error.pointer, "code": error.error_code, "message": error.detail}]
    findings = getattr(error, "findings", ())
    headers = {"Retry-After": str(members["retry_after"])} if "retry_after" in members else None
    return _answer(
        request, status, error.detail, code=error.code, title=error.title, findings=findings, headers=headers, **members
    )


def _error_items(errors: Sequence[Any], *, body_alone: bool) -> list[dict[str, str]]:
    """`body_alone`: what was read is the body itself, so that its places begin at its root."""
    items = []
    for error in errors:
        place = [str(part) for part in error["loc"]]
        if not body_alone:  # after the name of a parameter stand those of the types it was tried as
            place = place[1:] if place[:1] == ["body"] else place[:2]
        pointer = "".join("/" + _storable(part).replace("~", "~0").replace("/", "~1") for part in place)
        message = error["msg"].removeprefix("Value error, ")
        items.append({"pointer": pointer, "code": error["type"], "message": message})
    return items


def _storable(name: str) -> str:
    """A lone surrogate, which JSON can name and UTF-8 cannot, becomes a question mark."""
    return name.encode(errors="replace").decode()


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError | ValidationError)  # noqa: S101 - registered for these only
    errors = (
        error.errors()
        if isinstance(error, RequestValidationError)
        else error.errors(include_url=False, include_input=False, include_context=False)
    )
    if isinstance(error, RequestValidationError) and any(item["loc"][:1] == ("path",) for item in errors):
        return _answer(request, 404, DETAILS[404])
    if any(item["type"] == "json_invalid" for item in errors):
        return _answer(request, 400, DETAILS[400])
    return _answer(
        request,
        422,
        "Correct the members listed in errors and send the request again.",
        code="invalid-request",
        title=InvalidMember.title,
        errors=_error_items(errors, body_alone=isinstance(error, ValidationError)),
    )


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    detail = DETAILS.get(error.status_code, str(error.detail))
    return _answer(request, error.status_code, detail, headers=error.headers)


async def _database_away(request: Request, error: Exception) -> Response:
    if isinstance(error, ValueError):  # the driver refuses to send a value, before anything is asked
        return await _unstorable(request, error)
    return _answer(
        request,
        503,
        "The database does not answer. Nothing was stored; send the request again.",
        headers={"Retry-After": "1"},
    )


async def _unstorable(request: Request, error: Exception) -> Response:
    """The last net, for what no schema has refused."""
    text = isinstance(error, asyncpg.CharacterNotInRepertoireError | asyncpg.UntranslatableCharacterError)
    return _answer(
        request,
        422,
        "A text holds a character that cannot be stored." if text else "A number or a day is beyond what can be kept.",
        code="invalid-request",
        title=InvalidMember.title,
        errors=[
            {"pointer": "", "code": "character", "message": "Remove control characters."}
            if text
            else {"pointer": "", "code": "range", "message": "Use smaller numbers and days of our time."}
        ],
    )


def answer_with_problems(app: FastAPI) -> None:
    """Every refusal of this application becomes a problem document."""
    app.add_exception_handler(HarmonyError, _harmony_error)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(ValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http_error)
    for kind in AWAY:
        app.add_exception_handler(kind, _database_away)
    for kind in UNSTORABLE:
        app.add_exception_handler(kind, _unstorable)
