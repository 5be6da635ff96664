"""What a move of a case brings with it: its letters, and the plan that an activation freezes (T6, T7, T12, R10)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casemanagement.domain.episode import Episode
from casemanagement.domain.letters.wording import LetterKind, Recipient
from casemanagement.domain.lifecycle import EpisodeAction, EpisodeState, Outcome
from casemanagement.domain.moves import Change
from casemanagement.domain.program import DischargeReasonCode
from casemanagement.use_cases.freeze_care_plan import freeze_care_plan
from casemanagement.use_cases.letter_sender import sender_of
from casemanagement.use_cases.send_letters import LetterOrder, queue_letters
from shared.runtime.work import Work


async def follow_changes(work: Work, changes: Sequence[Change]) -> None:
    """In the transaction of the moves, after they are stored; the changes are those of one member."""
    orders = [order for change in changes for order in _letters(change)]
    if orders:
        await queue_letters(work, sender_of(work.settings), orders)
    for change in changes:
        if change.event.action == EpisodeAction.ACTIVATE:
            await freeze_care_plan(work, change.after.id)


def _letters(change: Change) -> Iterator[LetterOrder]:
    after = change.after
    if change.event.action == EpisodeAction.ASSIGN:
        yield welcome(after)
    if after.outcome is Outcome.INFO_ONLY and change.event.to_state is EpisodeState.CLOSED:
        yield contact_information(after)
    if change.discharge is not None and after.state is EpisodeState.DISCHARGED:
        yield from _discharge_letters(change)


def welcome(episode: Episode) -> LetterOrder:
    return LetterOrder(kind=LetterKind.WELCOME, cause=f"welcome:{episode.id}", **_of(episode))


def contact_information(episode: Episode) -> LetterOrder:
    cause = f"contact_information:{episode.id}"
    return LetterOrder(kind=LetterKind.CONTACT_INFORMATION, cause=cause, **_of(episode))


def _discharge_letters(change: Change) -> Iterator[LetterOrder]:
    """To the member and a copy to the physician; after a death to the physician alone (R10)."""
    after, discharge = change.after, change.discharge
    assert discharge is not None  # noqa: S101 - asked before
    recipients = [Recipient.PRIMARY_CARE]
    if DischargeReasonCode.DEATH not in discharge.reasons:
        recipients.append(Recipient.MEMBER)
    for recipient in recipients:
        yield LetterOrder(
            kind=LetterKind.DISCHARGE,
            cause=f"discharge:{recipient}:{after.id}:{after.version}",
            recipient=recipient,
            ends=discharge.effective_on,
            reasons=tuple(discharge.reasons),
            met=discharge.goals_met,
            eligible=discharge.goals_eligible,
            **_of(after),
        )


def _of(episode: Episode) -> dict[str, Any]:
    return {
        "member_id": episode.member_id,
        "episode_id": episode.id,
        "program": episode.program,
        "case_number": episode.number,
        "confidential": episode.confidential,
    }


async def confirm_opt_out(work: Work, member_id: UUID, opt_out: dict[str, Any]) -> None:
    """The confirmation of an opt-out, due by its day (R11)."""
    order = LetterOrder(
        kind=LetterKind.OPT_OUT_CONFIRMATION,
        member_id=member_id,
        cause=f"opt_out:{opt_out['id']}",
        confidential=opt_out["confidential"],
        scope=opt_out["scope"],
        ends=_day(opt_out["effective_on"]),
        send_by=_day(opt_out["confirm_by"]),
    )
    await queue_letters(work, sender_of(work.settings), [order])


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
