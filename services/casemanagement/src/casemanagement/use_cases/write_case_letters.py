"""The letters that changes of cases and opt-outs call for, in the transaction of the change."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from casemanagement.domain.letters.letter import Sender
from casemanagement.domain.letters.wording import LetterKind, Recipient
from casemanagement.domain.lifecycle import EpisodeAction, Outcome
from casemanagement.domain.moves import Change
from casemanagement.domain.program import DischargeReasonCode
from casemanagement.use_cases.send_letters import LetterOrder, queue_letters
from shared.runtime.work import Work


def sender_of(settings: Any) -> Sender:
    """From the settings of the service, which this layer does not import."""
    return Sender(
        name=settings.office_name,
        address=settings.office_address,
        line=settings.cm_line,
        tty=settings.cm_tty,
        nurse_line=settings.nurse_line,
        nurse_tty=settings.nurse_tty,
    )


async def write_case_letters(work: Work, member_id: UUID, changes: Sequence[Change]) -> None:
    """Welcome at enrolment, contact information, discharge to member and physician; none to a member who died (R10)."""
    orders = [order for change in changes for order in _orders(change)]
    if orders:
        await queue_letters(work, sender_of(work.settings), member_id, orders)


async def confirm_opt_outs(work: Work, member_id: UUID, opt_outs: Sequence[dict[str, Any]]) -> None:
    """R11: a confirmation that goes out within ten business days."""
    orders = [
        LetterOrder(
            kind=LetterKind.OPT_OUT_CONFIRMATION,
            cause=f"opt_out:{opt_out['id']}",
            confidential=opt_out["confidential"],
            scope=opt_out["scope"],
            send_by=opt_out["confirm_by"],
        )
        for opt_out in opt_outs
    ]
    if orders:
        await queue_letters(work, sender_of(work.settings), member_id, orders)


def _orders(change: Change) -> Iterator[LetterOrder]:
    after, version = change.after, change.after.version
    died = DischargeReasonCode.DEATH in after.reasons
    if change.event.action == EpisodeAction.ASSIGN:
        yield _order(change, LetterKind.WELCOME, f"welcome:{after.id}:{version}")
    elif after.outcome is Outcome.INFO_ONLY:
        yield _order(change, LetterKind.CONTACT_INFORMATION, f"contact_information:{after.id}")
    elif change.discharge is not None:
        for recipient in Recipient:
            if recipient is not Recipient.MEMBER or not died:
                yield _order(change, LetterKind.DISCHARGE, f"discharge:{recipient}:{after.id}:{version}", recipient)


def _order(change: Change, kind: LetterKind, cause: str, recipient: Recipient = Recipient.MEMBER) -> LetterOrder:
    after, discharge = change.after, change.discharge
    return LetterOrder(
        kind=kind,
        cause=cause,
        recipient=recipient,
        episode_id=after.id,
        program=after.program,
        case_number=after.number,
        confidential=after.confidential,
        ends=after.ended_on,
        reasons=tuple(after.reasons),
        met=discharge.goals_met if discharge else None,
        eligible=discharge.goals_eligible if discharge else None,
    )
