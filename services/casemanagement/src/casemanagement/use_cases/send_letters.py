"""Write the letters that a step calls for, in the transaction of that step, and follow what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casemanagement.domain.care.contact_rules import SEND_RULES, SendFacts
from casemanagement.domain.care.contacts import Channel, Contact, Direction, Purpose
from casemanagement.domain.care.errors import LetterNotFound, LetterSettled, LetterStopped
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.tasks import TaskKind
from casemanagement.domain.letters import wording_for
from casemanagement.domain.letters.letter import Addressee, Occasion, Sender, envelope_of, letter_of
from casemanagement.domain.letters.wording import LetterKind, Recipient
from casemanagement.domain.policy import policy_on
from casemanagement.persistence.letter_repository import (
    LetterMember,
    insert_letters,
    letter_for_update,
    members_of_letters,
    save_letter,
)
from casemanagement.persistence.reach import known_of
from casemanagement.use_cases.keep_tasks import new_task
from shared.kernel.errors import InvalidMember
from shared.kernel.facts.known import age_on
from shared.kernel.finding import Finding, Severity
from shared.kernel.rule import evaluate
from shared.runtime.work import Work

BY_LAW = frozenset({LetterKind.OPT_OUT_CONFIRMATION, LetterKind.DISCHARGE})
NO_MAIL, RETURNED = "The member wants no mail.", "Letters to this address came back."
NEXT_STATUS = {"queued": ("sent", "cancelled"), "sent": ("returned",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """One letter. `cause` names what it is for: for one cause one letter is written, however often it is ordered."""

    kind: LetterKind
    member_id: UUID
    cause: str
    recipient: Recipient = Recipient.MEMBER
    episode_id: UUID | None = None
    program: str | None = None
    case_number: str | None = None
    confidential: bool = False
    scope: str | None = None
    ends: date | None = None
    reasons: tuple[str, ...] = ()
    met: int | None = None
    eligible: int | None = None
    send_by: date | None = None


async def queue_letters(work: Work, sender: Sender, orders: Sequence[LetterOrder]) -> list[UUID]:
    """The ids of the letters that were queued.

    None goes to a member who died or is reported dead. Where the member takes no mail, or mail comes back, the letter
    is kept as cancelled and a task asks a nurse to tell it in another way.
    """
    members = await members_of_letters(work.tx, list({order.member_id for order in orders}))
    letters = [
        _letter(work, sender, member, order)
        for order in orders
        if _is_written(member := members[order.member_id], order)
    ]
    untold = {letter["cause"]: letter for letter in letters if letter["status"] == "cancelled"}
    tasks = [_other_way(work, order, untold[order.cause]) for order in orders if order.cause in untold]
    written = await insert_letters(work.tx, letters, tasks)
    for letter in letters:
        if letter["id"] in written:
            work.record(
                f"letter_{letter['status']}",
                "letter",
                letter["id"],
                member_id=letter["member_id"],
                after={"kind": letter["kind"], "recipient": letter["recipient"], "language": letter["language"]},
            )
    return [letter["id"] for letter in letters if letter["id"] in written and letter["status"] == "queued"]


def _is_written(member: LetterMember, order: LetterOrder) -> bool:
    if order.recipient is Recipient.MEMBER:
        return not member.gone
    return member.npi is not None


def _other_way(work: Work, order: LetterOrder, letter: Mapping[str, Any]) -> dict[str, Any]:
    return new_task(
        work,
        order.member_id,
        TaskKind.LETTER,
        f"Tell the member in another way what the letter “{letter['letter']['title']}” says.",
        work.today + timedelta(days=CARE_2026.confirm_goals_days),
        episode_id=order.episode_id,
        confidential=order.confidential,
        cause=f"letter:{order.cause}",
        rule_ids=("R21-CHANNEL",),
    )


def _letter(work: Work, sender: Sender, member: LetterMember, order: LetterOrder) -> dict[str, Any]:
    letter_id = work.new_id()
    to_member = order.recipient is Recipient.MEMBER
    wording = wording_for(member.language if to_member else None)
    addressee = Addressee(member_name=member.name, birth_date=member.birth_date, lines=member.lines, npi=member.npi)
    answer_by = work.today + timedelta(days=CARE_2026.unreachable.letter_days)
    occasion = Occasion(
        kind=order.kind,
        recipient=order.recipient,
        written_on=work.today,
        reference=str(letter_id),
        program=order.program,
        case_number=order.case_number,
        confidential=order.confidential,
        to_guardian=to_member and _reads_a_guardian(work, member, order),
        scope=order.scope,
        ends=order.ends or work.today,
        by=answer_by,
        reasons=order.reasons,
        met=order.met,
        eligible=order.eligible,
    )
    reason = _obstacle(member, order) if to_member else None
    return {
        "id": letter_id,
        "member_id": order.member_id,
        "episode_id": order.episode_id,
        "cause": order.cause,
        "kind": order.kind,
        "recipient": order.recipient,
        "language": wording.language,
        "confidential": order.confidential,
        "required_by_law": order.kind in BY_LAW,
        "status": "cancelled" if reason else "queued",
        "letter": letter_of(wording, sender, addressee, occasion),
        "envelope": envelope_of(wording, sender, addressee, occasion),
        "queued_at": work.now,
        "queued_by": work.caller.subject,
        "send_by": order.send_by,
        "reason": reason,
    }


def _reads_a_guardian(work: Work, member: LetterMember, order: LetterOrder) -> bool:
    """Of a case of a child; what a minor decides alone goes to the minor, and so does what names no program."""
    return (
        order.program is not None
        and not order.confidential
        and age_on(member.birth_date, work.today) < policy_on(work.today).minor_age
    )


def _obstacle(member: LetterMember, order: LetterOrder) -> str | None:
    """Why a letter to the member cannot go by mail. A confidential address was named for mail, so mail may go there."""
    if "channel:mail" in member.opt_outs and not member.confidential_address and order.kind not in BY_LAW:
        return NO_MAIL
    if member.returned >= CARE_2026.returned_letters:
        return RETURNED
    return None


async def settle_letter(work: Work, letter_id: UUID, status: str, on: date | None, reason: str | None) -> None:
    """A queued letter is sent or cancelled, a sent one comes back. Sending is judged when it happens (R21).

    Raises `LetterNotFound`, `LetterSettled`, `LetterStopped` with findings.
    """
    loaded = await letter_for_update(work, letter_id)
    if loaded is None:
        raise LetterNotFound
    letter, reach = loaded
    if status not in NEXT_STATUS.get(letter["status"], ()):
        raise LetterSettled(letter["status"])
    day = on or work.today
    if day > work.today or day < date.fromisoformat(letter["letter"]["date"]):
        raise InvalidMember("/on", "range", "Give a day from the date of the letter until today.")
    if status == "cancelled" and not reason:
        raise InvalidMember("/reason", "missing", "Say why the letter does not go out.")
    if status == "sent" and (findings := _speaks_against(work, letter, reach)):
        raise LetterStopped(findings)
    dates = {"sent": {"sent_on": day}, "returned": {"returned_on": day}}.get(status, {})
    after = {**letter, **dates, "status": status, "reason": reason, "version": letter["version"] + 1}
    await save_letter(work.tx, after)
    work.record(
        f"letter_{status}",
        "letter",
        letter_id,
        member_id=UUID(letter["member_id"]),
        before={"status": letter["status"]},
        after={"status": status, "kind": letter["kind"]},
        effective_at=day,
    )


def _speaks_against(work: Work, letter: Mapping[str, Any], reach: Mapping[str, Any]) -> tuple[Finding, ...]:
    if letter["recipient"] != Recipient.MEMBER:
        return ()
    known = known_of(reach, CARE_2026, work.now)
    contact = Contact(
        direction=Direction.OUTBOUND, channel=Channel.MAIL, purpose=Purpose.REQUESTED_BY_MEMBER, at=work.now
    )
    found = evaluate(SEND_RULES, SendFacts(contact, known.member, CARE_2026), CARE_2026.id).findings
    elsewhere = bool((reach["preferences"] or {}).get("confidential_address")) or letter["required_by_law"]
    stops = {"R17"} if elsewhere else {"R17", "R21-CHANNEL"}
    return tuple(one for one in found if one.severity is Severity.ERROR and one.rule_id in stops)
