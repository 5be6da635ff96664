"""Tell the neighbours once of each member that was there before they were told of members."""

from collections.abc import Mapping

from plans.clients.members import KEPT_BACK, TOPIC_OF_AN_IMPORT, members_at
from plans.persistence.member_backlog import MEMBERS_PER_BATCH, tell_next
from plans.persistence.record_import import Telling
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

STEP = "older_members"


async def tell_of_older_members(services: Services, neighbours: Mapping[str, str]) -> bool:
    """Whether there may be more. A batch is told of and taken off the list in one transaction."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        addresses = {service: members_at(service, origin) for service, origin in neighbours.items()}
        told = await tell_next(work, Telling(TOPIC_OF_AN_IMPORT, work.request_id, KEPT_BACK, addresses))
    return told == MEMBERS_PER_BATCH
