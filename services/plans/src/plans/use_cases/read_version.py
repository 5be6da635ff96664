"""Refuse a change made on a version that is not the newest, and say what happened since."""

from plans.domain.stored_plan import StoredPlan
from plans.persistence.plan_repository import changes_since
from shared.runtime.preconditions import PreconditionFailed, check_if_match
from shared.runtime.work import Work


async def check_read_version(work: Work, plan: StoredPlan, *, required: bool) -> None:
    """Raises `PreconditionRequired` and `PreconditionFailed`; the latter lists the changes since the version read."""
    try:
        check_if_match(work.headers, plan.version, required=required)
    except PreconditionFailed as stale:
        read = work.headers["if-match"].strip(' "')
        known = int(read) if read.isdecimal() and len(read) < 9 else plan.version
        stale.members["changes_since"] = await changes_since(work, plan.id, known)
        raise
