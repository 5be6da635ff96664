"""OpenAPI and its readable page, with every asset served from here: it works without internet."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from shared.runtime.work import CommandRoute, FormRoute, StreamRoute
from shared.schema.problems import ProblemRead

PROBLEMS = {
    400: "The body is not JSON that can be read",
    401: "The token is missing or not valid",
    403: "The caller may not do this",
    404: "It does not exist, or the caller may not know that it does",
    409: "The state or a rule forbids it; `findings` say what to do",
    412: "The version in `If-Match` is stale",
    413: "The body is too large",
    415: "The body is not called JSON",
    422: "Members that cannot be read, by pointer",
    428: "`If-Match` is missing",
    503: "The database is away, or too many requests at once; `Retry-After` says when to try again",
}


IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "the same key and body answers the stored answer again; kept for seven days",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "the ETag of the version that was read",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses=` of an operation: its problem documents; 401, 422 and 503 are always there."""
    return {
        status: {
            "description": PROBLEMS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemRead"}}},
        }
        for status in sorted({401, 422, 503, *statuses})
    }


def document(app: FastAPI, service: str, schemas: Mapping[str, Any], routers: Sequence[APIRouter]) -> None:
    """Serve `/<service>/docs` and put into the OpenAPI text what holds for every operation or every command."""
    commands = {
        route.operation_id
        for router in routers
        for route in router.routes
        if isinstance(route, CommandRoute | FormRoute | StreamRoute)
    }
    assets = str(files("fastapi_offline") / "static")
    app.mount(f"/{service}/docs-assets", StaticFiles(directory=assets), name="docs-assets")

    @app.get(f"/{service}/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=f"/{service}/openapi.json",
            title=f"{app.title} - API",
            swagger_js_url=f"/{service}/docs-assets/swagger-ui-bundle.js",
            swagger_css_url=f"/{service}/docs-assets/swagger-ui.css",
            swagger_favicon_url=f"/{service}/docs-assets/favicon.png",
            swagger_ui_parameters={"persistAuthorization": True, "docExpansion": "list", "filter": True},
        )

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            components = schema.setdefault("components", {})
            components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
            components.setdefault("schemas", {}).update(schemas)
            components["schemas"]["ProblemRead"] = ProblemRead.model_json_schema(
                ref_template="#/components/schemas/{model}"
            )
            for leftover in ("HTTPValidationError", "ValidationError"):
                components["schemas"].pop(leftover, None)
            for path, operations in schema["paths"].items():
                for method, operation in operations.items():
                    operation["security"] = [] if "/health/" in path else [{"bearer": []}]
                    _add_what_always_holds(operation)
                    if operation["operationId"] in commands:
                        _add_headers_of_commands(method, operation)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _add_what_always_holds(operation: dict[str, Any]) -> None:
    """FastAPI's own 422 becomes our problem document; whoever takes a body refuses it in these ways."""
    responses = operation["responses"]
    statuses = {400, 413, 415} if "requestBody" in operation else set()
    if "422" in responses:
        statuses.add(422)
    for status in statuses:
        responses[str(status)] = problems(status)[status]
    operation["responses"] = dict(sorted(responses.items()))


def _add_headers_of_commands(method: str, operation: dict[str, Any]) -> None:
    responses, parameters = operation["responses"], operation.setdefault("parameters", [])
    named = {parameter["name"].lower() for parameter in parameters}
    if method == "post":
        parameters.append(IDEMPOTENCY_KEY)
        responses.setdefault("409", problems(409)[409])
    if ("412" in responses or "428" in responses) and "if-match" not in named:
        parameters.append(IF_MATCH)
    operation["responses"] = dict(sorted(responses.items()))
