"""R8: whoever lets the next contact pass is reminded, then the supervisor is told."""

from casemanagement.domain.care.policy import CARE_2026
from casemanagement.persistence.overdue_contacts import remind
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

BATCH = 200


async def remind_of_contacts(services: Services) -> bool:
    """One batch of tasks for contacts that are late; True when there may be more. Repeating it makes nothing twice."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, "next-contact")
        made = await remind(work, CARE_2026, BATCH)
        for task in made:
            work.record(
                "task_added",
                "task",
                task["id"],
                member_id=task["member_id"],
                after={"case": task["episode_id"], "kind": "contact_overdue", "for": task["assigned_role"]},
                rule_ids=("R8",),
            )
        await work.finish()
    return len(made) == BATCH
