"""What a nurse's call stands on, in one statement, and the calls themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from disease.domain.outreach import CallOutcome, History, LoggedCall
from disease.domain.tier import Tier
from shared.runtime.database import Connection

# Calls with an outcome, oldest first; `$now` is the statement's own placeholder.
LOGGED = """(
    select coalesce(json_agg(json_build_object(
        'placed_at', c.placed_at, 'local_at', c.local_at, 'outcome', c.outcome, 'number', c.number,
        'inbound', c.direction = 'inbound') order by c.placed_at, c.id), '[]')
    from calls c where c.member_id = m.id and c.outcome is not null and c.placed_at > {now} - interval '400 days')"""
STANDING = """(
    select coalesce(array_agg(o.scope), '{{}}') from opt_outs o
    where o.member_id = m.id and o.revoked_at is null and o.effective_on <= {today})"""
LEAD_OPEN = "exists (select from case_leads l where l.member_id = m.id and l.lead_open)"

STATE = f"""
select m.id as member_id, m.time_zone, m.address->>'state' as state, m.tty, m.language, m.deceased_on,
       m.covered @> $2::date as covered, coalesce(p.confidential_phone, m.phone) as phone,
       coalesce(p.interpreter, false) as interpreter, {LEAD_OPEN} as case_lead_open,
       {STANDING.format(today="$2::date")} as opt_outs, {LOGGED.format(now="$3::timestamptz")} as calls,
       (select coalesce(json_agg(json_build_object(
            'id', e.id, 'disease', e.disease, 'tier', e.tier, 'assignee', e.assignee, 'call_due_on', e.call_due_on,
            'letter_due_on', e.letter_due_on, 'letter_sent_on', e.letter_sent_on) order by e.tier desc nulls last),
            '[]')
        from enrolments e where e.member_id = m.id and e.status <> 'disenrolled') as enrolments
