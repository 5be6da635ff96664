"""Referrals, written one statement each."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.visibility import visibility
from shared.runtime.database import Connection
from shared.runtime.identity import Caller, Role
from shared.runtime.work import Work

COLUMNS = (
    "id, version, submission_id, member_id, program, source, channel, referrer, reason, received_at, received_by, "
    "sender_agency, triage_due_on, status, episode_id, reply, triage, confidential"
)
# Case workers and whoever sees all cases see every referral; everybody sees what they or their agency sent.
SEES_ALL = (Role.CARE_NURSE,)
Sight = tuple[bool, bool, str, str | None]


def seen(table: str, first: int) -> str:
    """A condition over referrals; its four arguments, those of `sight`, are numbered from `first`."""
    confidential, sees_all, subject, agency = range(first, first + 4)
    return (
        f"((${sees_all}::boolean and (${confidential}::boolean or not {table}.confidential)) "
        f"or {table}.received_by = ${subject}::text or {table}.sender_agency = ${agency}::text)"
    )


def sight(caller: Caller) -> Sight:
    confidential, sees_all, _nurse = visibility(caller)
    return confidential, sees_all or caller.has(*SEES_ALL), caller.subject, caller.agency


async def find_member(tx: Connection, member_id: UUID | None, medicaid_id: str | None) -> UUID | None:
    found: UUID | None = await tx.fetchval(
        "select id from members where id = $1 or medicaid_id = $2", member_id, medicaid_id
    )
    return found


async def insert_referral(tx: Connection, referral: dict[str, Any]) -> None:
    await tx.execute(
        f"insert into referrals ({COLUMNS}) select {COLUMNS} from jsonb_populate_record(null::referrals, $1)", referral
    )


async def referral_by_submission(tx: Connection, submission_id: UUID) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await tx.fetchval(
        "select to_jsonb(r) from referrals r where submission_id = $1", submission_id
    )
    return found


async def referral_for_triage(work: Work, referral_id: UUID) -> dict[str, Any] | None:
    """The referral as JSON; None when the caller may not know of it."""
    found: dict[str, Any] | None = await work.tx.fetchval(
        f"select to_jsonb(r) from referrals r where id = $1 and {seen('r', 2)}", referral_id, *sight(work.caller)
    )
    return found


async def store_triage(tx: Connection, episode_id: UUID, status: str, triage: dict[str, Any]) -> list[dict[str, Any]]:
    """Decide the waiting referral of a case; answers it as JSON, or nothing."""
    rows = await tx.fetch(
        """
        update referrals r set status = $2, triage = $3, version = version + 1
        where episode_id = $1 and status = 'waiting' returning to_jsonb(r) as referral
        """,
        episode_id,
        status,
        triage,
    )
    return [row["referral"] for row in rows]
