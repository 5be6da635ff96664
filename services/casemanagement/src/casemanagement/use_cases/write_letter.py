"""A letter that a nurse sends in a case: not reached, or a warning before a discharge."""

from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.letters.wording import LetterKind
from casemanagement.persistence.care_case import case_for_update
from casemanagement.use_cases.letter_sender import sender_of
from casemanagement.use_cases.send_letters import LetterOrder, queue_letters
from shared.runtime.work import Work


async def write_letter(work: Work, case_id: UUID, kind: LetterKind) -> list[UUID]:
    """The ids of the letters that are queued: none for a member who is gone, or takes no mail.

    One of a kind is written per case and day. Raises `CaseNotFound`, `NotInThisState`.
    """
    case = await case_for_update(work, case_id)
    kinds.check(kinds.WRITING[kind], case.state)
    order = LetterOrder(
        kind=kind,
        member_id=case.member_id,
        cause=f"{kind}:{case.id}:{work.today}",
        episode_id=case.id,
        program=case.program,
        case_number=case.number,
        confidential=case.confidential,
    )
    return await queue_letters(work, sender_of(work.settings), [order])
