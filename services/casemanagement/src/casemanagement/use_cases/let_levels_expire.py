"""R14: levels that were set by hand give way when their time has passed."""

from datetime import timedelta

from casemanagement.domain.levels import expired
from casemanagement.domain.policy import policy_on
from casemanagement.persistence.episode_repository import save_changes
from casemanagement.persistence.level_overrides import old_overrides
from casemanagement.use_cases.keep_changes import record
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

BATCH = 200


async def let_levels_expire(services: Services) -> bool:
    """One batch of members; True when there may be more. Repeating it changes nothing twice."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, "levels")
        policy = policy_on(work.today)
        old = await old_overrides(tx, work.now - timedelta(days=policy.level_override_days), BATCH)
        changes = [change for episode in old if (change := expired(episode, policy, work.now)) is not None]
        if changes:
            await save_changes(work, changes)
        for change in changes:
            record(work, change)
        await work.finish()
    return len(changes) >= BATCH
