"""OpenAPI and its readable page, with every asset served from here: it works without internet."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from shared.schema.problems import ProblemRead

PROBLEMS = {
    400: "The body is not JSON",
    401: "The token is missing or not valid",
    403: "The caller may not do this",
    404: "It does not exist, or the caller may not know that it does",
    409: "The state or a rule forbids it; `findings` say what to do",
    412: "The version in `If-Match` is stale",
    413: "The body is too large",
    422: "Members that cannot be read, by pointer",
    428: "`If-Match` is missing",
    503: "The database is away, or too many requests at once; `Retry-After` says when to try again",
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


def document(app: FastAPI, service: str, schemas: Mapping[str, Any]) -> None:
    """Serve `/<service>/docs` and put the bearer token and the problem document into the OpenAPI text."""
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
            for path, operations in schema["paths"].items():
                for operation in operations.values():
                    operation["security"] = [] if "/health/" in path else [{"bearer": []}]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
