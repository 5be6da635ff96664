"""Ask for a turn to reach a member, use it or give it back: one place for every program, in every service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.care.contacts import Channel, Contact, Direction, Purpose, Route
from casemanagement.domain.care.errors import ReservationNotFound, ReservationReused, ReservationUsed
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.sending import Sending, Verdict, full_at, judge_sending, place_after
from casemanagement.domain.care.turns import Turn
from casemanagement.persistence.care_rows import save_rows
from casemanagement.persistence.reach import Known, member_for_contact, reservation_for_update
from shared.runtime.identity import Role
from shared.runtime.work import Work
from shared.schema.findings import finding_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`reference` is the sender's own name for the contact: asked again, the same wish is judged anew."""

    member_id: UUID
    reference: str
    channel: Channel
    purpose: Purpose
    priority: int | None
    route: Route
    automated: bool
    program: str | None
    wanted_at: datetime

    @property
    def rank(self) -> int:
        return CARE_2026.cap.priorities[self.purpose] if self.priority is None else self.priority


async def reserve_contact(work: Work, wish: Wish) -> dict[str, Any]:
    """The reservation: granted, deferred until an instant, or refused, with what speaks against it.

    Raises `MemberNotFound`, `ProgramConfidential`, `ReservationReused`.
    """
    known = await member_for_contact(work, wish.member_id, wish.program, wish.reference, CARE_2026)
    own = known.own
    if own is not None:
        asked = (str(wish.member_id), wish.channel, wish.purpose)
        if asked != (own["member_id"], own["channel"], own["purpose"]):
            raise ReservationReused
        if own["status"] in ("used", "released"):
            return own
    others = tuple(turn for turn in known.turns if own is None or str(turn.id) != own["id"])
    contact = contact_of(wish, work.now)
    sending = judge_sending(contact, known.member, others, wish.rank, CARE_2026)
    reservation = reservation_row(work, wish, sending, own)
    displaced = _displaced(work, known, others, sending, contact)
    # The one that gives its place up stands first: a place is held by one row at a time.
    await save_rows(work.tx, contact_reservations=[*displaced, reservation])
    work.record(
        f"contact_{sending.verdict}",
        "contact_reservation",
        UUID(str(reservation["id"])),
        member_id=wish.member_id,
        after={
            "channel": wish.channel,
            "purpose": wish.purpose,
            "deferred_until": sending.until,
            "displaces": sending.displaces,
        },
        rule_ids=tuple(found.rule_id for found in sending.findings),
    )
    return reservation


def contact_of(wish: Wish, now: datetime) -> Contact:
    return Contact(
        direction=Direction.OUTBOUND,
        channel=wish.channel,
        purpose=wish.purpose,
        at=max(wish.wanted_at, now),
        program=wish.program,
        route=wish.route,
        automated=wish.automated,
    )


def reservation_row(work: Work, wish: Wish, sending: Sending, known: Mapping[str, Any] | None) -> dict[str, Any]:
    granted = sending.verdict is Verdict.GRANTED
    return {
        "id": known["id"] if known else work.new_id(),
        "version": known["version"] + 1 if known else 1,
        "member_id": wish.member_id,
        "sender": work.caller.subject,
        "reference": wish.reference,
        "channel": wish.channel,
        "purpose": wish.purpose,
        "rank": wish.rank,
        "route": wish.route,
        "automated": wish.automated,
        "program": wish.program,
        "wanted_at": max(wish.wanted_at, work.now),
        "local_day": sending.day if granted else None,
        "turn": sending.turn,
        "status": sending.verdict,
        "deferred_until": sending.until,
        "findings": [finding_as_json(found) for found in sending.findings],
        "created_at": known["created_at"] if known else work.now,
        "updated_at": work.now,
    }


def _displaced(
    work: Work, known: Known, others: Iterable[Turn], sending: Sending, contact: Contact
) -> list[dict[str, Any]]:
    """The reservation that gives up its place, deferred to the next free day."""
    if sending.displaces is None:
        return []
    row = known.rows[sending.displaces]
    until = place_after(contact, known.member, others, CARE_2026)
    full = [finding_as_json(found) for found in full_at(sending.day, known.turns, CARE_2026)]
    changes = {"status": Verdict.DEFERRED, "turn": None, "local_day": None, "deferred_until": until, "findings": full}
    return [{**row, **changes, "version": row["version"] + 1, "updated_at": work.now}]


async def settle_reservation(work: Work, reservation_id: UUID, *, sent: bool) -> dict[str, Any]:
    """Used, or given back so that somebody else may have the place. Raises `ReservationNotFound`, `ReservationUsed`."""
    known = await reservation_for_update(work, reservation_id, sees_all=work.caller.has(Role.OPS))
    if known is None:
        raise ReservationNotFound
    if known["status"] in ("used", "released") or (sent and known["status"] != Verdict.GRANTED):
        raise ReservationUsed
    changes = {"status": "used"} if sent else {"status": "released", "turn": None, "deferred_until": None}
    after = {**known, **changes, "version": known["version"] + 1, "updated_at": work.now}
    await save_rows(work.tx, contact_reservations=[after])
    work.record(
        f"contact_{after['status']}",
        "contact_reservation",
        reservation_id,
        member_id=UUID(known["member_id"]),
        before={"status": known["status"]},
        after={"status": after["status"]},
    )
    return after
