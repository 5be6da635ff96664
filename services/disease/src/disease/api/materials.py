"""`/disease/v1/materials` and what members ask for."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from disease.api.education_schema import (
    AddressRead,
    MailItemRead,
    MaterialRead,
    MaterialRequestCreate,
    MaterialRequestRead,
    OpenRequestRead,
    ReturnedMailCreate,
    material_as_json,
)
from disease.api.roles import CALL_TAKERS, READERS, SENDERS
from disease.domain.errors import MemberNotFound
from disease.domain.materials import MATERIALS
from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from disease.persistence.enrolment_queries import mail_of, member_known
from disease.persistence.mail_repository import ITEM
from disease.persistence.material_requests import open_requests, requests_of
from disease.use_cases.request_material import request_material
from disease.use_cases.return_mail import return_mail
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page

PREFIX = "/disease/v1"
commands = APIRouter(prefix=PREFIX, tags=["education"], route_class=CommandRoute)
queries = APIRouter(prefix=PREFIX, tags=["education"], route_class=QueryRoute)


@queries.get(
    "/materials",
    summary="The educational materials, with their words in every language",
    operation_id="list_materials",
    response_model=Page[MaterialRead],
    responses=problems(),
)
async def get_materials(
    _reading: Annotated[Reading, permit()],
    disease: DiseaseCode | None = None,
    tier: Tier | None = None,
    language: Annotated[str | None, Query(max_length=35, description="en or es")] = None,
) -> Response:
    """Our own words; `links` name public material by code."""
    items = [
        material_as_json(material, language)
        for material in MATERIALS
        if disease in (None, material.disease)
        and (tier is None or tier in material.tiers)
        and (language is None or language in material.words)
    ]
    return json_answer({"items": items, "next": None})


@commands.post(
    "/members/{member_id}/material-requests",
    status_code=201,
    summary="Ask for material on a member's behalf",
    operation_id="request_material",
    response_model=MaterialRequestRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_material_request(
    member_id: UUID, body: MaterialRequestCreate, work: Annotated[Work, permit(*CALL_TAKERS)]
) -> Response:
    """At every tier. It ships within five business days and moves no mailing that is scheduled."""
    item = await request_material(work, member_id, body.material, body.language, body.requested_via)
    return json_answer(item, 201)


@queries.get(
    "/members/{member_id}/material-requests",
    summary="What a member asked for, newest first",
    operation_id="list_material_requests",
    response_model=Page[MaterialRequestRead],
    responses=problems(403, 404),
)
async def get_material_requests(
    request: Request,
    member_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await requests_of(reading, member_id, before, limit)
    if not rows and not await member_known(reading, member_id):
        raise MemberNotFound
    return page_answer(request, rows, limit, ("id",))


@queries.get(
    "/material-requests",
    summary="What members asked for and has not shipped, the most urgent first",
    operation_id="list_open_requests",
    response_model=Page[OpenRequestRead],
    responses=problems(403),
)
async def get_open_requests(
    request: Request,
    reading: Annotated[Reading, permit(*SENDERS)],
    due_by: date | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    ship_by, last = key_of(cursor, date.fromisoformat, UUID)
    rows = await open_requests(reading, due_by, (ship_by, last), limit)
    return page_answer(request, rows, limit, ("ship_by", "id"))


@queries.get(
    "/members/{member_id}/mail",
    summary="What was mailed to a member, newest first",
    operation_id="list_mail",
    response_model=Page[MailItemRead],
    responses=problems(403, 404),
)
async def get_mail(
    request: Request,
    member_id: UUID,
    reading: Annotated[Reading, permit(*READERS)],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await mail_of(reading, member_id, ITEM, before, limit)
    if not rows and not await member_known(reading, member_id):
        raise MemberNotFound
    return page_answer(request, rows, limit, ("id",))


@commands.post(
    "/members/{member_id}/returned-mail",
    status_code=201,
    summary="Say that a piece of mail came back",
    operation_id="return_mail",
    response_model=AddressRead,
    responses=problems(400, 403, 404, 409, 413),
)
async def post_returned_mail(
    member_id: UUID, body: ReturnedMailCreate, work: Annotated[Work, permit(*SENDERS)]
) -> Response:
    """The address is flagged; after two returns nothing is sent there until it changes."""
    return json_answer(await return_mail(work, member_id, body.item_id, body.reason), 201)
