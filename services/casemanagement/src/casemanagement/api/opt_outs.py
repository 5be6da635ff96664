"""`/casemanagement/v1/members/{id}/opt-outs` and `/preferences`."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from casemanagement.api.members import effects_of
from casemanagement.api.neighbours import DiseaseNeighbour
from casemanagement.api.opt_out_schema import (
    OptedOutRead,
    OptOutCreate,
    OptOutRead,
    OptOutsRead,
    OptOutTaken,
    OptOutTold,
    Preferences,
    PreferencesRead,
)
from casemanagement.api.roles import CALL_TAKERS, READERS
from casemanagement.domain.errors import MemberNotFound
from casemanagement.persistence.opt_out_queries import opt_outs_of, preferences_of
from casemanagement.use_cases.keep_preferences import keep_preferences
from casemanagement.use_cases.leave_programs import opt_out, revoke_opt_out, take_over_opt_out
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit

PREFIX = "/casemanagement/v1/members/{member_id}"
commands = APIRouter(prefix=PREFIX, tags=["opt-outs"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["opt-outs"], route_class=QueryRoute)


@commands.post(
    "/opt-outs",
    status_code=201,
    summary="Opt out of a program, of all, or of a channel; it holds at once",
    description="Cases in its scope end. A channel ends no case. A referral that waits stays with its nurse. "
    "Legally required notices and questions of the member are not touched. Cases of confidential programs end like "
    "the others; `effects` names them to the role `confidential` with the header `X-Access-Reason`.",
    operation_id="opt_out",
    response_model=OptedOutRead,
    responses=problems(403, 404, 409),
)
async def post_opt_out(
    member_id: UUID, body: OptOutCreate, disease: DiseaseNeighbour, work: Annotated[Work, permit(*CALL_TAKERS)]
) -> Response:
    stored, changes = await opt_out(work, disease, member_id, body.model_dump())
    location = f"/casemanagement/v1/members/{member_id}/opt-outs/{stored['id']}"
    return json_answer({**stored, "effects": effects_of(changes)}, 201, version=1, location=location)


@commands.delete(
    "/opt-outs/{opt_out_id}",
    summary="Revoke an opt-out: only the member's own word does",
    operation_id="revoke_opt_out",
    response_model=OptOutRead,
    responses=problems(403, 404, 409, 412, 428),
)
async def delete_opt_out(
    member_id: UUID,
    opt_out_id: UUID,
    disease: DiseaseNeighbour,
    work: Annotated[Work, permit(*CALL_TAKERS)],
    because: Annotated[
        Literal["self_referral", "agreed_on_call", "entered_in_error"], Query(description="why it does not stand")
    ],
) -> Response:
    revoked = await revoke_opt_out(work, disease, member_id, opt_out_id, because)
    return json_answer(revoked, version=revoked["version"])


@commands.put(
    "/opt-outs/{opt_out_id}",
    summary="Take over an opt-out that disease management recorded, or its revocation",
    operation_id="take_over_opt_out",
    response_model=OptOutTaken,
    responses=problems(403, 404, 409),
)
async def put_opt_out(
    member_id: UUID,
    opt_out_id: UUID,
    body: OptOutTold,
    disease: DiseaseNeighbour,
    work: Annotated[Work, permit(Role.SERVICE)],
) -> Response:
    changed = await take_over_opt_out(work, disease, member_id, opt_out_id, body.model_dump())
    return json_answer({"member_id": member_id, "changed": changed})


@queries.get(
    "/opt-outs",
    summary="Read what a member has opted out of",
    operation_id="list_opt_outs",
    response_model=OptOutsRead,
    responses=problems(403, 404),
)
async def get_opt_outs(
    member_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    revoked: Annotated[bool, Query(description="the revoked ones as well")] = False,
) -> Response:
    items = await opt_outs_of(reading, member_id, revoked)
    if items is None:
        raise MemberNotFound
    return json_answer({"items": items, "next": None})


@commands.put(
    "/preferences",
    summary="Keep how a member wants to be reached",
    description="The first version needs no If-Match, every later one the ETag of the one before.",
    operation_id="keep_preferences",
    response_model=PreferencesRead,
    responses=problems(403, 404, 412, 428),
)
async def put_preferences(
    member_id: UUID, body: Preferences, disease: DiseaseNeighbour, work: Annotated[Work, permit(*CALL_TAKERS)]
) -> Response:
    preferences = body.model_dump(mode="json")
    return json_answer(preferences, version=await keep_preferences(work, disease, member_id, preferences))


@queries.get(
    "/preferences",
    summary="Read how a member wants to be reached",
    operation_id="read_preferences",
    response_model=PreferencesRead,
    responses=problems(403, 404),
)
async def get_preferences(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    row = await preferences_of(reading, member_id)
    if row is None:
        raise MemberNotFound
    stored = row["preferences"] or Preferences().model_dump(mode="json")
    return json_answer(stored, version=row["version"] or 0)
