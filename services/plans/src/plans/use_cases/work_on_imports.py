"""Load the next batch of an import of plans, members or providers."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from plans.clients.members import KEPT_BACK, TOPIC_OF_AN_IMPORT, members_at
from plans.domain.import_jobs import ImportKind
from plans.persistence import plan_import, record_import
from plans.persistence.plan_numbers import STAGING
from plans.use_cases.load_plans import PLANS_PER_BATCH, Loading, load_plans
from shared.runtime.imports.working import work_on_one_batch
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

TARGETS = {ImportKind.MEMBERS: record_import.MEMBERS, ImportKind.PROVIDERS: record_import.PROVIDERS}


async def work_on_imports(services: Services, neighbours: Mapping[str, str]) -> bool:
    """Whether there was something to do. `neighbours` are origins by service; they are told of members."""

    async def load(work: OwnWork, job: Any) -> Counter[str] | None:
        return await _load(work, job, neighbours)

    return await work_on_one_batch(services, STAGING, load)


async def _load(work: OwnWork, job: Any, neighbours: Mapping[str, str]) -> Counter[str] | None:
    """Outcomes of the next batch; None when there is none left."""
    tx, time_of_ids = work.tx, str(work.new_id())[:15]
    kind = ImportKind(job["kind"])
    if kind is ImportKind.CONVERSION_PLANS:
        batch = await plan_import.batch_after(tx, job["id"], job["batches"], PLANS_PER_BATCH)
        if batch is None:
            return None
        loading = Loading(work.now, work.today, time_of_ids, job["actor"], job["roles"])
        return await load_plans(tx, batch, loading)
    if not await record_import.rows_left(tx, job["id"], job["batches"]):
        return None
    told = neighbours if kind is ImportKind.MEMBERS else {}
    addresses = {service: members_at(service, origin) for service, origin in told.items()}
    telling = record_import.Telling(TOPIC_OF_AN_IMPORT, job["request_id"], KEPT_BACK, addresses)
    rows = await record_import.load(tx, TARGETS[kind], job["id"], job["batches"], time_of_ids, work.now, telling)
    return Counter({row["outcome"]: row["rows"] for row in rows})
