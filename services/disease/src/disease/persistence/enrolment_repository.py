"""Enrolments of one member, loaded and changed with one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from disease.domain.enrolment import EnrolmentStatus
from disease.domain.tier import Tier
from shared.runtime.database import Connection

ITEM = """jsonb_build_object(
    'id', e.id, 'member_id', e.member_id, 'disease', e.disease, 'number', e.number, 'status', e.status,
    'tier', e.tier, 'tier_since', e.tier_since, 'source', e.source, 'identified_on', e.identified_on,
    'enrolled_on', e.enrolled_on, 'engaged_on', e.engaged_on, 'disenrolled_on', e.disenrolled_on,
    'reason', e.reason, 'call_due_on', e.call_due_on, 'last_reached_on', e.last_reached_on,
    'unreachable_since', e.unreachable_since, 'mail_due_on', e.mail_due_on, 'welcome_due_on', e.welcome_due_on,
    'assignee', e.assignee, 'version', e.version)"""


@dataclass(frozen=True, slots=True)
class MemberState:
    """What a decision on a member's programs stands on; the member's row is locked."""

    member_id: UUID
    deceased_on: date | None
    covered: bool
    case_lead_open: bool


@dataclass(frozen=True, slots=True)
class StoredEnrolment:
    id: UUID
    member_id: UUID
    disease: str
    number: int
    status: EnrolmentStatus
    tier: Tier | None
    assignee: str | None
    version: int


async def member_for_update(tx: Connection, member_id: UUID, today: date) -> MemberState | None:
    """One decision on a member's programs at a time."""
    row = await tx.fetchrow(
        """
        select m.id, m.deceased_on, m.covered @> $2::date as covered,
               exists (select from case_leads l where l.member_id = m.id and l.lead_open) as case_lead_open
        from members m where m.id = $1 for update of m
        """,
        member_id,
        today,
    )
    return MemberState(*row) if row else None


STORED = "e.id, e.member_id, e.disease, e.number, e.status, e.tier, e.assignee, e.version"


def _stored(row: Any) -> StoredEnrolment:
    return StoredEnrolment(
        row["id"],
        row["member_id"],
        row["disease"],
        row["number"],
        EnrolmentStatus(row["status"]),
        Tier(row["tier"]) if row["tier"] else None,
        row["assignee"],
        row["version"],
    )


async def newest_enrolments(tx: Connection, member_id: UUID) -> dict[str, StoredEnrolment]:
    """The latest enrolment by disease, locked."""
    rows = await tx.fetch(
        f"select {STORED} from enrolments e where e.member_id = $1 order by e.disease, e.number for update", member_id
    )
    return {row["disease"]: _stored(row) for row in rows}


async def enrolment_for_update(tx: Connection, enrolment_id: UUID) -> StoredEnrolment | None:
    row = await tx.fetchrow(f"select {STORED} from enrolments e where e.id = $1 for update", enrolment_id)
    return _stored(row) if row else None


async def insert_enrolment(
    tx: Connection, enrolment_id: UUID, member_id: UUID, disease: str, number: int, source: str, now: datetime, on: date
) -> None:
    await tx.execute(
        """
        insert into enrolments (id, member_id, disease, number, status, source, identified_on, updated_at)
        values ($1, $2, $3, $4, 'identified', $5, $6, $7)
        """,
        enrolment_id,
        member_id,
        disease,
        number,
        source,
        on,
        now,
    )


async def disenrol(tx: Connection, ids: Sequence[UUID], reason: str, on: date, now: datetime) -> None:
    """End enrolments; nothing is due any more."""
    await tx.execute(
        """
        update enrolments set status = 'disenrolled', reason = $2, disenrolled_on = $3, call_due_on = null,
            mail_due_on = null, welcome_due_on = null, retry_on = null, assignee = null, assigned_at = null,
            version = version + 1, updated_at = $4
        where id = any($1)
        """,
        list(ids),
        reason,
        on,
        now,
    )


async def enrolments_of(asking: Any, member_id: UUID) -> list[Any]:
    """Rows of `item` (a dict), newest enrolment first."""
    rows: list[Any] = await asking.fetch(
        f"select {ITEM} as item from enrolments e where e.member_id = $1 order by e.disease, e.number desc", member_id
    )
    return rows


async def enrolment_shown(tx: Connection, enrolment_id: UUID) -> dict[str, Any]:
    item: dict[str, Any] = await tx.fetchval(f"select {ITEM} as item from enrolments e where e.id = $1", enrolment_id)
    return item


async def reach_anew(tx: Connection, member_id: UUID, now: datetime) -> None:
    """A new number: who counted as not reachable is called again."""
    await tx.execute(
        """
        update enrolments set unreachable_since = null, retry_on = null, letter_due_on = null, letter_sent_on = null,
            version = version + 1, updated_at = $2
        where member_id = $1 and status <> 'disenrolled'
          and (unreachable_since is not null or letter_due_on is not null or letter_sent_on is not null)
        """,
        member_id,
        now,
    )
