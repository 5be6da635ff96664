"""Find the requests whose decision clock ran out, and do what the programme says: deny them, or raise an alert."""

from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.decision import LineOutcome, Outcome, Reason
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import LIFECYCLE, RequestAction
from authorization.domain.policies import POLICIES
from authorization.domain.unrecorded import with_unrecorded
from authorization.persistence.decision_repository import lock_lines, running_lines
from authorization.persistence.expiry_repository import expire_some
from authorization.persistence.request_repository import request_for_update
from authorization.use_cases.store_decision import store_decision
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

CLOCK_EXPIRED = Reason(code="CLOCK_EXPIRED", text="The time to decide has run out.")
STEP = "authorization-clock"


async def expire_requests(services: Services, plans: Plans, sender: Sender, program: str) -> int:
    """Record every clock that ran out and was not recorded yet; answers how many.

    Any process may try at any time: rows that another one holds are left to it, and what was recorded stays so.
    """
    alerting = [policy.id for policy in POLICIES if policy.expiry[program] == "alert"]
    pausing = [policy.id for policy in POLICIES if policy.pending_pauses]
    found = 0
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        for row in await expire_some(tx, work.now, "alert", alerting, pausing):
            work.record(
                "clock_expired",
                "request",
                row["id"],
                member_id=row["member_id"],
                after={"due_at": row["due_at"], "outcome": "alert"},
                rule_ids=("CK-01",),
            )
            found += 1
        await work.finish()
    denying = [policy.id for policy in POLICIES if policy.expiry[program] == "denial"]
    while denying and (request_ids := await _deny_next(services, plans, sender, denying, pausing)):
        found += len(request_ids)
    if found:
        services.wake()
    return found


async def _deny_next(
    services: Services, plans: Plans, sender: Sender, policies: list[str], pausing: list[str]
) -> list[UUID]:
    """One request per transaction, so that a denial that fails holds up no other."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        rows = await expire_some(tx, work.now, "denial", policies, pausing, most=1)
        for row in rows:
            stored = await request_for_update(tx, row["id"], work.caller)
            assert stored is not None  # noqa: S101 - the service sees every request
            request = stored.request
            outcomes = tuple(
                LineOutcome(line_id=line.line_id, outcome=Outcome.NOT_AUTHORIZED, reasons=(CLOCK_EXPIRED,))
                for line in request.submission.asked
            )
            await lock_lines(tx, stored.line_origin)
            running = await running_lines(tx, stored.line_origin, list(request.submission.by_id))
            running = with_unrecorded(request.submission, running)
            status = LIFECYCLE.after(request.status, RequestAction.EXPIRE)
            work.record(
                "clock_expired",
                "request",
                request.id,
                member_id=stored.member_id,
                after={
                    "due_at": row["due_at"],
                    "outcome": "denial",
                    "policy": stored.policy,
                },
                rule_ids=("CK-01",),
            )
            await store_decision(work, plans, sender, stored, outcomes, running, status)
        await work.finish()
    return [row["id"] for row in rows]
