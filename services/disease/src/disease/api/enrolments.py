"""`/disease/v1/members/{id}/enrolments`: who is in which program, why, and what may follow."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from disease.api.enrolment_schema import (
    DisenrolmentCreate,
    EnrolmentCreate,
    EnrolmentOutcome,
    EnrolmentsRead,
    enrolment_as_json,
)
from disease.api.neighbours import CaseManagementNeighbour
from disease.api.roles import CALL_TAKERS, NURSES, READERS
from disease.domain.enrolment import LIFECYCLE
from disease.domain.errors import MemberNotFound
from disease.domain.program import DiseaseCode
from disease.persistence.enrolment_queries import enrolments_read, member_known
from disease.persistence.enrolment_repository import enrolments_of
from disease.use_cases.disenrol_member import disenrol_member
from disease.use_cases.enrol_member import Asked, enrol_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit

PREFIX = "/disease/v1/members/{member_id}/enrolments"
commands = APIRouter(prefix=PREFIX, tags=["enrolment"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["enrolment"], route_class=QueryRoute)


def _page(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "items": [enrolment_as_json(item) for item in items],
        "next": None,
        "lifecycle": LIFECYCLE.diagram(),
    }


@queries.get(
    "",
    summary="The programs of a member, with their whole past",
    operation_id="list_enrolments",
    response_model=EnrolmentsRead,
    responses=problems(403, 404),
)
async def get_enrolments(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    items = await enrolments_read(reading, member_id)
    if not items and not await member_known(reading, member_id):
        raise MemberNotFound
    return json_answer(_page(items))


@commands.post(
    "",
    status_code=201,
    summary="Ask that a member joins a program",
    operation_id="enrol_member",
    response_model=EnrolmentOutcome,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_enrolment(
    member_id: UUID,
    body: EnrolmentCreate,
    work: Annotated[Work, permit(*CALL_TAKERS, Role.PROVIDER)],
    neighbour: CaseManagementNeighbour,
) -> Response:
    """The member's own word revokes the opt-out in the way; a provider's word makes one question to the member."""
    asked = Asked(body.disease, body.source, body.via, body.statement)
    outcome = await enrol_member(work, neighbour, member_id, asked)
    rows = await enrolments_of(work.tx, member_id)
    enrolments = [enrolment_as_json(row["item"]) for row in rows if row["item"]["disease"] == body.disease]
    return json_answer({**outcome, "enrolments": enrolments}, 201)


@commands.post(
    "/{disease}/disenrolment",
    summary="End an enrolment: the condition is ruled out, or case management takes over",
    operation_id="disenrol_member",
    response_model=EnrolmentsRead,
    responses=problems(400, 403, 404, 409, 412, 413),
)
async def post_disenrolment(
    member_id: UUID, disease: DiseaseCode, body: DisenrolmentCreate, work: Annotated[Work, permit(*NURSES)]
) -> Response:
    """Cover that ends, death and an opt-out end an enrolment by themselves."""
    await disenrol_member(work, member_id, disease, body.reason, body.statement)
    return json_answer(_page([row["item"] for row in await enrolments_of(work.tx, member_id)]))
