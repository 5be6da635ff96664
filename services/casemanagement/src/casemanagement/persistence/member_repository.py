"""Members and everything that is open for them, read and written one statement each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from casemanagement.domain.episode import Episode
from casemanagement.domain.member import Member, cover_of
from casemanagement.persistence.visibility import visibility, visible
from shared.runtime.database import Connection
from shared.runtime.identity import Caller
from shared.schema.members import MemberNotice

COLUMNS = (
    "version, medicaid_id, given_name, family_name, birth_date, sex, county, language, phone, tty, time_zone, address, "
    "household, primary_care_npi, coverage, level_of_care, deceased_on, agency, coverage_changes_on, "
    "outbound_suspended_at, received_at"
)
EPISODES = TypeAdapter(tuple[Episode, ...])
PARTS = """
to_jsonb(m) as member,
       coalesce((select jsonb_agg(to_jsonb(a) order by a.created_at, a.id) from episodes a
                 where a.member_id = m.id), '[]') as episodes,
       (select l.case_manager from lead_case_managers l where l.member_id = m.id and l.ended_at is null) as lead,
       (select d.id from death_reports d where d.member_id = m.id and d.status = 'unverified') as death_report,
       coalesce((select jsonb_agg(to_jsonb(o) order by o.id) from opt_outs o
                 where o.member_id = m.id and o.revoked_at is null), '[]') as opt_outs
"""
DOSSIER = f"""
select {PARTS},
       coalesce((select array_agg(e.id) from episodes e
                 where e.member_id = m.id and {visible("e", 2)}), '{{}}') as shown
from members m where m.id = $1
"""
SAVE = f"""
insert into members (id, {COLUMNS})
select id, {COLUMNS} from jsonb_populate_record(null::members, $1)
on conflict (id) do update set ({COLUMNS}) = (select {", ".join(f"excluded.{name}" for name in COLUMNS.split(", "))})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A member with all episodes, oldest first; `shown` are the ids of those that the caller may know of."""

    member: Member
    record: dict[str, Any]
    episodes: tuple[Episode, ...]
    shown: frozenset[UUID]
    lead: str | None
    death_report: UUID | None
    opt_outs: tuple[dict[str, Any], ...]


def member_of(record: dict[str, Any]) -> Member:
    notice = MemberNotice.model_validate({name: record[name] for name in MemberNotice.model_fields})
    return Member(
        id=UUID(str(record["id"])),
        birth_date=notice.birth_date,
        cover=cover_of(record["coverage"]),
        deceased_on=notice.deceased_on,
    )


async def dossier_for_update(tx: Connection, member_id: UUID, caller: Caller) -> Dossier | None:
    """The member, locked until the transaction ends: whoever changes anything of theirs waits here.

    The lock is taken by a statement of its own, so that what is read was committed before the lock was granted.
    """
    await tx.execute("select from members where id = $1 for update", member_id)
    row = await tx.fetchrow(DOSSIER, member_id, *visibility(caller))
    return None if row is None else dossier_of(row, row["shown"])


def dossier_of(row: Any, shown: Iterable[UUID]) -> Dossier:
    """From a row with `PARTS`."""
    return Dossier(
        member=member_of(row["member"]),
        record=row["member"],
        episodes=EPISODES.validate_python(row["episodes"]),
        shown=frozenset(shown),
        lead=row["lead"],
        death_report=row["death_report"],
        opt_outs=tuple(row["opt_outs"]),
    )


async def save_member(tx: Connection, record: dict[str, Any]) -> None:
    await tx.execute(SAVE, record)


async def suspend_outbound(tx: Connection, member_id: UUID, since: Any) -> None:
    """Nothing goes out to the member from this instant; None lets it go out again."""
    await tx.execute("update members set outbound_suspended_at = $2 where id = $1", member_id, since)


async def coverage_to_settle(tx: Connection, today: date, now: datetime, seconds: float) -> UUID | None:
    """A member whose cover begins or is over by today and was not settled since; held for so many seconds.

    Whoever fails to settle them leaves them until then, and the next member is not held up.
    """
    found: UUID | None = await tx.fetchval(
        """
        update members set settle_after = $2 + make_interval(secs => $3)
        where id = (select id from members where coverage_changes_on <= $1 and settle_after <= $2
                    order by coverage_changes_on, id limit 1 for update skip locked)
        returning id
        """,
        today,
        now,
        seconds,
    )
    return found
