"""`/casemanagement/v1/referrals`: from any source, through any channel, at any time."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from casemanagement.api.case_read_schema import ActedRead, DryRunRead
from casemanagement.api.cases import DryRun, acted_answer
from casemanagement.api.neighbours import DiseaseNeighbour
from casemanagement.api.referral_schema import ReferralRead, Triage
from casemanagement.api.roles import CASE_WORKERS, REFERRERS
from casemanagement.domain.errors import NotAMember
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.referral import ReferralSource, ReferralStatus
from casemanagement.use_cases.read_referral import list_referrals, read_referral, show_referral
from casemanagement.use_cases.receive_referral import Refused, receive_referral
from casemanagement.use_cases.triage_referral import triage_referral
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.problems import problem
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.casemanagement import ReferralCreate
from shared.schema.pages import Page

commands = APIRouter(prefix="/casemanagement/v1/referrals", tags=["referrals"], route_class=CommandRoute)
queries = APIRouter(prefix="/casemanagement/v1/referrals", tags=["referrals"], route_class=QueryRoute)


@commands.post(
    "",
    status_code=201,
    summary="Refer a member to case management",
    description="`source` is who asks, `channel` how it reached us. A physician's referral always reaches a nurse. "
    "Where a case is open the referral joins it. `reply` is the answer to the referrer. Repeated with the same "
    "`submission_id` it is answered with 200 and nothing is doubled.",
    operation_id="refer_member",
    response_model=ReferralRead,
    responses={200: {"model": ReferralRead, "description": "known by its submission_id"}, **problems(403, 409)},
)
async def post_referral(
    body: ReferralCreate, request: Request, disease: DiseaseNeighbour, work: Annotated[Work, permit(*REFERRERS)]
) -> Response:
    received = await receive_referral(work, disease, body)
    if isinstance(received, Refused):
        # Answered, not raised: the refusal is on record (R2), so its transaction commits.
        errors = [{"pointer": received.pointer, "code": NotAMember.error, "message": received.message}]
        code, title = NotAMember.code, NotAMember.title
        path = request.url.path
        return problem(work.request_id, path, 422, received.message, code=code, title=title, errors=errors)
    referral_id, new = received
    shown = await show_referral(work, referral_id)
    location = f"/casemanagement/v1/referrals/{referral_id}" if new else None
    return json_answer(shown["body"], 201 if new else 200, version=shown["version"], location=location)


@queries.get(
    "",
    summary="List referrals, the oldest first",
    description="Nurses see all that are not confidential; others what they or their agency sent.",
    operation_id="list_referrals",
    response_model=Page[ReferralRead],
    responses=problems(403),
)
async def get_referrals(
    request: Request,
    reading: Annotated[Reading, permit(*REFERRERS)],
    status: ReferralStatus | None = None,
    source: ReferralSource | None = None,
    program: ProgramCode | None = None,
    member_id: UUID | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    after = key_of(cursor, datetime.fromisoformat, UUID)
    rows = await list_referrals(
        reading, (after[0], after[1]), limit, status=status, source=source, program=program, member_id=member_id
    )
    return page_answer(request, rows, limit, ("received_at", "id"))


@queries.get(
    "/{referral_id}",
    summary="Read a referral and its answer",
    operation_id="read_referral",
    response_model=ReferralRead,
    responses=problems(403, 404),
)
async def get_referral(referral_id: UUID, reading: Annotated[Reading, permit(*REFERRERS)]) -> Response:
    row = await read_referral(reading, referral_id)
    return json_answer(row["body"], version=row["version"])


@commands.post(
    "/{referral_id}/triage",
    summary="Accept a referral into a program, or decline it; answers with the case",
    operation_id="triage_referral",
    response_model=ActedRead | DryRunRead,
    responses=problems(403, 404, 409, 412),
)
async def post_triage(
    referral_id: UUID,
    body: Triage,
    disease: DiseaseNeighbour,
    work: Annotated[Work, permit(*CASE_WORKERS)],
    dry_run: DryRun = False,
) -> Response:
    action, request = body.request()
    case_id, acted = await triage_referral(work, disease, referral_id, action, request, dry_run=dry_run)
    return await acted_answer(work, case_id, action, acted, dry_run)
