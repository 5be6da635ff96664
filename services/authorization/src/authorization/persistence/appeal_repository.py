"""Appeals, and what they do to authorizations: a cut is lifted, or applied again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from authorization.domain.appeal import AppealedNotice, AppealLevel, AppealStatus, Continuation, CutLine
from authorization.domain.notice import NoticeKind
from authorization.persistence.restoration_repository import CHANGED_IN_PLACE
from authorization.persistence.visibility import visibility, visible
from shared.runtime.database import Connection
from shared.runtime.identity import Caller
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    id: UUID
    request_id: UUID
    decision_id: UUID | None
    line_ids: tuple[UUID, ...]
    policy: str
    appealed: AppealedNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAppeal:
    id: UUID
    version: int
    request_id: UUID
    notice_id: UUID
    level: AppealLevel
    status: AppealStatus
    continuation: Continuation
    policy: str


CUTS = f"""
(exists (select from authorizations u where u.ended_by = n.decision_id)
 or exists (select {CHANGED_IN_PLACE} and live.decision_id = n.decision_id and live.line_id = any(n.line_ids))
 or exists (
    select from requests r, jsonb_array_elements(r.snapshot->'lines') l
    where r.id = n.request_id and (l->>'line_id')::uuid = any(n.line_ids)
      and (l->>'action' = 'end' or l->>'supersedes' is not null)
      and not exists (
        select from authorizations u
        where u.line_id = coalesce(l->>'supersedes', l->>'line_id')::uuid
          and u.line_origin = coalesce('plan:' || n.plan_id, 'partner:' || coalesce(n.sender_agency, n.sent_by)))))
"""
NOTICE = f"""
select n.id, n.request_id, n.decision_id, n.line_ids, n.policy, n.kind, n.noticed_on, n.appeal_by, n.continue_by,
       (select a.decided_at from appeals a where a.notice_id = n.id and a.level = 'appeal' and a.status = 'upheld'
       ) as upheld_at,
       {CUTS} as cuts
from notices n where n.id = $1 and {visible("n", 2)}
"""


async def appealed_notice(work: Work, notice_id: UUID) -> StoredNotice | None:
    row = await work.tx.fetchrow(NOTICE, notice_id, *visibility(work.caller))
    if row is None:
        return None
    kind = NoticeKind(row["kind"])
    return StoredNotice(
        id=row["id"],
        request_id=row["request_id"],
        decision_id=row["decision_id"],
        line_ids=tuple(row["line_ids"]),
        policy=row["policy"],
        appealed=AppealedNotice(
            kind=kind,
            noticed_on=row["noticed_on"],
            appeal_by=row["appeal_by"],
            continue_by=row["continue_by"],
            first_level_upheld_on=work.day_of(row["upheld_at"]) if row["upheld_at"] else None,
            cuts=row["cuts"] and kind is NoticeKind.REDUCTION_OR_TERMINATION,
        ),
    )


async def insert_appeal(tx: Connection, appeal: dict[str, Any]) -> None:
    """`appeal` has the columns that the filing sets; whom it concerns is that of its notice."""
    await tx.execute(
        """
        insert into appeals (id, notice_id, request_id, level, status, filed_on, filed_by, expedited, text,
                             continuation, findings, received_by, received_at, due_at, plan_id, agency, sent_by,
                             sender_agency, member_id, medicaid_id, policy)
        select a.id, n.id, n.request_id, a.level, 'open', a.filed_on, a.filed_by, a.expedited, a.text,
               a.continuation, a.findings, a.received_by, a.received_at, a.due_at, n.plan_id, n.agency, n.sent_by,
               n.sender_agency, n.member_id, n.medicaid_id, n.policy
        from jsonb_populate_record(null::appeals, $1) a join notices n on n.id = a.notice_id
        """,
        appeal,
    )


async def appeal_for_update(tx: Connection, appeal_id: UUID, caller: Caller) -> StoredAppeal | None:
    row = await tx.fetchrow(
        f"""
        select a.id, a.version, a.request_id, a.notice_id, a.level, a.status, a.continuation, a.policy
        from appeals a where a.id = $1 and {visible("a", 2)} for update
        """,
        appeal_id,
        *visibility(caller),
    )
    if row is None:
        return None
    return StoredAppeal(
        id=row["id"],
        version=row["version"],
        request_id=row["request_id"],
        notice_id=row["notice_id"],
        level=AppealLevel(row["level"]),
        status=AppealStatus(row["status"]),
        continuation=Continuation(row["continuation"]),
        policy=row["policy"],
    )


async def close_appeal(tx: Connection, appeal_id: UUID, status: AppealStatus, text: str, by: str, at: datetime) -> None:
    await tx.execute(
        "update appeals set version = version + 1, status = $2, outcome_text = $3, decided_by = $4, decided_at = $5 "
        "where id = $1",
        appeal_id,
        status,
        text,
        by,
        at,
    )


async def decided_by(tx: Connection, decision_id: UUID) -> str:
    name: str = await tx.fetchval("select decided_by from decisions where id = $1", decision_id)
    return name


LIFT = """
update authorizations a
set version = version + 1, ended_on = a.cut_from, ended_total = a.cut_from_total,
    ended_by = case when a.cut_from is null then null else a.ended_by end, cut_from = null, cut_from_total = null
