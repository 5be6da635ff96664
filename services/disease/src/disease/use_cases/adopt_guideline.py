"""Adopt a guideline, or its next version: what was adopted is never rewritten."""

from typing import Any

from disease.persistence.guideline_repository import insert_guideline
from shared.runtime.work import Work


async def adopt_guideline(work: Work, given: dict[str, Any]) -> dict[str, Any]:
    """A version that exists already breaks its constraint."""
    guideline_id = work.new_id()
    row = {**given, "id": guideline_id, "recorded_by": work.caller.subject, "recorded_at": work.now}
    item = await insert_guideline(work.tx, row)
    work.record("guideline_adopted", "guideline", guideline_id, after=item, effective_at=given["adopted_on"])
    return item
