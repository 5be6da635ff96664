"""Start a screening: of one member, by facts that are given or fetched later, or of the population."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from casemanagement.domain.rule_sets import rule_set_on
from casemanagement.domain.screening.rule_set import RuleSet
from casemanagement.domain.screening.screening import screen
from casemanagement.persistence.screening_repository import create_job
from casemanagement.use_cases.keep_screenings import Judged
from casemanagement.use_cases.work_on_screenings import HELD_SECONDS, keep_page
from shared.kernel.facts.member_facts import MemberFacts
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work

NIGHTLY = "nightly-screening"


async def start_screening(work: Work, member_id: UUID | None, as_of: date, rule_set: RuleSet) -> tuple[UUID, str]:
    """The id of the job and the job as JSON; it runs in the background. Without a member: the population."""
    screening_id = work.new_id()
    job = await create_job(
        work.tx, screening_id, member_id, as_of, rule_set.id, work.caller.subject, work.now, work.now
    )
    assert job is not None  # noqa: S101 - only the nightly screening may have begun before
    _record(work, screening_id, member_id, as_of, rule_set)
    return screening_id, job


async def start_nightly(services: Services, hour: int, adopted: Mapping[str, RuleSet]) -> bool:
    """Everybody, once a day from that hour of the office on, whichever process comes first."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, NIGHTLY)
        if work.now.astimezone(ZoneInfo(services.time_zone)).hour < hour:
            return False
        screening_id, rule_set = work.new_id(), rule_set_on(work.today, adopted)
        job = await create_job(tx, screening_id, None, work.today, rule_set.id, work.caller.subject, work.now, work.now)
        if job is not None:
            _record(work, screening_id, None, work.today, rule_set)
            await work.finish()
    return False


async def screen_by_facts(
    work: Work, time_zone: str, member_id: UUID, facts: MemberFacts, as_of: date, rule_set: RuleSet
) -> UUID:
    """The same for one member whose facts are given: done at once."""
    screening_id = work.new_id()
    held = work.now + timedelta(seconds=HELD_SECONDS)
    await create_job(work.tx, screening_id, member_id, as_of, rule_set.id, work.caller.subject, work.now, held)
    _record(work, screening_id, member_id, as_of, rule_set)
    judged = [Judged(member_id, screen(facts, as_of, rule_set))]
    await keep_page(work, time_zone, screening_id, rule_set, judged, last=True)
    return screening_id


def _record(work: Work, screening_id: UUID, member_id: UUID | None, as_of: date, rule_set: RuleSet) -> None:
    work.record(
        "started",
        "screening",
        screening_id,
        member_id=member_id,
        after={"scope": "member" if member_id else "population", "as_of": as_of, "rule_set": rule_set.id},
    )
