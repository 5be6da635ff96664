"""The letter with contact information for whoever a screening found to need no case manager (T6).

A screening of everybody writes no letters; this step does, in batches, and finds again what it could not finish.
"""

from casemanagement.domain.letters.wording import LetterKind
from casemanagement.persistence.letter_repository import cases_to_inform
from casemanagement.use_cases.letter_sender import sender_of
from casemanagement.use_cases.send_letters import LetterOrder, queue_letters
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

BATCH = 100


async def inform_members(services: Services) -> bool:
    """One batch; True when there may be more. One letter is written per case, however often this runs."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, "contact-information")
        cases = await cases_to_inform(tx, BATCH)
        orders = [
            LetterOrder(
                kind=LetterKind.CONTACT_INFORMATION,
                member_id=case["member_id"],
                cause=case["cause"],
                episode_id=case["id"],
                program=case["program"],
                case_number=case["number"],
                confidential=case["confidential"],
            )
            for case in cases
        ]
        if orders:
            await queue_letters(work, sender_of(work.settings), orders)
        await work.finish()
    return len(cases) == BATCH
