"""`/casemanagement/v1/members`: the record that plans sends, and reports of a death."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casemanagement.api.member_schema import DeathReportCreate, DeathReportRead, MemberTaken, Retraction
from casemanagement.api.neighbours import DiseaseNeighbour
from casemanagement.api.roles import CALL_TAKERS, CASE_WORKERS, READERS
from casemanagement.api.summary_schema import MemberSummary
from casemanagement.domain.errors import MemberNotFound
from casemanagement.domain.moves import Change
from casemanagement.persistence.summary_queries import summary_of
from casemanagement.use_cases.load_case import access_reason
from casemanagement.use_cases.report_death import report_death, retract_death_report
from casemanagement.use_cases.take_over_member import take_over_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.members import MemberNotice

commands = APIRouter(prefix="/casemanagement/v1/members", tags=["members"], route_class=CommandRoute)
queries = APIRouter(prefix="/casemanagement/v1/members", tags=["members"], route_class=QueryRoute)


@queries.get(
    "/{member_id}/summary",
    summary="Everything open for a member in one answer",
    description="Cases, referrals that wait, opt-outs, tasks and letters that wait, preferences, lead case manager. "
    "Confidential parts need the role `confidential` and the header `X-Access-Reason`.",
    operation_id="read_member_summary",
    response_model=MemberSummary,
    responses=problems(403, 404),
)
async def get_summary(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    row = await summary_of(reading, member_id, access_reason(reading) is not None)
    if row is None:
        raise MemberNotFound
    return json_answer(row["body"])


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
    taken = {"id": member_id, "version": version, "applied": applied, "effects": effects_of(changes)}
    return json_answer(taken, version=version)


def effects_of(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """What was done to cases, as `MemberEffect`."""
    return [
        {
            "case_id": change.after.id,
            "number": change.after.number,
            "transition": change.event.transition,
            "state": change.after.state,
            "effective_on": change.after.ended_on,
        }
        for change in changes
    ]


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
