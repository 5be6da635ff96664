"""`/disease/v1/stratifications` and `/disease/v1/registry`: runs, who is in which tier, and why."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from disease.api.stratification_schema import (
    OverrideCreate,
    ProfileRead,
    RegistryRead,
    RunRead,
    StratificationCreate,
    TierRead,
    profiled_as_json,
)
from disease.domain.errors import RunNotFound
from disease.domain.program import DiseaseCode
from disease.domain.rule_sets import rule_set_named
from disease.domain.tier import Tier
from disease.persistence import registry_queries
from disease.persistence.population import runs
from disease.use_cases.explain_member import explain_member
from disease.use_cases.override_tier import override_tier, withdraw_override
from disease.use_cases.stratify_members import start_population_run, stratify_member
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

commands = APIRouter(prefix="/disease/v1", tags=["stratification"], route_class=CommandRoute)
queries = APIRouter(prefix="/disease/v1", tags=["stratification"], route_class=QueryRoute)

STRATIFIERS = (Role.DISEASE_NURSE, Role.CARE_SUPERVISOR, Role.OPS, Role.SERVICE)
READERS = (*STRATIFIERS, Role.CARE_NURSE, Role.MEDICAL_DIRECTOR)
NURSES = (Role.DISEASE_NURSE, Role.CARE_SUPERVISOR)
ADDRESS = "/disease/v1/stratifications"


@commands.post(
    "/stratifications",
    status_code=202,
    summary="Stratify a member at once, or the population as a job",
    description="Same facts, same rule set, same day: same result, and a repeated run leaves nothing twice. "
    "A run of an earlier day than the last adds to the history and leaves the registry as it is.",
    operation_id="stratify_members",
    response_model=RunRead,
    responses=problems(403, 404, 409),
)
async def post_stratification(body: StratificationCreate, work: Annotated[Work, permit(*STRATIFIERS)]) -> Response:
    run_id, as_of, rules = work.new_id(), body.as_of or work.today, rule_set_named(body.rule_set)
    if body.member_id is not None:
        job = await stratify_member(work, run_id, body.member_id, as_of, rules)
    else:
        job = await start_population_run(work, run_id, as_of, rules)
    return json_answer(job.encode(), 202, location=f"{ADDRESS}/{run_id}")


@queries.get(
    "/stratifications/{run_id}",
    summary="How far a run is, and how many members came to which tier",
    operation_id="read_stratification_run",
    response_model=RunRead,
    responses=problems(403, 404),
)
async def get_run(run_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    job = await runs.run_of(reading, run_id)
    if job is None:
        raise RunNotFound
    return json_answer(job.encode())


@queries.get(
    "/registry",
    summary="Who is in the registry of a disease, by the tier in force",
    operation_id="list_registry",
    response_model=Page[RegistryRead],
    responses=problems(403),
)
async def get_registry(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    disease: DiseaseCode,
    tier: Tier | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (after,) = key_of(cursor, number)
    rows = await registry_queries.registry(
        reading, disease=disease, tier=tier, after=after, limit=limit, today=reading.today
    )
    return page_answer(request, rows, limit, ("member",))


@queries.get(
    "/members/{member_id}/profile",
    summary="A member's tiers with the rules that hold, their inputs, and what is missing",
    operation_id="read_profile",
    response_model=ProfileRead,
    responses=problems(403, 404),
)
async def get_profile(member_id: UUID, reading: Annotated[Reading, permit(*READERS)]) -> Response:
    diseases = [profiled_as_json(*found) for found in await explain_member(reading, member_id)]
    return json_answer({"member_id": str(member_id), "diseases": diseases})


@commands.post(
    "/members/{member_id}/tier-overrides",
    summary="Set another tier than the assigned one, with a reason; it ends by itself",
    operation_id="override_tier",
    response_model=TierRead,
    responses=problems(403, 404, 409),
)
async def post_override(member_id: UUID, body: OverrideCreate, work: Annotated[Work, permit(*NURSES)]) -> Response:
    return json_answer(await override_tier(work, member_id, body.disease, Tier(body.tier), body.reason))


@commands.delete(
    "/members/{member_id}/tier-overrides/{disease}",
    summary="Take an override back; the assigned tier is in force again",
    operation_id="withdraw_override",
    response_model=TierRead,
    responses=problems(403, 404, 409),
)
async def delete_override(member_id: UUID, disease: DiseaseCode, work: Annotated[Work, permit(*NURSES)]) -> Response:
    return json_answer(await withdraw_override(work, member_id, disease))
