"""Put what waits for the claims system into a batch with a control number of its own."""

from typing import Any

from authorization.persistence.export_repository import seal_batch
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work


async def seal_exports(work: Work) -> Any:
    """Row of `control_number, entries`; None when nothing waits. Batches are sealed one after the other."""
    batch_id = work.new_id()
    row = await seal_batch(work.tx, batch_id, work.now, work.caller.subject)
    if row is not None:
        after = {"control_number": row["control_number"], "entries": row["entries"]}
        work.record("batch_sealed", "export_batch", batch_id, after=after)
    return row


async def seal_by_itself(services: Services) -> bool:
    """The same without being asked; True when there may be more."""
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, "exports")
        row = await seal_exports(work)
        await work.finish()
    return row is not None
