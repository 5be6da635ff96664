"""Let enrolments follow cover, death, opt-outs and the tiers of the registry."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from disease.domain.cadence import ACUTE_RULES, due
from disease.domain.enrolment import moves
from disease.domain.opt_out import leaving
from disease.domain.policies import policy_on
from disease.domain.program import DISEASES
from disease.domain.tier import Tier
from disease.persistence.enrolment_following import BATCH, Following, follow
from shared.runtime.office_days import holidays_of
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work

STEP = "enrolments"
INSTRUMENTS = {"asthma": ["asthma_control"], "diabetes": ["diabetes_health"]}


async def follow_member(work: Work, member_id: UUID) -> list[Any]:
    """Bring the enrolments of one member in step; answers the rows that changed."""
    return await _follow(work, member_id)


async def follow_registry(services: Services) -> bool:
    """One batch of whatever is out of step, in one transaction with its audit; whether there may be more.

    It finds its work by comparing, not by being told: a step that was killed or never told is made up for.
    """
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        rows = await _follow(work, None)
        await work.finish()
    return len(rows) >= BATCH


async def _follow(work: Work, member_id: UUID | None) -> list[Any]:
    policy = policy_on(work.today)
    holiday = holidays_of(*policy.holidays)
    told = Following(
        today=work.today,
        now=work.now,
        due=[asdict(due(policy, tier, work.today, holiday)) for tier in Tier],
        moves=[{**move._asdict(), "actions": list(move.actions)} for move in moves()],
        acute_rules=ACUTE_RULES,
        leaving={disease.code.value: sorted(leaving(disease.code)) for disease in DISEASES},
        instruments=INSTRUMENTS,
        reinstatement_days=policy.reinstatement_days,
        hra_valid_days=policy.hra_valid_days,
        letter_wait_days=policy.unable_to_reach.letter_wait_days,
        retry_days=policy.unable_to_reach.retry_days,
        proposing=[tier for tier, cadence in policy.cadences.items() if cadence.case_management != "never"],
        time_of_ids=str(work.new_id())[:15],
    )
    rows = await follow(work.tx, member_id, told)
    for row in rows:
        work.record(
            "enrolment_followed",
            "enrolment",
            row["id"],
            member_id=row["member_id"],
            before={"status": row["before"]},
            after={**row["after"], "actions": row["actions"], "policy": policy.id},
            effective_at=row["effective_on"],
        )
    return rows
