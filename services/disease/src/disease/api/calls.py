"""`/disease/v1/members/{id}/calls`: nurse calls, judged when they are made."""

from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from disease.api.neighbours import CaseManagementNeighbour
from disease.api.outreach_schema import CallCheckRead, CallCreate, CallRead, CallWanted, OutcomeCreate
from disease.api.roles import NURSES, READERS
from disease.domain.call_rules import judge_call
from disease.domain.errors import MemberNotFound
from disease.domain.outreach import attempts_in_vain, reachability
from disease.persistence.call_repository import ITEM
from disease.persistence.enrolment_queries import member_known
from disease.persistence.outreach_queries import calls_of
from disease.use_cases.place_call import ask_for_call, next_allowed_at, place_call
from disease.use_cases.prepare_call import Wanted, prepare_call
from disease.use_cases.record_call import Came, end_call, record_call
from shared.kernel.errors import InvalidMember
from shared.kernel.finding import Severity
from shared.runtime.answers import json_answer
from shared.runtime.asking import AskingRoute, Inquiry
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.findings import finding_as_json
from shared.schema.pages import Page

PREFIX = "/disease/v1/members/{member_id}/calls"
asking = APIRouter(prefix=PREFIX, tags=["outreach"], route_class=AskingRoute)
commands = APIRouter(prefix=PREFIX, tags=["outreach"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["outreach"], route_class=QueryRoute)


@asking.post(
    "",
    status_code=201,
    summary="Place a call, or record one that was made or came in",
    operation_id="create_call",
    response_model=CallRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_call(
    member_id: UUID,
    body: CallCreate,
    inquiry: Annotated[Inquiry, permit(*NURSES)],
    neighbour: CaseManagementNeighbour,
) -> Response:
    """Refused with what is in the way and when to call. The cap holds for all programs together, so they are asked."""
    if body.placed_at is not None and body.placed_at > inquiry.now:
        raise InvalidMember("/placed_at", "future", "Record a call after it was made.")
    wanted = Wanted(body.disease, body.channel, body.number, body.placed_at or inquiry.now)
    if body.outcome is not None:
        came = Came(body.outcome, body.language, body.interpreter)

        async def keep(work: Work) -> Response:
            inbound = body.direction == "inbound"
            return json_answer(await record_call(work, member_id, wanted, came, inbound=inbound), 201, version=1)

        return await inquiry.finish(keep)
    cap = await ask_for_call(inquiry, neighbour, member_id, wanted)

    async def place(work: Work) -> Response:
        return json_answer(await place_call(work, member_id, wanted, cap), 201, version=1)

    return await inquiry.finish(place)


@commands.post(
    "/{call_id}/outcome",
    summary="Say what came of a call that was placed",
    operation_id="end_call",
    response_model=CallRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_outcome(
    member_id: UUID, call_id: UUID, body: OutcomeCreate, work: Annotated[Work, permit(*NURSES)]
) -> Response:
    """A talk sets the next due date; three attempts in vain earn a letter; a reported death stops everything."""
    item = await end_call(work, member_id, call_id, Came(body.outcome, body.language, body.interpreter))
    return json_answer(item, version=item["version"])


@queries.post(
    "/check",
    summary="May this member be called now, or at a moment? Stores nothing",
    operation_id="check_call",
    response_model=CallCheckRead,
    responses=problems(400, 403, 404, 413),
)
async def post_check(member_id: UUID, body: CallWanted, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    """The same rules as when a call is placed, but for the cap across programs, which is asked only then."""
    prepared = await prepare_call(
        reading, reading, member_id, Wanted(body.disease, body.channel, body.number, body.at or reading.now)
    )
    facts, state = prepared.facts, prepared.state
    judged = judge_call(facts)
    reach = reachability(
        attempts_in_vain(state.history.attempts, facts.number),
        prepared.enrolment.letter_sent_on,
        reading.today,
        facts.policy.unable_to_reach,
        facts.policy.hours,
    )
    return json_answer(
        {
            "allowed": not judged.of(Severity.ERROR),
            "at": facts.at,
            "zones": facts.zones,
            "local_times": [f"{facts.at.astimezone(ZoneInfo(zone)):%H:%M}" for zone in facts.zones],
            "next_allowed_at": next_allowed_at(facts),
            "channel": facts.channel,
            "attempts": reach.attempts,
            "lacks": reach.lacks,
            "cap": "asked_when_placed",
            "findings": [finding_as_json(found) for found in judged.findings],
            "policy": facts.policy.id,
        }
    )


@queries.get(
    "",
    summary="The calls of a member, newest first",
    operation_id="list_calls",
    response_model=Page[CallRead],
    responses=problems(403, 404),
)
async def get_calls(
    request: Request,
    member_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await calls_of(reading, member_id, ITEM, before, limit)
    if not rows and not await member_known(reading, member_id):
        raise MemberNotFound
    return page_answer(request, rows, limit, ("id",))
