"""Load the next batch of an import of facts."""

from collections import Counter
from typing import Any

from disease.persistence import fact_import
from shared.runtime.imports.working import work_on_one_batch
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services


async def work_on_imports(services: Services) -> bool:
    """Whether there was something to do."""
    return await work_on_one_batch(services, fact_import.STAGING, _load)


async def _load(work: OwnWork, job: Any) -> Counter[str] | None:
    tx = work.tx
    if not await fact_import.rows_left(tx, job["id"], job["batches"]):
        return None
    row = await fact_import.load(tx, job["id"], job["batches"])
    outcomes = Counter({name: row[name] for name in ("loaded", "updated", "deleted", "refused") if row[name]})
    known = row["rows"] - sum(outcomes.values())
    return outcomes + Counter({"known": known})
