"""Keep a contact with a member, judged by the rules of contact at the time it was made (R21)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.care.contacts import Channel, Contact, ContactOutcome, Direction, Purpose, Route
from casemanagement.domain.care.errors import ContactRefused, ReservationNotFound, ReservationUsed
from casemanagement.domain.care.plan import NextContactFacts
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.rules import NEXT_CONTACT_RULES
from casemanagement.domain.care.sending import Sending, Verdict, judge_sending, takes_a_turn
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.persistence.care_case import Case, case_for_update, set_next_contact
from casemanagement.persistence.care_rows import save_rows
from casemanagement.persistence.reach import OWN_BY_ID, REACH, Known, known_of
from casemanagement.use_cases.report_death import report_death
from casemanagement.use_cases.reserve_contact import Wish, reservation_row
from shared.kernel.contact_rules import day_part
from shared.kernel.errors import InvalidMember
from shared.kernel.finding import Finding, Severity
from shared.kernel.rule import evaluate
from shared.runtime.work import Work
from shared.schema.findings import finding_as_json

SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A contact as somebody reports it; `exception_reason` keeps one that the rules speak against."""

    direction: Direction
    channel: Channel
    purpose: Purpose
    at: datetime | None
    outcome: ContactOutcome
    route: Route = Route.VOICE
    automated: bool = False
    number_ref: str | None = None
    language: str | None = None
    interpreter: bool | None = None
    message_contents: tuple[str, ...] = ()
    note: str | None = None
    next_contact_on: date | None = None
    reservation_id: UUID | None = None
    exception_reason: str | None = None


async def record_contact(work: Work, case_id: UUID, report: Report) -> UUID:
    """Raises `CaseNotFound`, `NotInThisState`, `ContactRefused`, `ReservationNotFound`, `ReservationUsed`."""
    case = await case_for_update(work, case_id, report.reservation_id, reach=REACH, own=OWN_BY_ID)
    known = known_of(case.parts["reach"], CARE_2026, work.now, case.parts["own"])
    at = report.at or work.now
    if at > work.now + SLACK:
        raise InvalidMember("/at", "range", "A contact is recorded when it has been made.")
    if report.reservation_id is not None:
        _check_reservation(known, report)
    contact = _contact(report, at, case)
    sending, findings = _judged(case, known, contact, report, work.today)
    if report.direction is Direction.OUTBOUND:
        kinds.check(kinds.REACHING_OUT, case.state)
    serious = tuple(found for found in findings if found.severity is Severity.ERROR)
    if serious and not report.exception_reason:
        raise ContactRefused(serious)
    contact_id = work.new_id()
    reservation = _turn(work, case, known, contact, report, sending, contact_id)
    row = _row(case, known, contact, report, contact_id, reservation, findings)
    row |= {"recorded_at": work.now, "recorded_by": work.caller.subject}
    await save_rows(work.tx, contact_reservations=reservation, contacts=[row])
    if report.next_contact_on is not None:
        await set_next_contact(work, case, report.next_contact_on)
    if report.outcome is ContactOutcome.DECEASED_REPORTED and not (known.member.suspended or known.member.deceased):
        told = {"reported_by": "who answered", "relationship": "unknown", "reported_via": report.channel.value}
        await report_death(work, case.member_id, {**told, "said_died_on": None})
    work.record(
        "contact_recorded",
        "contact",
        contact_id,
        member_id=case.member_id,
        after={"case": case.id, "channel": report.channel, "direction": report.direction, "outcome": report.outcome},
        rule_ids=tuple(found.rule_id for found in findings),
        effective_at=at,
    )
    return contact_id


def _check_reservation(known: Known, report: Report) -> None:
    own = known.own
    if own is None:
        raise ReservationNotFound
    if own["status"] != Verdict.GRANTED or own["channel"] != report.channel:
        raise ReservationUsed


