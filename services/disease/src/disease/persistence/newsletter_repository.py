"""Issues of the newsletter, and how many members read them."""

from datetime import datetime
from typing import Any

from shared.runtime.database import Connection


async def insert_newsletter(
    tx: Connection, issue: str, title: dict[str, str], articles: list[dict[str, Any]], by: str, at: datetime
) -> None:
    await tx.execute(
        "insert into newsletters (issue, title, articles, recorded_by, recorded_at) values ($1, $2, $3, $4, $5)",
        issue,
        title,
        articles,
        by,
        at,
    )


async def readers_count(tx: Connection, disease: str | None) -> int:
    """Members who are enrolled in a program; households are counted when it is printed."""
    count: int = await tx.fetchval(
        """
        select count(distinct member_id) from enrolments
        where status not in ('disenrolled', 'identified', 'stratified') and ($1::text is null or disease = $1)
        """,
        disease,
    )
    return count
