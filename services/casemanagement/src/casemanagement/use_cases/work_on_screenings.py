"""One step of the background work on screenings: a page of members, fetched, judged and kept.

No transaction is open while the disease service thinks. A page is kept together with how far the job is: a killed
process leaves whole pages behind it, and whoever comes next goes on after the last one.
"""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casemanagement.clients.disease_facts import DiseaseAway, DiseaseFacts, Page
from casemanagement.domain.screening.rule_set import RuleSet
from casemanagement.domain.screening.screening import screen
from casemanagement.persistence import screening_repository as screenings
from casemanagement.use_cases.keep_screenings import Judged, keep_screenings
from casemanagement.use_cases.put_on_work_list import siblings_of, with_lead
from shared.kernel.facts.observations import LEAD, amount, analyte_of
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work

STEP = "casemanagement-screening"
HELD_SECONDS = 60  # longer than a page takes
PAUSE = timedelta(seconds=5)
MEMBERS_AT_A_TIME = 25
OTHER_RULES = "The rule set of this screening is not the one in force any more. Start another screening."


async def work_on_screenings(services: Services, disease: DiseaseFacts, adopted: Mapping[str, RuleSet]) -> bool:
    """Whether there was something to do that succeeded."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        job = await screenings.claim_job(tx, work.now, HELD_SECONDS)
        if job is None:
            return False
        rule_set = next((known for known in adopted.values() if known.id == job["rule_set"]), None)
        if rule_set is None:
            await screenings.fail_job(tx, job["id"], OTHER_RULES, work.now)
            return True
    try:
        page = await _next_page(disease, job)
        judged = await _judge(page, job, rule_set)
        tested = await _tested_siblings(services, disease, judged, job["as_of"], rule_set)
    except DiseaseAway:
        async with services.database.transaction() as tx:
            work = OwnWork(services, tx, STEP)
            await screenings.wait_for(tx, job["id"], "disease", work.now + PAUSE)
        return False
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        if await screenings.still_there(tx, job["id"], job["last_member"]):
            await keep_page(work, services.time_zone, job["id"], rule_set, judged, tested, last=page.last)
            await work.finish()
    return True


async def _next_page(disease: DiseaseFacts, job: Any) -> Page:
    if job["scope"] == "member":
        return await disease.of(job["member_id"], job["as_of"])
    return await disease.after(job["last_member"], job["as_of"])


async def _judge(page: Page, job: Any, rule_set: RuleSet) -> list[Judged]:
    """A few members at a time, so that others are answered in between."""
    judged = []
    for place, (member_id, facts) in enumerate(page.members):
        if place % MEMBERS_AT_A_TIME == 0:
            await asyncio.sleep(0)
        judged.append(Judged(member_id, screen(facts, job["as_of"], rule_set)))
    return judged


async def _tested_siblings(
    services: Services, disease: DiseaseFacts, judged: list[Judged], as_of: date, rule_set: RuleSet
) -> frozenset[UUID]:
    """Of the children who live with somebody found for lead those who have a result. Raises `DiseaseAway`."""
    members = with_lead((one.member_id, one.screening) for one in judged)
    if not members:
        return frozenset()
    async with services.database.transaction() as tx:
        siblings = await siblings_of(OwnWork(services, tx, STEP), tx, members, rule_set.lead)
    children = {child for found in siblings.values() for child in found}
    return frozenset([child for child in sorted(children) if await _has_result(disease, child, as_of)])


async def _has_result(disease: DiseaseFacts, child: UUID, as_of: date) -> bool:
    page = await disease.of(child, as_of)
    return any(
        analyte_of(observation) is LEAD and amount(observation) is not None and observation.observed_on <= as_of
        for _, facts in page.members
        for observation in facts.observations
    )


async def keep_page(
    work: Work,
    time_zone: str,
    screening_id: UUID,
    rule_set: RuleSet,
    judged: list[Judged],
    tested: frozenset[UUID] = frozenset(),
    *,
    last: bool,
) -> str:
    """Keep the page and count it; answers the job as JSON."""
    counts = await keep_screenings(work, screening_id, rule_set, time_zone, judged, tested)
    last_member = judged[-1].member_id if judged else None
    work.record("screened", "screening", screening_id, after={"members": len(judged), **counts})
    return await screenings.advance_job(
        work.tx, screening_id, len(judged), last_member, work.now, dict(counts), finished=last
    )
