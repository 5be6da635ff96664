"""Members as plans last told of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from authorization.domain.member import Member, Period
from shared.runtime.database import Connection
from shared.schema.members import MemberNotice

# Joins the member of a request `r` as `m`: by plans' id, for a partner's request by Medicaid id and birth date.
MEMBER_OF_REQUEST = """
left join members m on m.id = coalesce(r.member_id, (
    select k.id from members k where k.medicaid_id = r.medicaid_id
      and k.birth_date = (r.snapshot->'member'->>'birth_date')::date order by k.id limit 1))
"""


async def keep_member(tx: Connection, member_id: UUID, notice: MemberNotice, at: datetime) -> bool:
    """Whether this changed anything: False for a version that is not above the one that is kept."""
    kept = await tx.fetchval(
        """
        insert into members (id, version, medicaid_id, given_name, family_name, birth_date, language, address,
                             coverage, level_of_care, deceased_on, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (id) do update
        set version = excluded.version, medicaid_id = excluded.medicaid_id, given_name = excluded.given_name,
            family_name = excluded.family_name, birth_date = excluded.birth_date, language = excluded.language,
            address = excluded.address, coverage = excluded.coverage, level_of_care = excluded.level_of_care,
            deceased_on = excluded.deceased_on, recorded_at = excluded.recorded_at
        where members.version < excluded.version returning version
        """,
        member_id,
        notice.version,
        notice.medicaid_id,
        notice.given_name,
        notice.family_name,
        notice.birth_date,
        notice.language,
        notice.address.model_dump(mode="json") if notice.address else None,
        [span.model_dump(mode="json", include={"start", "end"}) for span in notice.coverage],
        notice.level_of_care.model_dump(mode="json") if notice.level_of_care else None,
        notice.deceased_on,
        at,
    )
    return kept is not None


async def version_kept(tx: Connection, member_id: UUID) -> int:
    version: int = await tx.fetchval("select version from members where id = $1", member_id)
    return version


async def member_known(tx: Connection, member_id: UUID | None, medicaid_id: str, birth_date: date) -> Member | None:
    """The member of a request that is about to be stored, found in the same way as that of a stored one."""
    row = await tx.fetchval(
        """
        select to_jsonb(m) from members m
        where m.id = coalesce($1, (
            select k.id from members k where k.medicaid_id = $2 and k.birth_date = $3 order by k.id limit 1))
        """,
        member_id,
        medicaid_id,
        birth_date,
    )
    return member_of(row)


def member_of(row: dict[str, Any] | None) -> Member | None:
    """From a row of `members` as JSON."""
    if row is None:
        return None
    address = row["address"]
    line = None
    if address is not None:
        line = ", ".join((*address["lines"], address["city"], f"{address['state']} {address['postal_code']}"))
    return Member(
        given_name=row["given_name"],
        family_name=row["family_name"],
        language=row["language"],
        address=line,
        coverage=tuple(_period(span) for span in row["coverage"]),
        level_of_care=_period(row["level_of_care"]) if row["level_of_care"] else None,
        deceased_on=date.fromisoformat(row["deceased_on"]) if row["deceased_on"] else None,
    )


def _period(span: dict[str, Any]) -> Period:
    end = span["end"]
    return Period(date.fromisoformat(span["start"]), date.fromisoformat(end) if end else None)
