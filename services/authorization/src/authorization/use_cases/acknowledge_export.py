"""Take in what the claims system answers, and send again what it rejected."""

from collections.abc import Sequence
from typing import Any

from authorization.domain.errors import BatchNotFound
from authorization.domain.export import LIFECYCLE, ExportAction, ExportStatus
from authorization.persistence.export_repository import acknowledge, batch_exists, entries_for_update, send_again
from shared.kernel.errors import InvalidMember
from shared.runtime.work import Work


async def acknowledge_export(
    work: Work, control_number: int, action: ExportAction, reason: str, places: Sequence[int] | None
) -> int:
    """How many entries changed: all of a batch, or those at these places. The same answer twice changes nothing.

    Raises `BatchNotFound`, `InvalidMember`, and `ActionNotAllowed` for an answer that contradicts an earlier one.
    """
    if action is ExportAction.REJECTED and not reason:
        raise InvalidMember("/reason", "missing", "Say why it was rejected; somebody must correct it.")
    rows = await _entries(work, control_number, places)
    target = ExportStatus(action)
    changing = [row for row in rows if row["status"] not in _settled_by(target)]
    for row in changing:
        LIFECYCLE.after(ExportStatus(row["status"]), action)
    return await _changed(work, control_number, action, changing, target, reason or None)


def _settled_by(target: ExportStatus) -> set[ExportStatus]:
    """The statuses to which the answer adds nothing: itself, and for `sent` every answer that followed it."""
    if target is ExportStatus.SENT:
        return set(ExportStatus) - {ExportStatus.READY}
    return {target, ExportStatus.RESENT} if target is ExportStatus.REJECTED else {target}


async def resend_export(work: Work, control_number: int, places: Sequence[int] | None) -> int:
    """How many rejected entries of the batch, or of these places, go out again with the next batch.

    Raises `BatchNotFound`, `InvalidMember`, and `ActionNotAllowed` for a named entry that is not rejected.
    """
    rows = await _entries(work, control_number, places)
    if places is None:
        rows = [row for row in rows if row["status"] == ExportStatus.REJECTED]
    for row in rows:
        LIFECYCLE.after(ExportStatus(row["status"]), ExportAction.RESEND)
    return await _changed(work, control_number, ExportAction.RESEND, rows, ExportStatus.RESENT, None)


async def _entries(work: Work, control_number: int, places: Sequence[int] | None) -> list[Any]:
    rows = await entries_for_update(work.tx, control_number, places)
    if not rows and await batch_exists(work.tx, control_number) is None:
        raise BatchNotFound
    if places is not None and len(rows) != len(set(places)):
        raise InvalidMember("/places", "unknown", "The batch has no entry at one of these places.")
    return rows


async def _changed(
    work: Work, control_number: int, action: ExportAction, rows: list[Any], status: ExportStatus, reason: str | None
) -> int:
    batch_id = await batch_exists(work.tx, control_number)
    if not rows or batch_id is None:
        return 0
    entry_ids = [row["id"] for row in rows]
    if action is ExportAction.RESEND:
        await send_again(work.tx, entry_ids, work.now)
    else:
        await acknowledge(work.tx, entry_ids, status, reason, work.now)
    after = {"control_number": control_number, "places": [row["place"] for row in rows], "status": status}
    work.record(f"export_{action}", "export_batch", batch_id, after=after, rule_ids=("ED-01",))
    return len(rows)
