"""`/casemanagement/v1/cases`: the list, one case with what may be done now, and its actions."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from casemanagement.api.case_read_schema import ActedRead, CaseRead, DryRunRead, ReadinessRead
from casemanagement.api.case_schema import ActionBody, CaseSummary, DischargeBody
from casemanagement.api.neighbours import DiseaseNeighbour
from casemanagement.api.roles import CASE_WORKERS, READERS
from casemanagement.domain.guards import MEMBERS
from casemanagement.domain.lifecycle import EpisodeAction, EpisodeState
from casemanagement.domain.program import ProgramCode
from casemanagement.persistence.case_queries import CaseFilter, cases
from casemanagement.use_cases.act_on_case import Acted, act_on_case
from casemanagement.use_cases.read_case import read_case, show_case
from casemanagement.use_cases.weigh_discharge import weigh_discharge
from shared.kernel.finding import Finding
from shared.kernel.rule import Evaluation
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.findings import finding_as_json
from shared.schema.pages import Page

commands = APIRouter(prefix="/casemanagement/v1/cases", tags=["cases"], route_class=CommandRoute)
queries = APIRouter(prefix="/casemanagement/v1/cases", tags=["cases"], route_class=QueryRoute)
DryRun = Annotated[bool, Query(description="say what would happen, and store nothing")]
TAKES = "\n".join(f"- `{action}`: {', '.join(sorted(names)) or 'nothing'}" for action, names in MEMBERS.items())


@queries.get(
    "",
    summary="List cases, the newest first",
    description="Care nurses see their cases, those of their team and those that nobody has yet; confidential programs "
    "are shown to holders of the role `confidential`.",
    operation_id="list_cases",
    response_model=Page[CaseSummary],
    responses=problems(403),
)
async def get_cases(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    program: ProgramCode | None = None,
    state: EpisodeState | None = None,
    level: Annotated[str | None, Query(max_length=32)] = None,
    case_manager: Annotated[str | None, Query(max_length=100)] = None,
    member_id: UUID | None = None,
    number: Annotated[str | None, Query(max_length=16)] = None,
    overdue: Annotated[bool | None, Query(description="the day of the next contact has passed")] = None,
    open: Annotated[bool | None, Query(description="neither discharged nor closed")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    wanted = CaseFilter(
        program=program,
        state=state,
        level=level,
        case_manager=case_manager,
        member_id=member_id,
        number=number,
        overdue=overdue,
        open=open,
    )
    return page_answer(request, await cases(reading, wanted, before, limit), limit, ("id",))


@queries.get(
    "/{case_id}",
    summary="Read a case: the dates of its steps, its clocks, what may be done now and what it lacks, its history",
    description="A confidential case needs the role `confidential` and the header `X-Access-Reason`, which is logged.",
    operation_id="read_case",
    response_model=CaseRead,
    responses=problems(403, 404),
)
async def get_case(case_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    version, body = await read_case(reading, case_id)
    return json_answer(body, version=version)


@queries.get(
    "/{case_id}/discharge-readiness",
    summary="What speaks for a discharge: rule G80 and the other reasons, each with its inputs",
    operation_id="read_discharge_readiness",
    response_model=ReadinessRead,
    responses=problems(403, 404),
)
async def get_readiness(case_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    return json_answer(await weigh_discharge(reading, case_id))


@commands.post(
    "/{case_id}/actions/{action}",
    summary="Do something with a case, or say with dry_run what would happen",
    description=f"The transitions T3 to T21. Members that an action takes:\n{TAKES}\n\n"
    "An action that the state forbids is 409 with the actions that it allows; rules that refuse are findings.",
    operation_id="act_on_case",
    response_model=ActedRead | DryRunRead,
    responses=problems(403, 404, 409, 412),
)
async def post_action(
    case_id: UUID,
    action: EpisodeAction,
    disease: DiseaseNeighbour,
    work: Annotated[Work, permit(*CASE_WORKERS, Role.SERVICE)],
    body: ActionBody | None = None,
    dry_run: DryRun = False,
) -> Response:
    request = (body or ActionBody()).request(action)
    acted = await act_on_case(work, disease, case_id, action, request, dry_run=dry_run)
    return await acted_answer(work, case_id, action, acted, dry_run)


@commands.post(
    "/{case_id}/discharge",
    summary="Discharge the member for one or more of the five reasons; cover is never touched",
    operation_id="discharge_case",
    response_model=ActedRead | DryRunRead,
    responses=problems(403, 404, 409, 412),
)
async def post_discharge(
    case_id: UUID,
    body: DischargeBody,
    disease: DiseaseNeighbour,
    work: Annotated[Work, permit(*CASE_WORKERS)],
    dry_run: DryRun = False,
) -> Response:
    action = EpisodeAction.DISCHARGE
    acted = await act_on_case(work, disease, case_id, action, body.request(), dry_run=dry_run)
    return await acted_answer(work, case_id, action, acted, dry_run)


async def acted_answer(work: Work, case_id: UUID, action: EpisodeAction, acted: Acted, dry_run: bool) -> Response:
    findings = [finding_as_json(found) for found in acted.findings]
    if dry_run:
        return json_answer(_would(case_id, action, acted, findings, acted.findings))
    version, body = await show_case(work, case_id)
    return json_answer({**body, "findings": findings}, version=version)


def _would(
    case_id: UUID, action: EpisodeAction, acted: Acted, findings: list[dict[str, Any]], found: tuple[Finding, ...]
) -> dict[str, Any]:
    change = acted.change
    changes: dict[str, Any] = {}
    if change is not None and change.before is not None:
        before, after = asdict(change.before), asdict(change.after)
        changes = {name: value for name, value in after.items() if value != before[name]}
    return {
        "dry_run": True,
        "case_id": case_id,
        "action": action,
        "outcome": Evaluation(found, ()).outcome,
        "transition": change.event.transition if change else None,
        "to": change.after.state if change else None,
        "changes": changes,
        "findings": findings,
    }
