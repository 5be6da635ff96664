"""`/disease/v1/members/{id}/opt-outs` and what case management tells: who does not want what, and who leads."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query
from starlette.responses import Response

from disease.api.neighbours import CaseManagementNeighbour
from disease.api.opt_out_schema import CaseLeadNotice, Kept, OptOutCreate, OptOutNotice, OptOutsRead, PreferencesNotice
from disease.api.roles import CALL_TAKERS, READERS
from disease.domain.errors import MemberNotFound
from disease.persistence.enrolment_queries import member_known
from disease.persistence.opt_out_repository import opt_outs_of
from disease.use_cases.record_opt_out import Said, record_opt_out, take_over_opt_out
from disease.use_cases.revoke_opt_out import revoke_opt_out
from disease.use_cases.take_over_case_lead import take_over_case_lead
from disease.use_cases.take_over_preferences import take_over_preferences
from shared.kernel.errors import InvalidMember
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit

PREFIX = "/disease/v1/members/{member_id}"
commands = APIRouter(prefix=PREFIX, tags=["opt-outs"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["opt-outs"], route_class=QueryRoute)


@queries.get(
    "/opt-outs",
    summary="What a member does not want, and what was taken back",
    operation_id="list_opt_outs",
    response_model=OptOutsRead,
    responses=problems(403, 404),
)
async def get_opt_outs(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    items = await opt_outs_of(reading, member_id)
    if not items and not await member_known(reading, member_id):
        raise MemberNotFound
    return json_answer({"items": items, "next": None})


@commands.post(
    "/opt-outs",
    status_code=201,
    summary="Record that a member opts out; it holds at once",
    operation_id="record_opt_out",
    response_model=OptOutsRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_opt_out(
    member_id: UUID,
    body: OptOutCreate,
    work: Annotated[Work, permit(*CALL_TAKERS)],
    neighbour: CaseManagementNeighbour,
) -> Response:
    """A program scope ends its enrolment; a channel scope stops that channel and nothing else."""
    if body.effective_on is not None and body.effective_on > work.today:
        raise InvalidMember("/effective_on", "future", "An opt-out holds at once. Leave the day out.")
    said = Said(body.scope, body.statement, body.captured_via, body.effective_on or work.today)
    await record_opt_out(work, neighbour, member_id, said)
    return json_answer({"items": await opt_outs_of(work.tx, member_id), "next": None}, 201)


@commands.delete(
    "/opt-outs/{opt_out_id}",
    summary="Take an opt-out back, on the member's word",
    operation_id="revoke_opt_out",
    response_model=OptOutsRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def delete_opt_out(
    member_id: UUID,
    opt_out_id: UUID,
    work: Annotated[Work, permit(*CALL_TAKERS)],
    neighbour: CaseManagementNeighbour,
    reason: Annotated[str, Query(min_length=1, max_length=500, description="what the member said")],
    if_match: Annotated[str | None, Header(description="the ETag of its version; needed")] = None,
) -> Response:
    """It stays on record as revoked. Who is identified and covered is enrolled again at once."""
    await revoke_opt_out(work, neighbour, member_id, opt_out_id, reason)
    return json_answer({"items": await opt_outs_of(work.tx, member_id), "next": None})


@commands.put(
    "/opt-outs/{opt_out_id}",
    summary="Take over an opt-out that case management recorded",
    operation_id="take_over_opt_out",
    response_model=Kept,
    responses=problems(400, 403, 404, 409, 413),
)
async def put_opt_out(
    member_id: UUID, opt_out_id: UUID, body: OptOutNotice, work: Annotated[Work, permit(Role.SERVICE)]
) -> Response:
    """The same message twice changes nothing the second time."""
    changed = await take_over_opt_out(work, member_id, opt_out_id, body.model_dump(mode="json"))
    return json_answer({"member_id": member_id, "changed": changed})


@commands.put(
    "/case-management",
    summary="Take over whether a lead case manager is open",
    operation_id="take_over_case_lead",
    response_model=Kept,
    responses=problems(400, 403, 404, 409, 413),
)
async def put_case_lead(member_id: UUID, body: CaseLeadNotice, work: Annotated[Work, permit(Role.SERVICE)]) -> Response:
    """While a lead is open the disease nurse does not call; mail goes on."""
    changed = await take_over_case_lead(work, member_id, body.lead_open, body.case_manager, body.since)
    return json_answer({"member_id": member_id, "changed": changed})


@commands.put(
    "/contact-preferences",
    summary="Take over a confidential address and phone from case management",
    operation_id="take_over_preferences",
    response_model=Kept,
    responses=problems(400, 403, 404, 409, 413),
)
async def put_preferences(
    member_id: UUID, body: PreferencesNotice, work: Annotated[Work, permit(Role.SERVICE)]
) -> Response:
    """They win over those of the household, on letters and calls. The highest version wins."""
    changed = await take_over_preferences(work, member_id, body.model_dump(mode="json"))
    return json_answer({"member_id": member_id, "changed": changed})
