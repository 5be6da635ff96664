"""Tasks that steps of a case put on the work list."""

from typing import Any

from shared.runtime.work import Work


async def insert_task(work: Work, *, rule_ids: tuple[str, ...], **given: Any) -> None:
    """One task per `cause`, however often it is made."""
    task = {
        **given,
        "id": work.new_id(),
        "created_at": work.now,
        "created_by": work.caller.subject,
        "rule_ids": list(rule_ids),
    }
    await work.tx.execute(
        """
        insert into tasks (id, member_id, episode_id, cause, kind, title, due_on, assignee, confidential, status,
                           rule_ids, created_at, created_by)
        select id, member_id, episode_id, cause, kind, title, due_on, assignee, confidential, 'open',
               rule_ids, created_at, created_by
        from jsonb_populate_record(null::tasks, $1) on conflict (cause) do nothing
        """,
        task,
    )
