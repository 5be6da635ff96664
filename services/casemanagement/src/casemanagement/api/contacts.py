"""Contacts of a case, turns to reach a member, and the question whether now is a time to call."""

from dataclasses import fields
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from casemanagement.api.contact_schema import (
    ContactCreate,
    ContactRead,
    ReservationCreate,
    ReservationRead,
    ReservationSettle,
    WindowRead,
)
from casemanagement.api.roles import CASE_WORKERS, READERS
from casemanagement.domain.care.contacts import Channel, Purpose, Route
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.persistence.contact_queries import contact_shown, contacts_read
from casemanagement.persistence.reach import reach_read
from casemanagement.use_cases.explain_absence import check_case_shown
from casemanagement.use_cases.look_at_window import look_at_window
from casemanagement.use_cases.record_contact import Report, record_contact
from casemanagement.use_cases.reserve_contact import Wish, reserve_contact, settle_reservation
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Instant

BASE = "/casemanagement/v1"
SENDERS = (*CASE_WORKERS, Role.DISEASE_NURSE, Role.SERVICE, Role.OPS)
Sending = Annotated[Work, permit(*SENDERS)]
ReadingContacts = Annotated[Reading, permit(*READERS)]
commands = APIRouter(prefix=BASE, tags=["contacts"], route_class=CommandRoute)
queries = APIRouter(prefix=BASE, tags=["contacts"], route_class=QueryRoute)


def _reservation(row: dict[str, Any], status: int = 200) -> Response:
    shown = {name: value for name, value in row.items() if name != "turn"}
    return json_answer({**shown, "granted": row["status"] == "granted"}, status, version=row["version"])


@commands.post(
    "/cases/{case_id}/contacts",
    status_code=201,
    summary="Record a contact or an attempt",
    operation_id="record_contact",
    response_model=ContactRead,
    responses=problems(403, 404, 409),
)
async def post_contact(case_id: UUID, body: ContactCreate, work: Annotated[Work, permit(*CASE_WORKERS)]) -> Response:
    """Judged at its time: hours where the member lives, opt-outs, channel, TTY, message, cap (R21). What was done all
    the same is kept with `exception_reason` and the findings. Who calls us is never refused."""
    given = {field.name: getattr(body, field.name) for field in fields(Report)}
    report = Report(**{**given, "message_contents": tuple(body.message_contents)})
    contact_id = await record_contact(work, case_id, report)
    return json_answer(await contact_shown(work.tx, contact_id), 201)


@queries.get(
    "/cases/{case_id}/contacts",
    summary="The contacts of a case, newest first",
    operation_id="list_contacts",
    response_model=Page[ContactRead],
    responses=problems(403, 404),
)
async def get_contacts(
    request: Request, case_id: UUID, reading: ReadingContacts, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    (before,) = key_of(cursor, UUID)
    rows = await contacts_read(reading, case_id, before, limit)
    if not rows:
        await check_case_shown(reading, case_id)
    return page_answer(request, rows, limit, ("id",))


@commands.post(
    "/contact-reservations",
    status_code=201,
    summary="Ask for a turn to reach a member, right before it is sent",
    operation_id="reserve_contact",
    response_model=ReservationRead,
    responses=problems(403, 404, 409),
)
async def post_reservation(body: ReservationCreate, work: Sending) -> Response:
    """One a day and three a week over all programs. What matters more takes the place of what has not gone out yet;
    the other is deferred. Asked again with the same reference it is judged anew, and never takes two places."""
    wish = Wish(
        member_id=body.member_id,
        reference=body.reference or str(work.new_id()),
        channel=body.channel,
        purpose=body.purpose,
        priority=body.priority,
        route=body.route,
        automated=body.automated,
        program=body.program,
        wanted_at=body.wanted_at or work.now,
    )
    return _reservation(await reserve_contact(work, wish), 201)


@commands.post(
    "/contact-reservations/{reservation_id}/outcome",
    summary="Say that it was sent, or give the turn back",
    operation_id="settle_reservation",
    response_model=ReservationRead,
    responses=problems(403, 404, 409),
)
async def post_reservation_outcome(reservation_id: UUID, body: ReservationSettle, work: Sending) -> Response:
    return _reservation(await settle_reservation(work, reservation_id, sent=body.outcome == "sent"))


@queries.get(
    "/members/{member_id}/contact-window",
    summary="May this member be reached at an instant? Explains itself and stores nothing",
    operation_id="read_contact_window",
    response_model=WindowRead,
    responses=problems(403, 404),
)
async def get_window(
    member_id: UUID,
    reading: Annotated[Reading, permit(*SENDERS)],
    at: Annotated[Instant | None, Query(description="now when left out")] = None,
    channel: Channel = Channel.PHONE,
    purpose: Purpose = Purpose.CASE_MANAGEMENT,
    program: Annotated[str | None, Query(max_length=64)] = None,
    route: Route | None = None,
) -> Response:
    known = await reach_read(reading, member_id, program, CARE_2026)
    return json_answer(look_at_window(member_id, known, at or reading.now, channel, purpose, program, route, CARE_2026))
