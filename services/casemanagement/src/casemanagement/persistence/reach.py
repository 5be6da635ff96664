"""What must be known of a member before something goes out: one expression over a member `m`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.care.contacts import Reachability
from casemanagement.domain.care.errors import ProgramConfidential
from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.care.turns import Turn
from casemanagement.domain.errors import MemberNotFound
from casemanagement.domain.policy import policy_on
from casemanagement.persistence.visibility import sight_of
from shared.kernel.facts.known import age_on
from shared.kernel.time_zones import zones_of
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Asking, Reading, Work

REACH = """
select jsonb_build_object('time_zone', m.time_zone, 'state', m.address->>'state', 'phone', m.phone, 'tty', m.tty,
    'language', m.language, 'birth_date', m.birth_date, 'deceased', m.deceased_on is not null,
    'suspended', m.outbound_suspended_at is not null,
    'opt_outs', coalesce((select jsonb_agg(o.scope) from opt_outs o
                          where o.member_id = m.id and o.revoked_at is null), '[]'),
    'preferences', (select p.preferences from member_preferences p where p.member_id = m.id),
    'turns', coalesce((select jsonb_agg(to_jsonb(r)) from contact_reservations r
                       where r.member_id = m.id and r.turn is not null and r.local_day > current_date - 16), '[]'))"""
LOCK = "select id from members where id = $1 for update"
OWN = "select to_jsonb(r) from contact_reservations r where r.sender = $2 and r.reference = $3"
OWN_BY_ID = "select to_jsonb(r) from contact_reservations r where r.id = $2 and r.member_id = m.id"
READ = f"select ({REACH}) as reach, ({OWN}) as own from members m where m.id = $1"
BY_ID = """
select to_jsonb(r) from contact_reservations r
where r.id = $1 and (r.sender = $2 or $3::boolean) for update
"""
WINDOW = f"""
with found as materialized (select m.*, m.id as member_id from members m where m.id = $5), {access_log("member")}
select ({REACH}) as reach from found m
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A member to be reached, the turns that are held around these days with their rows, and the caller's own."""

    member: Reachability
    turns: tuple[Turn, ...]
    rows: Mapping[UUID, dict[str, Any]]
    own: dict[str, Any] | None = None


def known_of(reach: Mapping[str, Any], policy: CarePolicy, now: datetime, own: dict[str, Any] | None = None) -> Known:
    """From the JSON of `REACH`."""
    preferences = reach["preferences"] or {}
    phone = preferences.get("confidential_phone") or reach["phone"]
    zones, known_from = zones_of(reach["time_zone"], reach["state"], phone, policy.office_zones)
    member = Reachability(
        zones=zones,
        zones_known_from=known_from,
        tty=reach["tty"],
        language=preferences.get("language") or reach["language"],
        deceased=reach["deceased"],
        suspended=reach["suspended"],
        opt_outs=frozenset(reach["opt_outs"]),
        channels=tuple(preferences.get("channels") or ()),
    )
    turns = tuple(
        Turn(
            id=UUID(turn["id"]),
            day=date.fromisoformat(turn["local_day"]),
            number=turn["turn"],
            rank=turn["rank"],
            movable=turn["status"] == "granted" and datetime.fromisoformat(turn["wanted_at"]) > now,
        )
        for turn in reach["turns"]
    )
    return Known(member, turns, {UUID(row["id"]): row for row in reach["turns"]}, own)


def _check_sight(asking: Asking, reach: Mapping[str, Any], program: str | None) -> None:
    """Refused by program and age alone: an answer that depended on a case would tell of it (R20)."""
    policy = policy_on(asking.today)
    minor = age_on(date.fromisoformat(reach["birth_date"]), asking.today) < policy.minor_age
    hidden = program in policy.confidential_programs or (minor and program in policy.minor_confidential_programs)
    if hidden and not sight_of(asking)[0]:
        raise ProgramConfidential


async def member_for_contact(
    work: Work, member_id: UUID, program: str | None, reference: str, policy: CarePolicy
) -> Known:
    """The member locked, with the caller's reservation of this reference. Raises `MemberNotFound`,
    `ProgramConfidential`."""
    if await work.tx.fetchval(LOCK, member_id) is None:
        raise MemberNotFound
    row = await work.tx.fetchrow(READ, member_id, work.caller.subject, reference)
    _check_sight(work, row["reach"], program)
    return known_of(row["reach"], policy, work.now, row["own"])


async def reservation_for_update(work: Work, reservation_id: UUID, *, sees_all: bool) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await work.tx.fetchval(BY_ID, reservation_id, work.caller.subject, sees_all)
    return found


async def reach_read(reading: Reading, member_id: UUID, program: str | None, policy: CarePolicy) -> Known:
    """Without a lock, and logged. Raises `MemberNotFound`, `ProgramConfidential`."""
    row = await reading.fetchrow(WINDOW, *access_arguments(reading.caller, reading.request_id), member_id)
    if row is None:
        raise MemberNotFound
    _check_sight(reading, row["reach"], program)
    return known_of(row["reach"], policy, reading.now)
