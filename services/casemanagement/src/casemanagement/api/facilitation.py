"""`/casemanagement/v1/cases/{id}/services`: what the member has already, for whoever links them to services."""

from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import ConfigDict
from starlette.responses import Response

from casemanagement.api.roles import READERS
from casemanagement.clients.plans import MemberServices
from casemanagement.domain.errors import CaseNotFound
from casemanagement.persistence.contact_queries import member_of_case
from casemanagement.use_cases.explain_absence import absence
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.neighbours import ServiceTokens
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.wire import Day, Instant, Wire

AWAY = "The plans service does not answer now. The case is not affected; ask again in a moment."
queries = APIRouter(prefix="/casemanagement/v1/cases", tags=["facilitation"], route_class=QueryRoute)
LINE: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-000000000003",
    "service_code": "T1019",
    "modifiers": [],
    "provider_id": None,
    "units": 48,
    "frequency": "week",
    "start": "2026-01-01",
    "end": "2026-12-31",
    "total": 2503,
    "used_units": 96,
    "status": "authorized",
    "authorization_number": "PA-00000018",
}


class ServiceLine(Wire):
    """As plans tells it: words and numbers of that service."""

    model_config = ConfigDict(json_schema_extra={"example": LINE})

    id: UUID
    service_code: str
    modifiers: list[str]
    provider_id: UUID | None
    units: int
    frequency: str
    start: Day
    end: Day
    total: int | None
    used_units: int | None
    status: str
    authorization_number: str | None


class ServicePlan(Wire):
    id: UUID
    type: str
    status: str
    start: Day
    end: Day
    case_manager: str | None
    agency: str | None
    decided_at: Instant | None
    lines: list[ServiceLine]


class ServicesRead(Wire):
    """`available` is false while plans does not answer; `message` says so, and nothing else of the case is affected."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "case_id": "0199a1b2-0000-7000-8000-0000000000e1",
                "member_id": "0199a1b2-0000-7000-8000-0000000000b1",
                "available": True,
                "message": None,
                "service_plans": [
                    {
                        "id": "0199a1b2-0000-7000-8000-000000000001",
                        "type": "initial",
                        "status": "authorized",
                        "start": "2026-01-01",
                        "end": "2026-12-31",
                        "case_manager": "cm1",
                        "agency": "agency-a",
                        "decided_at": "2025-12-20T16:00:00Z",
                        "lines": [LINE],
                    }
                ],
            }
        }
    )

    case_id: UUID
    member_id: UUID
    available: bool
    message: str | None
    service_plans: list[ServicePlan]


@lru_cache
def _tokens(key_file: str, issuer: str, audience: str) -> ServiceTokens:
    return ServiceTokens("casemanagement", key_file, issuer, audience)


async def _services(request: Request) -> MemberServices:
    settings = request.app.state.settings
    key = settings.service_key
    return MemberServices(
        settings.plans_url, _tokens(key, settings.token_issuer, settings.token_audience) if key else None
    )


@queries.get(
    "/{case_id}/services",
    summary="The service plans and authorizations of the member of a case",
    operation_id="read_services_of_case",
    response_model=ServicesRead,
    responses=problems(403, 404),
)
async def get_services(
    case_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    services: Annotated[MemberServices, Depends(_services)],
) -> Response:
    """Asked from plans at this moment; while it is away the answer says so instead of failing."""
    member_id = await member_of_case(reading, case_id)
    if member_id is None:
        raise await absence(reading, case_id, CaseNotFound())
    plans = await services.of(member_id)
    return json_answer(
        {
            "case_id": case_id,
            "member_id": member_id,
            "available": plans is not None,
            "message": AWAY if plans is None else None,
            "service_plans": plans or [],
        }
    )
