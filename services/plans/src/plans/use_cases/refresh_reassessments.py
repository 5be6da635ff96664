"""The daily look at plans that run out (DT-09): a work item for each, with the day on which its standing changed.

One statement in one transaction: a kill leaves all of it or nothing, and a second run on the same day changes nothing.
"""

from plans.domain.policies import policy_on
from plans.persistence.reassessment_queries import refresh_items
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

STEP = "reassessments"


async def refresh_reassessments(services: Services) -> bool:
    """Never busy: what it finds is done at once."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        await refresh_items(work, policy_on(work.today))
    return False
