"""Begin a mailing, a newsletter or a distribution of a guideline: a job that works batch by batch."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from disease.domain.delivery import JobKind, Purpose
from disease.domain.policies import policy_on
from disease.domain.program_errors import GuidelineNotFound
from disease.persistence.delivery_jobs import open_job
from disease.persistence.guideline_repository import affected_count, guideline_version
from disease.persistence.mail_repository import due_now
from disease.persistence.newsletter_repository import insert_newsletter, readers_count
from disease.use_cases.work_on_deliveries import stages_of
from shared.runtime.work import Work

HELD_BACK = ("opted_out", "no_address", "returned")


async def start_mailing(
    work: Work, disease: str | None, purposes: Sequence[Purpose] | None, office: dict[str, str]
) -> dict[str, Any]:
    """The job. What is due when a batch is made goes out; a mailing that follows at once finds nothing."""
    counted = await count_due(work, work.tx, disease, purposes)
    parameters = {
        "day": work.today,
        "disease": disease,
        "stages": stages_of(purposes),
        "held_back": counted["held_back"],
        "office": office,
    }
    return await _open(work, JobKind.MAILING, parameters, counted["total"])


async def count_due(asking: Any, tx: Any, disease: str | None, purposes: Sequence[Purpose] | None) -> dict[str, Any]:
    """What a mailing would print now: `total`, `due` by purpose, and `held_back` by reason."""
    policy = policy_on(asking.today)
    wanted = stages_of(purposes)
    rows = [
        row
        for row in await due_now(tx, asking.today, disease, policy.returns_that_suppress)
        if row["purpose"] in wanted
    ]
    due = {row["purpose"]: row["due"] for row in rows}
    return {
        "due": due,
        "held_back": {reason: sum(row[reason] for row in rows) for reason in HELD_BACK},
        "total": sum(due.values()),
        "policy": policy.id,
    }


async def start_newsletter(
    work: Work,
    issue: str,
    title: dict[str, str],
    articles: list[dict[str, Any]],
    disease: str | None,
    office: dict[str, str],
) -> dict[str, Any]:
    """The job of an issue; an issue goes out once."""
    await insert_newsletter(work.tx, issue, title, articles, work.caller.subject, work.now)
    parameters = {
        "day": work.today,
        "disease": disease,
        "stages": [Purpose.NEWSLETTER],
        "issue": issue,
        "languages": sorted(title),
        "held_back": {},
        "office": office,
    }
    return await _open(work, JobKind.NEWSLETTER, parameters, await readers_count(work.tx, disease))


async def start_distribution(work: Work, code: str, version: int | None, channel: str) -> dict[str, Any]:
    """The job. Raises `GuidelineNotFound`."""
    found = await guideline_version(work.tx, code, version)
    if found is None:
        raise GuidelineNotFound
    parameters = {"guideline_id": found["id"], "code": code, "version": found["version"], "channel": channel}
    total = await affected_count(work.tx, found["id"], found["disease"])
    return await _open(work, JobKind.GUIDELINE_DISTRIBUTION, parameters, total)


async def _open(work: Work, kind: JobKind, parameters: dict[str, Any], total: int) -> dict[str, Any]:
    job_id: UUID = work.new_id()
    job = await open_job(
        work.tx,
        {
            "id": job_id,
            "kind": kind,
            "parameters": parameters,
            "status": "running",
            "total": total,
            "actor": work.caller.subject,
            "roles": sorted(work.caller.roles),
            "agency": work.caller.agency,
            "request_id": work.request_id,
            "started_at": work.now,
        },
    )
    work.record("delivery_started", "delivery_job", job_id, after={"kind": kind, "total": total, **parameters})
    return job
