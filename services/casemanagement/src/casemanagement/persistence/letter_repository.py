"""Letters, kept word for word as they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casemanagement.persistence.care_rows import save_rows
from casemanagement.persistence.reach import REACH
from casemanagement.persistence.task_repository import seen, sight
from casemanagement.persistence.visibility import explain_change, explained_log, reason_given
from shared.runtime.audit import access_arguments
from shared.runtime.database import Connection
from shared.runtime.where import Where
from shared.runtime.work import Reading, Work

MEMBER = """
select m.id, m.given_name || ' ' || m.family_name as name, m.birth_date, m.language, m.address,
       m.primary_care_npi as npi,
       m.deceased_on is not null or m.outbound_suspended_at is not null as gone,
       (select p.preferences from member_preferences p where p.member_id = m.id) as preferences,
       array(select o.scope from opt_outs o where o.member_id = m.id and o.revoked_at is null) as opt_outs,
       coalesce((select jsonb_agg(l.envelope->'to') from letters l
                 where l.member_id = m.id and l.status = 'returned'), '[]') as returned
from members m where m.id = any($1)
"""
COLUMNS = (
    "id, member_id, episode_id, cause, kind, recipient, language, confidential, required_by_law, status, letter, "
    "envelope, queued_at, queued_by, send_by, reason"
)
TASK_COLUMNS = (
    "id, version, member_id, episode_id, cause, kind, title, due_on, pausable, assigned_role, confidential, status, "
    "rule_ids, created_at, created_by"
)
INSERT = f"""
with written as (
    insert into letters ({COLUMNS}) select {COLUMNS} from jsonb_populate_recordset(null::letters, $1)
    on conflict (cause) do nothing returning id
), noted as (
    insert into tasks ({TASK_COLUMNS}) select {TASK_COLUMNS} from jsonb_populate_recordset(null::tasks, $2)
    on conflict (cause) do nothing
)
select array_agg(id) from written
"""
JOINED = "letters t join members m on m.id = t.member_id left join episodes e on e.id = t.episode_id"
LOCK = f"select to_jsonb(t) as letter, ({REACH}) as reach from {JOINED} where t.id = $1 and {seen(2)} for update of t"
HEAD = "to_jsonb(t) - array['letter', 'cause', 'cancelled_at'] || jsonb_build_object('title', t.letter->'title')"
SHOW = f"select t.version, {HEAD} || jsonb_build_object('letter', t.letter) as body from letters t where t.id = $1"
ONE = f"""
with found as materialized (select t.* from {JOINED} where t.id = $5 and {seen(6)}), {explained_log("letter", "$10")}
select t.version, {HEAD} || jsonb_build_object('letter', t.letter) as body from found t
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMember:
    """`gone`: dead, or reported dead. `returned` counts the letters that came back from the present address."""

    name: str
    birth_date: date
    language: str | None
    lines: tuple[str, ...]
    npi: str | None
    gone: bool
    opt_outs: frozenset[str]
    confidential_address: bool
    returned: int


async def members_of_letters(tx: Connection, member_ids: Sequence[UUID]) -> dict[UUID, LetterMember]:
    return {UUID(str(row["id"])): _member(row) for row in await tx.fetch(MEMBER, member_ids)}


def _member(row: Any) -> LetterMember:
    preferences = row["preferences"] or {}
    lines = address_lines(preferences.get("confidential_address") or row["address"])
    return LetterMember(
        name=row["name"],
        birth_date=row["birth_date"],
        language=preferences.get("language") or row["language"],
        lines=lines,
        npi=row["npi"],
        gone=row["gone"],
        opt_outs=frozenset(row["opt_outs"]),
        confidential_address=bool(preferences.get("confidential_address")),
        returned=[to[1:] for to in row["returned"]].count([*lines]),
    )


def address_lines(address: dict[str, Any] | None) -> tuple[str, ...]:
    if address is None:
        return ()
    return (*address["lines"], f"{address['city']}, {address['state']} {address['postal_code']}")


async def insert_letters(tx: Connection, letters: Sequence[Any], tasks: Sequence[Any]) -> frozenset[UUID]:
    """The ids of those that were new; one letter exists per cause."""
    written = await tx.fetchval(INSERT, letters, tasks) if letters else None
    return frozenset(UUID(str(one)) for one in written or ())


async def letter_for_update(work: Work, letter_id: UUID) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The letter and what must be known of its member, as JSON values; None when the caller may not know of it."""
    row = await work.tx.fetchrow(LOCK, letter_id, *sight(work))
    if row is None:
        return None
    letter = row["letter"]
    explain_change(work, "letter", letter_id, UUID(letter["member_id"]), confidential=letter["confidential"])
    return letter, row["reach"]


async def save_letter(tx: Connection, letter: dict[str, Any]) -> None:
    await save_rows(tx, letters=[letter])


async def letter_shown(tx: Connection, letter_id: UUID) -> Any:
    return await tx.fetchrow(SHOW, letter_id)


async def letter_read(reading: Reading, letter_id: UUID) -> Any:
    """Row of `version` and `body`, or None."""
    access = access_arguments(reading.caller, reading.request_id)
    return await reading.fetchrow(ONE, *access, letter_id, *sight(reading), reason_given(reading))


async def letters_read(
    reading: Reading,
    *,
    member_id: UUID | None,
    case_id: UUID | None,
    status: str | None,
    kind: str | None,
    before: UUID | None,
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    where = Where(*access_arguments(reading.caller, reading.request_id), *sight(reading))
    where.add("t.member_id = {}", member_id)
    where.add("t.episode_id = {}", case_id)
    where.add("t.status = {}", status)
    where.add("t.kind = {}", kind)
    where.add("t.id < {}", before)
    most, reason = where.argument(limit + 1), where.argument(reason_given(reading))
    return await reading.search(
        f"""
        with found as materialized (
            select t.* from {JOINED} where {where} and {seen(5)} order by t.id desc limit {most}
        ), {explained_log("letter", reason)}
        select t.id, ({HEAD})::text as item from found t order by t.id desc
        """,
        *where.arguments,
    )
