"""The problem document of RFC 9457, as documented in OpenAPI."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class ProblemRead(BaseModel):
    """`errors` stands in a 422, `findings` where a rule refused; other members depend on the type."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "type": "urn:harmony:problem:rules-broken",
                "title": "Rules refuse this",
                "status": 409,
                "detail": "One rule refuses this change.",
                "instance": "/plans/v1/service-plans/0198c0de/lines",
                "request_id": "0198c0de5e5e7000",
            }
        },
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[dict[str, str]] | None = None
    findings: list[dict[str, Any]] | None = None
