"""How many open cases a nurse has, and how many they may have."""

from shared.runtime.database import Connection


async def caseload_of(tx: Connection, subject: str) -> tuple[int, int | None]:
    """Open cases of the nurse and the limit of their own, if any.

    A lock that ends with the transaction keeps two assignments to one nurse from counting at the same moment.
    """
    await tx.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", f"caseload:{subject}")
    row = await tx.fetchrow(
        """
        select (select count(*) from episodes where primary_case_manager = $1 and open) as caseload,
               (select caseload_limit from nurses where subject = $1) as "limit"
        """,
        subject,
    )
    return row["caseload"], row["limit"]
