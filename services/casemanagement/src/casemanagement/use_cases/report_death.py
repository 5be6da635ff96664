"""Somebody says that a member died: outbound contact stops at once, and the record of plans decides (R17)."""

from typing import Any
from uuid import UUID

from casemanagement.domain.errors import DeathReportNotFound, DeathReportSettled, MemberNotFound
from casemanagement.persistence.death_report_repository import (
    death_report_exists,
    insert_death_report,
    settle_death_report,
)
from casemanagement.persistence.member_repository import dossier_for_update, suspend_outbound
from shared.runtime.work import Work


async def report_death(work: Work, member_id: UUID, given: dict[str, Any]) -> dict[str, Any]:
    """The unverified report. Cases stay open until the member's record confirms it.

    Raises `MemberNotFound`; the database refuses a second open report.
    """
    dossier = await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None:
        raise MemberNotFound
    report = {
        **given,
        "id": work.new_id(),
        "version": 1,
        "member_id": member_id,
        "recorded_at": work.now,
        "recorded_by": work.caller.subject,
        "status": "unverified",
    }
    await insert_death_report(work, report)
    await suspend_outbound(work.tx, member_id, work.now)
    work.record(
        "death_reported",
        "death_report",
        report["id"],
        member_id=member_id,
        after={"status": "unverified", "outbound": "suspended"},
        rule_ids=("R17",),
    )
    return report


async def retract_death_report(work: Work, member_id: UUID, report_id: UUID, because: str) -> dict[str, Any]:
    """The member lives: outbound contact is possible again.

    Raises `MemberNotFound`, `DeathReportNotFound`, `DeathReportSettled`.
    """
    dossier = await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None:
        raise MemberNotFound
    report: dict[str, Any] | None = await settle_death_report(work, report_id, member_id, "retracted", because)
    if report is None:
        raise DeathReportSettled if await death_report_exists(work, report_id, member_id) else DeathReportNotFound
    await suspend_outbound(work.tx, member_id, None)
    return report
