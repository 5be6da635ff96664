"""One step of a mailing, a newsletter or a distribution: one batch, in one transaction with its progress.

A killed process leaves whole batches behind it; whoever comes next goes on after the last.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from disease.domain.delivery import ADDRESSEES, MAILING_STAGES, JobKind, Purpose, material_rows
from disease.domain.policies import policy_on
from disease.domain.policies.policy import Policy
from disease.domain.tier import Tier
from disease.persistence import delivery_jobs
from disease.persistence.guideline_repository import send_batch
from disease.persistence.mail_repository import Batch, mail_batch
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

STEP = "deliveries"
BATCH = 500


async def work_on_deliveries(services: Services) -> bool:
    """Whether there was something to do."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        job = await delivery_jobs.claim_job(tx)
        if job is None:
            return False
        if job["kind"] == JobKind.GUIDELINE_DISTRIBUTION:
            found, cursor, outcomes = await _send_guideline(work, job)
        else:
            found, cursor, outcomes = await _mail(work, job)
        if cursor is None:
            await delivery_jobs.finish_job(tx, job["id"])
            work.record("delivery_finished", "delivery_job", job["id"], after={"kind": job["kind"]})
        else:
            await delivery_jobs.advance_job(tx, job["id"], found, cursor, outcomes)
            if found:
                work.record(
                    "batch_delivered",
                    "delivery_job",
                    job["id"],
                    after={"kind": job["kind"], "found": found, "outcomes": outcomes},
                )
        await work.finish()
    return True


async def _mail(work: OwnWork, job: Any) -> tuple[int, str | None, dict[str, int]]:
    """Found, the next cursor (`stage:last key`, None at the end), and the outcomes."""
    parameters = job["parameters"]
    stages = tuple(Purpose(each) for each in parameters["stages"])
    number, _, last = (job["cursor"] or "0:").partition(":")
    if int(number) >= len(stages):
        return 0, None, {}
    row = await mail_batch(work.tx, stages[int(number)], _batch(work, job, UUID(last) if last else None))
    if row["found"] < BATCH:
        return row["found"], f"{int(number) + 1}:", row["outcomes"]
    return row["found"], f"{number}:{row['last']}", row["outcomes"]


def _batch(work: OwnWork, job: Any, after: UUID | None) -> Batch:
    parameters = job["parameters"]
    day = date.fromisoformat(parameters["day"])
    policy = policy_on(day)
    issue = parameters.get("issue")
    newsletter = {"disease": "all", "code": issue, "version": 1, "kind": "newsletter", "rank": 0, "tiers": []}
    return Batch(
        job_id=job["id"],
        day=day,
        now=work.now,
        after=after,
        size=BATCH,
        disease=parameters.get("disease"),
        materials=[{**newsletter, "languages": parameters["languages"]}] if issue else material_rows(),
        again_months=policy.same_material_months,
        returns=policy.returns_that_suppress,
        adult_age=policy.adult_age,
        addressees=ADDRESSEES,
        time_of_ids=str(work.new_id())[:15],
        cadences=cadence_rows(policy),
    )


def cadence_rows(policy: Policy) -> list[dict[str, Any]]:
    """Months to the next mailing, by tier and by how many were sent since it began; the last one goes on."""
    rows = []
    for tier in Tier:
        months = policy.cadences[tier].education_by_number
        for sent in range(1, len(months) + 1):
            place = min(sent, len(months) - 1)
            rows.append({"tier": tier, "sent": sent, "months": months[place], "last": sent == len(months)})
    return rows


async def _send_guideline(work: OwnWork, job: Any) -> tuple[int, str | None, dict[str, int]]:
    parameters = job["parameters"]
    row = await send_batch(
        work.tx, job["id"], UUID(parameters["guideline_id"]), parameters["channel"], work.today, job["cursor"], BATCH
    )
    if not row["found"]:
        return 0, None, {}
    return row["found"], row["last"], {"sent": row["sent"]}


def stages_of(wanted: Sequence[Purpose] | None) -> list[str]:
    return [str(stage) for stage in MAILING_STAGES if wanted is None or stage in wanted]
