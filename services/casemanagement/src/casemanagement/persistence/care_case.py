"""The case that somebody works on: its member locked, then read with what the step needs, in one statement.

Every change of a case holds the lock of its member: a death, a contact and a change of the plan follow each other.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.errors import AccessReasonRequired, CaseNotFound
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.persistence.visibility import explain_change, sight_of, visibility, visible
from shared.runtime.work import Work

LOCK = f"""
select m.id, e.confidential from members m join episodes e on e.member_id = m.id
where e.id = $1 and {visible("e", 2)} for update of m
"""
HEAD = """e.id, e.version, e.number, e.member_id, e.program, e.state, e.confidential, e.eligible_at, e.enrolled_at,
    e.primary_case_manager, e.next_contact_on"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`parts` are what was asked for besides, by name, as JSON values."""

    id: UUID
    version: int
    number: str
    member_id: UUID
    program: str | None
    state: EpisodeState
    confidential: bool
    eligible_at: datetime | None
    enrolled_at: datetime | None
    primary_case_manager: str | None
    next_contact_on: date | None
    parts: dict[str, Any]


async def case_for_update(work: Work, case_id: UUID, *arguments: Any, **parts: str) -> Case:
    """`parts` are SQL over `e` (the episode), `m` (its member) and arguments from `$2` on.

    Raises `CaseNotFound`, `AccessReasonRequired` for a confidential case that nobody said why to open.
    """
    locked = await work.tx.fetchrow(LOCK, case_id, *visibility(work.caller))
    if locked is None:
        raise CaseNotFound
    if locked["confidential"] and not sight_of(work)[0]:
        raise AccessReasonRequired
    explain_change(work, "case", case_id, locked["id"], confidential=locked["confidential"])
    asked = "".join(f", ({sql}) as {name}" for name, sql in parts.items())
    row = await work.tx.fetchrow(
        f"select {HEAD}{asked} from episodes e join members m on m.id = e.member_id where e.id = $1",
        case_id,
        *arguments,
    )
    return case_of(row, parts)


def case_of(row: Any, parts: dict[str, str]) -> Case:
    values = dict(row)
    asked = {name: values.pop(name) for name in parts}
    state = EpisodeState(values.pop("state"))
    return Case(state=state, parts=asked, **values)


async def set_next_contact(work: Work, case: Case, on: date) -> None:
    """The case is the next version of itself: its member is locked, so nobody else has changed it."""
    await work.tx.execute(
        "update episodes set next_contact_on = $2, version = version + 1, updated_at = $3 where id = $1",
        case.id,
        on,
        work.now,
    )
