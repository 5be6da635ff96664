"""`/casemanagement/v1/members`: the record that plans sends, and reports of a death."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casemanagement.api.member_schema import DeathReportCreate, DeathReportRead, MemberTaken, Retraction
from casemanagement.api.neighbours import DiseaseNeighbour
from casemanagement.api.roles import CALL_TAKERS, CASE_WORKERS
from casemanagement.use_cases.report_death import report_death, retract_death_report
from casemanagement.use_cases.take_over_member import take_over_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, Work, permit
from shared.schema.members import MemberNotice

commands = APIRouter(prefix="/casemanagement/v1/members", tags=["members"], route_class=CommandRoute)


@commands.put(
    "/{member_id}",
    summary="Take over a member's record from plans; a death or an end of cover reaches every case at once",
    description="The highest version wins; a repeated or an older notice changes nothing.",
    operation_id="take_over_member",
    response_model=MemberTaken,
    responses=problems(403, 404, 409),
)
async def put_member(
    member_id: UUID, body: MemberNotice, disease: DiseaseNeighbour, work: Annotated[Work, permit(Role.SERVICE)]
) -> Response:
    version, applied, changes = await take_over_member(work, disease, member_id, body)
    effects = [
        {
            "case_id": change.after.id,
            "number": change.after.number,
            "transition": change.event.transition,
            "state": change.after.state,
            "effective_on": change.after.ended_on,
        }
        for change in changes
    ]
    taken = {"id": member_id, "version": version, "applied": applied, "effects": effects}
    return json_answer(taken, version=version)


@commands.post(
    "/{member_id}/death-reports",
    status_code=201,
    summary="Note that somebody reported the member's death; outbound contact stops at once",
    description="R17: cases stay open until the member's record in plans confirms the death, or it is retracted.",
    operation_id="report_death",
    response_model=DeathReportRead,
    responses=problems(403, 404, 409),
)
async def post_death_report(
    member_id: UUID, body: DeathReportCreate, work: Annotated[Work, permit(*CALL_TAKERS)]
) -> Response:
    report = await report_death(work, member_id, body.model_dump())
    location = f"/casemanagement/v1/members/{member_id}/death-reports/{report['id']}"
    return json_answer(report, 201, version=1, location=location)


@commands.post(
    "/{member_id}/death-reports/{report_id}/retraction",
    summary="Retract a report of a death: the member lives, and contact is possible again",
    operation_id="retract_death_report",
    response_model=DeathReportRead,
    responses=problems(403, 404, 409),
)
async def post_retraction(
    member_id: UUID, report_id: UUID, body: Retraction, work: Annotated[Work, permit(*CASE_WORKERS)]
) -> Response:
    report = await retract_death_report(work, member_id, report_id, body.because)
    return json_answer(report, version=report["version"])
