"""Mailings batch by batch, what is due before one begins, and mail that came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from disease.domain.delivery import Purpose
from disease.persistence import mail_statements as statements
from disease.persistence.mail_statements import (
    ALIVE,
    DEATH_REPORTED,
    EDUCATION_DUE,
    LETTER_DUE,
    NO_ADDRESS,
    RETURNED,
    WANTS_NO_MAIL,
    WELCOME_DUE,
)
from shared.runtime.database import Connection
from shared.runtime.work import Reading

STATEMENTS = {
    Purpose.REQUEST: statements.REQUEST,
    Purpose.WELCOME: statements.WELCOME,
    Purpose.UNABLE_TO_REACH: statements.UNABLE_TO_REACH,
    Purpose.EDUCATION: statements.EDUCATION,
    Purpose.NEWSLETTER: statements.NEWSLETTER,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """What a stage of a mailing needs; `after` is the last key of the batch before."""

    job_id: UUID
    day: date
    now: datetime
    after: UUID | None
    size: int
    disease: str | None
    materials: Sequence[dict[str, Any]]
    again_months: int
    returns: int
    adult_age: int
    addressees: dict[str, str]
    time_of_ids: str
    cadences: Sequence[dict[str, Any]]


async def mail_batch(tx: Connection, purpose: Purpose, batch: Batch) -> Any:
    """Row of `found`, `last` and `outcomes` (counts by `purpose.status`)."""
    arguments: list[Any] = [
        batch.job_id,
        batch.day,
        batch.now,
        batch.after,
        batch.size,
        batch.disease,
        list(batch.materials),
        batch.again_months,
        batch.returns,
        batch.adult_age,
        batch.addressees,
        batch.time_of_ids,
    ]
    if purpose is Purpose.EDUCATION:
        arguments.append(list(batch.cadences))
    return await tx.fetchrow(STATEMENTS[purpose], *arguments)


def _counts(purpose: str, source: str, condition: str) -> str:
    return f"""
    select '{purpose}' as purpose, count(*) as due,
           count(*) filter (where {WANTS_NO_MAIL} and '{purpose}' <> 'request') as opted_out,
           count(*) filter (where {NO_ADDRESS}) as no_address, count(*) filter (where {RETURNED}) as returned
    from {source} left join contact_preferences p on p.member_id = m.id where {condition}"""


_ENROLLED = "enrolments e join members m on m.id = e.member_id"
_ONE = "($6::text is null or e.disease = $6)"
DUE = " union all ".join(
    (
        _counts(
            "request",
            "material_requests q join members m on m.id = q.member_id",
            f"q.shipped_on is null and m.deceased_on is null and not {DEATH_REPORTED} "
            "and ($6::text is null or q.disease in ($6, 'any'))",
        ),
        _counts("welcome", _ENROLLED, f"{WELCOME_DUE} and {ALIVE} and {_ONE}"),
        _counts("unable_to_reach", _ENROLLED, f"{LETTER_DUE} and {ALIVE} and {_ONE}"),
        _counts("education", _ENROLLED, f"{EDUCATION_DUE} and {ALIVE} and {_ONE}"),
    )
)
# The numbers of the arguments are those of a mailing.
for _place, _number in (("$2", "$1"), ("$6", "$2"), ("$9", "$3")):
    DUE = DUE.replace(_place, _number)


async def due_now(asking: Any, day: date, disease: str | None, returns: int) -> list[dict[str, Any]]:
    """By purpose: how many are due, and how many of them are held back and why."""
    rows = await asking.fetch(DUE, day, disease, returns)
    return [dict(row) for row in rows]


ITEM = """jsonb_build_object('id', i.id, 'job_id', i.job_id, 'member_id', i.member_id, 'purpose', i.purpose,
    'disease', i.disease, 'material', i.material, 'material_version', i.material_version, 'language', i.language,
    'status', i.status, 'mailed_on', i.mailed_on, 'returned_on', i.returned_on)"""


async def items_of_job(reading: Reading, job_id: UUID, status: str | None, after: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, in the order of the print file."""
    return await reading.search(
        f"""
        select i.id, {ITEM}::text as item from mail_items i
        where i.job_id = $1 and ($2::text is null or i.status = $2) and ($3::uuid is null or i.id > $3)
        order by i.id limit $4
        """,
        job_id,
        status,
        after,
        limit + 1,
    )


async def printed(reading: Reading, job_id: UUID, after: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` printed items with what stands on the envelope."""
    return await reading.fetch(
        """
        select i.id, i.name, i.address, i.language, i.material, i.material_version, i.neutral, i.mailed_on,
               m.language as member_language
        from mail_items i join members m on m.id = i.member_id
        where i.job_id = $1 and i.status = 'printed' and ($2::uuid is null or i.id > $2) order by i.id limit $3
        """,
        job_id,
        after,
        limit + 1,
    )


async def job_parameters(reading: Reading, job_id: UUID) -> Any:
    """Row of `kind`, `parameters`, `status` and the newsletter's `title` and `articles` where it is one."""
    return await reading.fetchrow(
        """
        select j.kind, j.parameters, j.status, n.title, n.articles from delivery_jobs j
        left join newsletters n on n.issue = j.parameters->>'issue' where j.id = $1
        """,
        job_id,
    )


async def return_item(tx: Connection, member_id: UUID, item_id: UUID, day: date) -> Any:
    """Mark a piece of mail as returned; row of `address`, `already` and `returns`, None when there is no such piece."""
    row = await tx.fetchrow(
        """
        select i.address, i.returned_on is not null as already from mail_items i
        where i.id = $1 and i.member_id = $2 and i.status = 'printed' for update
        """,
        item_id,
        member_id,
    )
    if row is None or row["already"]:
        return row
    await tx.execute("update mail_items set returned_on = $2 where id = $1", item_id, day)
    await tx.execute(
        """
        insert into returned_addresses as r (member_id, address, returns, last_on) values ($1, $2, 1, $3)
        on conflict (member_id) do update set last_on = excluded.last_on, address = excluded.address,
            returns = case when r.address = excluded.address then r.returns + 1 else 1 end
        """,
        member_id,
        row["address"],
        day,
    )
    return row


async def address_state(asking: Any, member_id: UUID) -> Any:
    """Row of `returns` and `last_on`, or None where nothing came back."""
    return await asking.fetchrow("select returns, last_on from returned_addresses where member_id = $1", member_id)
