"""Nurses with their team and caseload."""

from typing import Any

from shared.runtime.work import Reading, Work

CASELOAD = "(select count(*) from episodes e where e.primary_case_manager = n.subject and e.open)"
BODY = f"to_jsonb(n) - 'updated_at' || jsonb_build_object('caseload', {CASELOAD})"


async def nurses(reading: Reading, after: str | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `subject` and `item`."""
    return await reading.search(
        f"""
        select n.subject, ({BODY})::text as item from nurses n
        where $1::text is null or n.subject > $1 order by n.subject limit $2
        """,
        after,
        limit + 1,
    )


async def nurse_version(work: Work, subject: str) -> int:
    """0 for a nurse that nobody placed yet."""
    found: int | None = await work.tx.fetchval("select version from nurses where subject = $1 for update", subject)
    return found or 0


async def save_nurse(work: Work, subject: str, version: int, team: str, caseload_limit: int | None) -> Any:
    """The nurse as JSON."""
    await work.tx.execute(
        """
        insert into nurses (subject, version, team, caseload_limit, updated_at) values ($1, $2, $3, $4, $5)
        on conflict (subject) do update set version = nurses.version + 1, team = excluded.team,
            caseload_limit = excluded.caseload_limit, updated_at = excluded.updated_at
        """,
        subject,
        version,
        team,
        caseload_limit,
        work.now,
    )
    return await work.tx.fetchval(f"select {BODY} from nurses n where subject = $1", subject)