from members m left join contact_preferences p on p.member_id = m.id where m.id = $1
"""


@dataclass(frozen=True, slots=True)
class OpenEnrolment:
    id: UUID
    disease: str
    tier: Tier | None
    assignee: str | None
    call_due_on: date | None
    letter_due_on: date | None
    letter_sent_on: date | None


@dataclass(frozen=True, slots=True)
class CallState:
    """`phone` is the confidential one where the member gave one."""

    member_id: UUID
    time_zone: str | None
    state: str | None
    tty: bool
    language: str | None
    deceased: bool
    covered: bool
    phone: str | None
    interpreter: bool
    case_lead_open: bool
    opt_outs: frozenset[str]
    history: History
    enrolments: tuple[OpenEnrolment, ...]

    def enrolment_of(self, disease: str | None) -> OpenEnrolment | None:
        """The open enrolment of the disease, or the one of the highest tier."""
        fitting = (each for each in self.enrolments if disease in (None, each.disease))
        return next(fitting, None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def history_of(calls: list[dict[str, Any]]) -> History:
    return History(
        tuple(
            LoggedCall(
                datetime.fromisoformat(call["placed_at"]),
                datetime.fromisoformat(call["local_at"]),
                CallOutcome(call["outcome"]),
                call["number"],
                call["inbound"],
            )
            for call in calls
        )
    )


async def call_state(asking: Any, member_id: UUID, today: date, now: datetime) -> CallState | None:
    """`asking` is a reading or a transaction."""
    row = await asking.fetchrow(STATE, member_id, today, now)
    if row is None:
        return None
    return CallState(
        member_id=row["member_id"],
        time_zone=row["time_zone"],
        state=row["state"],
        tty=row["tty"],
        language=row["language"],
        deceased=row["deceased_on"] is not None,
        covered=row["covered"],
        phone=row["phone"],
        interpreter=row["interpreter"],
        case_lead_open=row["case_lead_open"],
        opt_outs=frozenset(row["opt_outs"]),
        history=history_of(row["calls"]),
        enrolments=tuple(
            OpenEnrolment(
                UUID(each["id"]),
                each["disease"],
                Tier(each["tier"]) if each["tier"] else None,
                each["assignee"],
                _day(each["call_due_on"]),
                _day(each["letter_due_on"]),
                _day(each["letter_sent_on"]),
            )
            for each in row["enrolments"]
        ),
    )


ITEM = """jsonb_build_object('id', c.id, 'member_id', c.member_id, 'enrolment_id', c.enrolment_id,
    'disease', c.disease, 'direction', c.direction, 'channel', c.channel, 'placed_at', c.placed_at,
    'local_at', c.local_at, 'time_zone', c.time_zone, 'day_part', c.day_part, 'placed_by', c.placed_by,
    'outcome', c.outcome, 'outcome_at', c.outcome_at, 'language', c.language, 'interpreter', c.interpreter,
    'cap', c.cap, 'findings', c.findings, 'version', c.version)"""
COLUMNS = (
    "id, member_id, enrolment_id, disease, direction, channel, number, placed_at, local_at, time_zone, day_part, "
    "placed_by, outcome, outcome_at, language, interpreter, cap, findings, version"
)


async def insert_call(tx: Connection, call: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = await tx.fetchval(
        f"insert into calls as c ({COLUMNS}) select {COLUMNS} from jsonb_populate_record(null::calls, $1) "
        f"returning {ITEM}",
        {**call, "version": 1},
    )
    return item


async def call_for_update(tx: Connection, member_id: UUID, call_id: UUID) -> Any:
    """Row of `direction, outcome, disease, enrolment_id, placed_at, version`, or None."""
    return await tx.fetchrow(
        "select direction, outcome, disease, enrolment_id, placed_at, version from calls "
        "where member_id = $1 and id = $2 for update",
        member_id,
        call_id,
    )


async def end_call(
    tx: Connection, call_id: UUID, outcome: str, at: datetime, language: str | None, interpreter: bool | None
) -> dict[str, Any]:
    item: dict[str, Any] = await tx.fetchval(
        f"""
        update calls c set outcome = $2, outcome_at = $3, language = coalesce($4, c.language),
            interpreter = coalesce($5, c.interpreter), version = version + 1
        where id = $1 returning {ITEM}
        """,
        call_id,
        outcome,
        at,
        language,
        interpreter,
    )
    return item


async def call_shown(tx: Connection, call_id: UUID) -> dict[str, Any]:
    item: dict[str, Any] = await tx.fetchval(f"select {ITEM} from calls c where c.id = $1", call_id)
    return item


async def talked(tx: Connection, next_due: dict[str, date | None], member_id: UUID, on: date, now: datetime) -> None:
    """A talk with the member: the next calls are due, and nobody counts as not reachable any more."""
    await tx.execute(
        """
        update enrolments e set call_due_on = (n.value #>> '{}')::date, last_reached_on = $3, unreachable_since = null,
            retry_on = null, letter_due_on = null, letter_sent_on = null, version = version + 1, updated_at = $4
        from jsonb_each($2) n
        where e.member_id = $1 and e.id = n.key::uuid
        """,
        member_id,
        next_due,
        on,
        now,
    )


async def letter_is_due(tx: Connection, enrolment_id: UUID, on: date, now: datetime) -> bool:
    """One letter for a row of attempts, whatever the number of programs; False when it is on its way."""
    done = await tx.execute(
        """
        update enrolments e set letter_due_on = $2, version = version + 1, updated_at = $3
        where e.id = $1 and not exists (
            select from enrolments other where other.member_id = e.member_id and other.status <> 'disenrolled'
              and (other.letter_due_on is not null or other.letter_sent_on is not null))
        """,
        enrolment_id,
        on,
        now,
    )
    return not str(done).endswith(" 0")


async def put_off(tx: Connection, member_id: UUID, retry_on: date, now: datetime) -> None:
    """A member who counts as not reachable was tried again in vain."""
    await tx.execute(
        "update enrolments set retry_on = $2, version = version + 1, updated_at = $3 "
        "where member_id = $1 and status <> 'disenrolled' and unreachable_since is not null",
        member_id,
        retry_on,
        now,
    )
