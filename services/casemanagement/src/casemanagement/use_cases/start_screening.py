"""Start a screening: of one member, by facts that are given or fetched later, or of the population."""

from datetime import date, timedelta
from uuid import UUID

from casemanagement.domain.screening.rule_set import RuleSet
from casemanagement.domain.screening.screening import screen
from casemanagement.persistence.screening_repository import create_job
from casemanagement.use_cases.keep_screenings import Judged
from casemanagement.use_cases.work_on_screenings import HELD_SECONDS, keep_page
from shared.kernel.facts.member_facts import MemberFacts
from shared.runtime.work import Work


async def start_screening(work: Work, member_id: UUID | None, as_of: date, rule_set: RuleSet) -> tuple[UUID, str]:
    """The id of the job and the job as JSON; it runs in the background. Without a member: the population."""
    screening_id = work.new_id()
    job = await create_job(
        work.tx, screening_id, member_id, as_of, rule_set.id, work.caller.subject, work.now, work.now
    )
    _record(work, screening_id, member_id, as_of, rule_set)
    return screening_id, job


async def screen_by_facts(
    work: Work, time_zone: str, member_id: UUID, facts: MemberFacts, as_of: date, rule_set: RuleSet
) -> tuple[UUID, str]:
    """The same for one member whose facts are given: done at once."""
    screening_id = work.new_id()
    held = work.now + timedelta(seconds=HELD_SECONDS)
    await create_job(work.tx, screening_id, member_id, as_of, rule_set.id, work.caller.subject, work.now, held)
    _record(work, screening_id, member_id, as_of, rule_set)
    judged = [Judged(member_id, screen(facts, as_of, rule_set))]
    return screening_id, await keep_page(work, time_zone, screening_id, rule_set, judged, last=True)


def _record(work: Work, screening_id: UUID, member_id: UUID | None, as_of: date, rule_set: RuleSet) -> None:
    work.record(
        "started",
        "screening",
        screening_id,
        member_id=member_id,
        after={"scope": "member" if member_id else "population", "as_of": as_of, "rule_set": rule_set.id},
    )
