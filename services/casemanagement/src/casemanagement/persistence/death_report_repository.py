"""Reports of a death that nobody has verified yet."""

from typing import Any
from uuid import UUID

from shared.runtime.work import Work

COLUMNS = "id, member_id, reported_by, relationship, reported_via, said_died_on, recorded_at, recorded_by, status"


async def insert_death_report(work: Work, report: dict[str, Any]) -> None:
    await work.tx.execute(
        f"insert into death_reports ({COLUMNS}) select {COLUMNS} from jsonb_populate_record(null::death_reports, $1)",
        report,
    )


async def settle_death_report(work: Work, report_id: UUID, member_id: UUID, status: str, because: str) -> Any:
    """The report as JSON after it was `verified` or `retracted`; None when it is not open any more or not theirs."""
    report = await work.tx.fetchval(
        """
        update death_reports d set status = $3, settled_at = $4, settled_by = $5, settled_because = $6,
               version = version + 1
        where id = $1 and member_id = $2 and status = 'unverified' returning to_jsonb(d)
        """,
        report_id,
        member_id,
        status,
        work.now,
        work.caller.subject,
        because,
    )
    if report is not None:
        work.record(
            f"death_report_{status}",
            "death_report",
            report_id,
            member_id=member_id,
            before={"status": "unverified"},
            after={"status": status},
            rule_ids=("R17",),
        )
    return report


async def death_report_exists(work: Work, report_id: UUID, member_id: UUID) -> bool:
    found = await work.tx.fetchval(
        "select true from death_reports where id = $1 and member_id = $2", report_id, member_id
    )
    return bool(found)