where a.line_origin = $1 and a.replaced_by is null and a.ended_by = $3
  and a.line_id in (select l::uuid from jsonb_array_elements_text($2) l)
returning a.line_id, a.number, a.units, a."start", coalesce(a.ended_on, a."end") as "end"
"""
SUSPEND = """
update authorizations a
set version = version + 1, cut_from = a.ended_on, cut_from_total = a.ended_total, ended_by = $3,
    ended_on = greatest(a."start" - 1, $4::date - 1), ended_total = a.used
where a.line_origin = $1 and a.replaced_by is null
  and a.line_id in (select l::uuid from jsonb_array_elements_text($2) l)
returning a.line_id
"""
RESUME = """
select to_jsonb(a) as row from authorizations a
where a.line_origin = $1 and a.replaced_by is null
  and a.line_id in (select l::uuid from jsonb_array_elements_text($2) l)
for update
"""
CUT_DAYS = """
select d.line_id, d."start", d."end" from decision_lines d where d.decision_id = $1
"""


async def lift_cut(
    tx: Connection, line_origin: str, decision_id: UUID, cut: Sequence[CutLine], unrecorded: set[UUID], today: date
) -> tuple[list[Any], list[UUID]]:
    """The cut lines run as before the decision, their successors stop; rows of the former, ids of the latter.

    `unrecorded` are those that run without an authorization of ours; only their successors stop here.
    """
    lifted = await tx.fetch(LIFT, line_origin, [line.line_id for line in cut], decision_id)
    runs_again = {row["line_id"] for row in lifted} | unrecorded
    followers = [line.successor_id for line in cut if line.successor_id is not None and line.line_id in runs_again]
    stopped = await tx.fetch(SUSPEND, line_origin, followers, decision_id, today) if followers else []
    return lifted, [row["line_id"] for row in stopped]


async def stopped_successors(tx: Connection, line_origin: str, line_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The authorizations of stopped successors, locked, that begin again when a decision is upheld."""
    return [row["row"] for row in await tx.fetch(RESUME, line_origin, list(line_ids))]


async def decided_days(tx: Connection, decision_id: UUID) -> dict[UUID, tuple[date | None, date | None]]:
    """First and last day of each line, as it was decided."""
    return {row["line_id"]: (row["start"], row["end"]) for row in await tx.fetch(CUT_DAYS, decision_id)}


LATER = """
select a.line_id from authorizations a join decisions d on d.id = $2 left join decisions e on e.id = a.ended_by
where a.line_origin = $1 and a.replaced_by is null
  and a.line_id in (select l::uuid from jsonb_array_elements_text($3) l)
  and ((a.decision_id <> d.id and a.issued_at > d.decided_at) or (e.id <> d.id and e.decided_at > d.decided_at))
"""


async def decided_later(tx: Connection, line_origin: str, decision_id: UUID, line_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the lines that a later decision issued, changed or ended: an appeal of this one leaves them alone."""
    return {row["line_id"] for row in await tx.fetch(LATER, line_origin, decision_id, list(line_ids))}


UNRECORDED = """
select l.line_id from (select value::uuid as line_id from jsonb_array_elements_text($2)) l
where not exists (select from authorizations a where a.line_origin = $1 and a.line_id = l.line_id)
"""


async def unrecorded_lines(tx: Connection, line_origin: str, line_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the lines of which there never was an authorization of ours."""
    return {row["line_id"] for row in await tx.fetch(UNRECORDED, line_origin, list(line_ids))}