def _contact(report: Report, at: datetime, case: Case) -> Contact:
    return Contact(
        direction=report.direction,
        channel=report.channel,
        purpose=report.purpose,
        at=at,
        program=case.program,
        route=report.route,
        automated=report.automated,
        outcome=report.outcome,
        language=report.language,
        interpreter=report.interpreter,
        message_contents=frozenset(report.message_contents),
    )


def _judged(
    case: Case, known: Known, contact: Contact, report: Report, today: date
) -> tuple[Sending, tuple[Finding, ...]]:
    """A contact that disturbed nobody takes no turn; one with a reservation has its turn already."""
    turns = [turn for turn in known.turns if turn.id != report.reservation_id]
    free = report.outcome not in CARE_2026.cap.outcomes or report.reservation_id is not None
    sending = judge_sending(
        contact,
        known.member,
        () if free else turns,
        CARE_2026.cap.priorities[report.purpose],
        CARE_2026,
        confidential=case.confidential,
    )
    facts = NextContactFacts(
        case.state is EpisodeState.ACTIVE,
        report.outcome is ContactOutcome.REACHED,
        report.next_contact_on or case.next_contact_on,
        today,
        CARE_2026,
    )
    return sending, (*sending.findings, *evaluate(NEXT_CONTACT_RULES, facts, CARE_2026.id).findings)


def _turn(
    work: Work,
    case: Case,
    known: Known,
    contact: Contact,
    report: Report,
    sending: Sending,
    contact_id: UUID,
) -> list[dict[str, Any]]:
    """The reservation that this contact uses; one of its own, when it reached somebody and had none."""
    if report.reservation_id is not None and known.own is not None:
        return [{**known.own, "status": "used", "version": known.own["version"] + 1, "updated_at": work.now}]
    outbound = contact.direction is Direction.OUTBOUND
    if not outbound or report.outcome not in CARE_2026.cap.outcomes or not takes_a_turn(contact, CARE_2026):
        return []
    wish = Wish(
        member_id=case.member_id,
        reference=f"contact:{contact_id}",
        channel=contact.channel,
        purpose=contact.purpose,
        priority=None,
        route=contact.route,
        automated=contact.automated,
        program=contact.program,
        wanted_at=contact.at,
    )
    used = {
        "status": "used",
        "wanted_at": contact.at,
        "local_day": sending.day,
        "turn": sending.turn if sending.displaces is None and sending.turn else _further(known, sending.day),
        "deferred_until": None,
    }
    return [{**reservation_row(work, wish, sending, None), **used}]


def _further(known: Known, day: date) -> int:
    """The number after those of the day, for a contact beyond the cap."""
    return max((turn.number for turn in known.turns if turn.day == day), default=0) + 1


def _row(
    case: Case,
    known: Known,
    contact: Contact,
    report: Report,
    contact_id: UUID,
    reservation: Iterable[Mapping[str, Any]],
    findings: Iterable[Finding],
) -> dict[str, Any]:
    zone, local = next(iter(known.member.local(contact.at).items()))
    return {
        "id": contact_id,
        "member_id": case.member_id,
        "episode_id": case.id,
        "reservation_id": next((row["id"] for row in reservation), None),
        "direction": report.direction,
        "channel": report.channel,
        "route": report.route,
        "automated": report.automated,
        "purpose": report.purpose,
        "at": contact.at,
        "zones": [zone, *(other for other in known.member.zones if other != zone)],
        "local_time": local.replace(tzinfo=None),
        "day_part": day_part(local, CARE_2026.hours),
        "outcome": report.outcome,
        "number_ref": report.number_ref,
        "language": report.language,
        "interpreter": report.interpreter,
        "message_contents": list(report.message_contents),
        "counts": contact.counts_as_attempt(CARE_2026),
        "note": report.note,
        "exception_reason": report.exception_reason,
        "findings": [finding_as_json(found) for found in findings],
    }
