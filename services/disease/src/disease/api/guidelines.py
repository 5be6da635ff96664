"""`/disease/v1/guidelines`: clinical practice guidelines, and which provider received which version."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from disease.api.education_schema import DeliveryJobRead
from disease.api.guideline_schema import (
    DistributionCreate,
    GuidelineCreate,
    GuidelineListed,
    GuidelineRead,
    ProviderReceipt,
    ReceiptRead,
    StaleRead,
)
from disease.api.roles import SENDERS
from disease.domain.delivery import JobKind
from disease.domain.policies import policy_on
from disease.domain.program import DiseaseCode
from disease.domain.program_errors import GuidelineNotFound, JobNotFound, ReceiptNotFound
from disease.persistence import delivery_jobs, guideline_repository
from disease.use_cases.adopt_guideline import adopt_guideline
from disease.use_cases.start_delivery import start_distribution
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/disease/v1"
commands = APIRouter(prefix=PREFIX, tags=["guidelines"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["guidelines"], route_class=QueryRoute)
Npi = Annotated[str, Path(pattern=r"^[0-9]{10}$")]
ReadingReceipts = Annotated[Reading, permit(*SENDERS)]


@queries.get(
    "/guidelines",
    summary="Guidelines with all their versions, newest first",
    operation_id="list_guidelines",
    response_model=Page[GuidelineListed],
    responses=problems(),
)
async def get_guidelines(
    request: Request,
    reading: Annotated[Reading, permit()],
    disease: DiseaseCode | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await guideline_repository.guidelines_read(reading, disease, before, limit)
    return page_answer(request, rows, limit, ("id",))


@commands.post(
    "/guidelines",
    status_code=201,
    summary="Adopt a guideline, or its next version",
    operation_id="adopt_guideline",
    response_model=GuidelineRead,
    responses=problems(400, 403, 409, 413),
)
async def post_guideline(
    body: GuidelineCreate, work: Annotated[Work, permit(Role.MEDICAL_DIRECTOR, Role.CARE_SUPERVISOR, Role.OPS)]
) -> Response:
    """Our own summary of a nationally recognized guideline, with its reference."""
    return json_answer(await adopt_guideline(work, body.model_dump(mode="json")), 201)


@queries.get(
    "/guidelines/stale",
    summary="Affected providers who wait too long for the newest version",
    operation_id="list_stale_guidelines",
    response_model=Page[StaleRead],
    responses=problems(403),
)
async def get_stale(request: Request, reading: ReadingReceipts, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Rule R22: nothing was delivered within 60 days of the day on which the version was adopted."""
    older_than = reading.today - timedelta(days=policy_on(reading.today).guideline_days)
    rows = await guideline_repository.stale_read(reading, older_than, key_of(cursor, str, str), limit)
    return page_answer(request, rows, limit, ("code", "npi"))


@queries.get(
    "/guidelines/{guideline_id}/providers",
    summary="Who is affected by a version, and who received it",
    operation_id="list_guideline_receipts",
    response_model=Page[ProviderReceipt],
    responses=problems(403, 404),
)
async def get_receipts(
    request: Request, guideline_id: UUID, reading: ReadingReceipts, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    if not await guideline_repository.guideline_known(reading, guideline_id):
        raise GuidelineNotFound
    (after,) = key_of(cursor, str)
    rows = await guideline_repository.receipts_read(reading, guideline_id, after, limit)
    return page_answer(request, rows, limit, ("npi",))


@commands.post(
    "/guidelines/{guideline_id}/providers/{npi}/acknowledgement",
    summary="Say that a provider has received a version",
    operation_id="acknowledge_guideline",
    response_model=ReceiptRead,
    responses=problems(403, 404, 409),
)
async def post_acknowledgement(
    guideline_id: UUID, npi: Npi, work: Annotated[Work, permit(*SENDERS, Role.PROVIDER)]
) -> Response:
    """The first acknowledgement stays; a repeated one changes nothing."""
    found = await guideline_repository.acknowledge(work.tx, guideline_id, npi, work.caller.subject, work.now)
    if found is None or found["item"] is None:
        raise ReceiptNotFound
    if not found["already"]:
        work.record("guideline_acknowledged", "guideline", guideline_id, after=found["item"], rule_ids=("R22",))
    return json_answer(found["item"])


@commands.post(
    "/guideline-distributions",
    status_code=202,
    summary="Send a guideline to the providers whose members are enrolled",
    operation_id="start_distribution",
    response_model=DeliveryJobRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_distribution(body: DistributionCreate, work: Annotated[Work, permit(*SENDERS)]) -> Response:
    """A job. A provider who has the version gets it no second time."""
    job = await start_distribution(work, body.guideline, body.version, body.channel)
    return json_answer(job, 202, location=f"{PREFIX}/guideline-distributions/{job['id']}")


@queries.get(
    "/guideline-distributions/{job_id}",
    summary="How far a distribution is",
    operation_id="read_distribution",
    response_model=DeliveryJobRead,
    responses=problems(403, 404),
)
async def get_distribution(job_id: UUID, reading: ReadingReceipts) -> Response:
    job = await delivery_jobs.job_read(reading, JobKind.GUIDELINE_DISTRIBUTION, job_id)
    if job is None:
        raise JobNotFound
    return json_answer(job)
