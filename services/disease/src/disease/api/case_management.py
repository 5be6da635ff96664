"""`/disease/v1/members/{id}/case-management`: who leads, and what was proposed."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import ConfigDict
from starlette.responses import Response

from disease.api.roles import READERS
from disease.domain.errors import MemberNotFound
from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from disease.persistence.proposal_repository import proposals_of
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.wire import Day, Wire

queries = APIRouter(
    prefix="/disease/v1/members/{member_id}/case-management", tags=["case management"], route_class=QueryRoute
)


class LeadRead(Wire):
    lead_open: bool
    case_manager: str | None
    since: datetime | None


class ProposalRead(Wire):
    """One for each tier that calls for case management; `criteria` is what their dry run found."""

    id: UUID
    disease: DiseaseCode
    tier: Tier
    cause_on: Day
    status: Literal["open", "proposed", "not_indicated", "withdrawn"]
    criteria: list[dict[str, Any]] | None
    rule_ids: list[str]
    opened_at: datetime
    looked_at: datetime | None


class CaseManagementRead(Wire):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "lead": {"lead_open": True, "case_manager": "cn1", "since": "2026-03-01T15:00:00Z"},
                "proposals": [],
            }
        }
    )

    lead: LeadRead | None
    proposals: list[ProposalRead]


@queries.get(
    "",
    summary="Who leads a member's case management, and what was proposed to it",
    operation_id="read_case_management",
    response_model=CaseManagementRead,
    responses=problems(403, 404),
)
async def get_case_management(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    row = await proposals_of(reading, member_id)
    if row is None:
        raise MemberNotFound
    return json_answer({"lead": row["lead"], "proposals": row["proposals"]})
