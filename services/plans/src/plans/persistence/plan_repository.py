"""Service plans for changing: locked, loaded whole, stored whole in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from plans.domain.errors import PlanNotFound
from plans.domain.plan import EndReason
from plans.domain.stored_plan import StoredLine, StoredPlan
from plans.domain.surroundings import Surroundings
from plans.persistence.member_repository import visible
from plans.persistence.plan_mapping import plan_from_json
from plans.persistence.surroundings_mapping import surroundings_from_row
from shared.kernel.calendar import ONE_DAY
from shared.runtime.database import Connection
from shared.runtime.work import Work

LINES_OF = """(
    select coalesce(jsonb_agg(to_jsonb(l) || jsonb_build_object('cost', l.cost::text) order by l.position), '[]')
    from plan_lines l where l.plan_id = {plan}.id)"""

OTHER_PLANS = f"""(
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'type', o.type, 'origin', o.origin, 'start', o."start",
           'end', o."end", 'status', o.status, 'decided_at', o.decided_at, 'lines', {LINES_OF.format(plan="o")})
           order by o."start"), '[]')
    from service_plans o where o.member_id = {{member}} and o.id is distinct from {{plan}} and o.status <> 'closed')"""

# What the rules may know of the member and of who delivers (`domain/circumstances.py`).
MEMBER_FACTS = """jsonb_build_object('birth_date', m.birth_date, 'deceased_on', m.deceased_on, 'county', m.county,
    'coverage', m.coverage, 'level_of_care', m.level_of_care,
    'stays', (select coalesce(jsonb_agg(jsonb_build_object('facility', s.facility, 'start', s."start", 'end', s."end")
              order by s."start"), '[]') from member_stays s where s.member_id = m.id and not s.withdrawn))"""
PROVIDER_FACTS = "jsonb_build_object('id', r.id, 'certifications', r.certifications)"

LOCK = f"select id from service_plans p where id = $1 and {visible('p', 2, 3)} for update"

# A statement of its own: what it reads must be newer than the lock it waited for.
WHOLE_PLAN = f"""to_jsonb(p) as plan, {LINES_OF.format(plan="p")} as lines,
    (select coalesce(jsonb_agg(to_jsonb(n) order by n.created_at, n.id), '[]') from plan_notes n
     where n.plan_id = p.id) as notes,
    (select coalesce(jsonb_agg(to_jsonb(d) order by d.created_at, d.id), '[]') from plan_documents d
     where d.plan_id = p.id) as documents,
    {OTHER_PLANS.format(member="p.member_id", plan="p.id")} as other_plans,
    (select {MEMBER_FACTS} from members m where m.id = p.member_id) as member,
    (select coalesce(jsonb_agg({PROVIDER_FACTS}), '[]') from providers r
     where r.id in (select l.provider_id from plan_lines l where l.plan_id = p.id)) as providers"""

LOAD = f"select {WHOLE_PLAN} from service_plans p where p.id = $1"

PLANNING_FOR = f"""
select m.id, m.agency, {OTHER_PLANS.format(member="m.id", plan="null::uuid")} as other_plans,
    {MEMBER_FACTS} as member,
    (select coalesce(jsonb_agg({PROVIDER_FACTS}), '[]') from providers r where r.id = any($4)) as providers
from members m where m.id = $1 and {visible("m", 2, 3)}
"""

PLAN_COLUMNS = (
    'version, member_id, agency, type, origin, status, "start", "end", case_manager, short_reason, priority, changes, '
    "submission_id, submitted_at, submitted_by, review, decided_at, suspensions, updated_at"
)
LINE_COLUMNS = (
    'service_code, modifiers, provider_id, units, frequency, "start", "end", total, cost, status, reason, supersedes, '
    "entered_by, used_units, delivered_through, changed_on, authorization_number, authorized, decision, "
    "priority, rate_from"
)
LINE_TYPES = """id uuid, service_code text, modifiers text[], provider_id uuid, units integer, frequency text,
    "start" date, "end" date, total integer, cost numeric, status text, reason text, supersedes uuid, entered_by text,
    used_units integer, delivered_through date, changed_on date, authorization_number text, authorized jsonb,
    decision jsonb, priority jsonb, rate_from date"""
NOTE_COLUMNS = "type, status, text, author, written_on, acknowledged_by, acknowledged_on, created_at"
DOCUMENT_COLUMNS = "type, status, dated, created_at"


def _excluded(columns: str) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in columns.split(", "))


# The plan comes once, whole: it is the new version's snapshot, and the source of every row that changed.
SAVE = f"""
with given as materialized (select $1::json as snapshot, $1::jsonb as plan), plan as (
    insert into service_plans (id, created_at, {PLAN_COLUMNS})
    select id, created_at, {PLAN_COLUMNS} from given, jsonb_populate_record(null::service_plans, given.plan)
    on conflict (id) do update set {_excluded(PLAN_COLUMNS)}
), removed as (
    delete from plan_lines where id = any($5)
), lines as (
    insert into plan_lines (id, plan_id, member_id, position, line_key, overlap_from, {LINE_COLUMNS})
    select l.id, $6, $7, l.position, array_to_string(array_prepend(service_code, modifiers), '-'),
           changed.overlap_from, {LINE_COLUMNS}
    from given, unnest($2::uuid[], $8::date[]) as changed(id, overlap_from), rows from (
        jsonb_to_recordset(given.plan->'lines') as ({LINE_TYPES})
    ) with ordinality as l(id, {LINE_COLUMNS}, position)
    where l.id = changed.id
    on conflict (id) do update set overlap_from = excluded.overlap_from, position = excluded.position,
        line_key = excluded.line_key, {_excluded(LINE_COLUMNS)}
), notes as (
    insert into plan_notes (id, plan_id, {NOTE_COLUMNS})
    select id, $6, {NOTE_COLUMNS} from given, jsonb_populate_recordset(null::plan_notes, given.plan->'notes')
    where id = any($3)
    on conflict (id) do update set {_excluded(NOTE_COLUMNS)}
), documents as (
    insert into plan_documents (id, plan_id, {DOCUMENT_COLUMNS})
    select id, $6, {DOCUMENT_COLUMNS}
    from given, jsonb_populate_recordset(null::plan_documents, given.plan->'documents') where id = any($4)
    on conflict (id) do update set {_excluded(DOCUMENT_COLUMNS)}
)
insert into plan_versions (plan_id, version, recorded_at, action, actor, roles, status, rule_ids, snapshot)
select $6, $9, $10, $11, $12, $13, $14, $15, snapshot from given
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan with what is known around it."""

    plan: StoredPlan
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Planning:
    """What must be known before a plan is made for a member. `decided` are the spans of plans that were authorized."""

    agency: str | None
    around: Surroundings
    plans_in_force: tuple[dict[str, Any], ...]
    providers: frozenset[UUID]


async def plan_for_update(work: Work, plan_id: UUID) -> Loaded:
    """Raises `PlanNotFound` for a plan that is not there or not the caller's to see."""
    locked = await work.tx.fetchrow(LOCK, plan_id, work.caller.sees_all, work.caller.agency)
    if locked is None:
        raise PlanNotFound
    return await loaded_plan(work.tx, plan_id)


async def loaded_plan(connection: Connection, plan_id: UUID) -> Loaded:
    return loaded_from_row(await connection.fetchrow(LOAD, plan_id))


def loaded_from_row(row: Any) -> Loaded:
    """From a row of `WHOLE_PLAN`."""
    plan = plan_from_json(row["plan"], row["lines"], row["notes"], row["documents"])
    return Loaded(plan, surroundings_from_row(row))


async def planning_for(work: Work, member_id: UUID, providers: Iterable[UUID]) -> Planning | None:
    """None for a member that is not there or not the caller's to see."""
    row = await work.tx.fetchrow(
        PLANNING_FOR, member_id, work.caller.sees_all, work.caller.agency, list(set(providers))
    )
    if row is None:
        return None
    return Planning(
        row["agency"],
        surroundings_from_row(row),
        tuple(row["other_plans"]),
        frozenset(UUID(known["id"]) for known in row["providers"]),
    )


async def provider_exists(work: Work, provider_id: UUID) -> bool:
    return bool(await work.tx.fetchval("select exists (select from providers where id = $1)", provider_id))


async def changes_since(work: Work, plan_id: UUID, version: int) -> list[dict[str, Any]]:
    """The versions after this one, oldest first, at most 50: `version, action, actor, recorded_at`."""
    rows = await work.tx.fetch(
        """
        select version, action, actor, recorded_at from plan_versions
        where plan_id = $1 and version > $2 order by version limit 50
        """,
        plan_id,
        version,
    )
    return [dict(row) for row in rows]


async def save_plan(
    work: Work, before: StoredPlan | None, after: StoredPlan, action: str, rule_ids: tuple[str, ...] = ()
) -> None:
    """Store what changed between the two, and the whole plan as the version of `after`."""
    known: dict[UUID, Any] = {}
    if before is not None:
        known = {part.id: part for parts in (before.lines, before.notes, before.documents) for part in parts}
    lines = [line for line in after.lines if known.get(line.id) != line]
    kept = {line.id for line in after.lines}
    await work.tx.execute(
        SAVE,
        after,
        [line.id for line in lines],
        [note.id for note in after.notes if known.get(note.id) != note],
        [document.id for document in after.documents if known.get(document.id) != document],
        [line.id for line in before.lines if line.id not in kept] if before else [],
        after.id,
        after.member_id,
        [_overlap_from(after, line) for line in lines],
        after.version,
        work.now,
        action,
        work.caller.subject,
        sorted(work.caller.roles),
        after.status,
        list(rule_ids),
    )


def _overlap_from(plan: StoredPlan, line: StoredLine) -> date | None:
    """The line that takes over in a transfer may share that day; whether it may is the rules' business."""
    taken_over = plan.line(line.supersedes) if line.supersedes else None
    if taken_over is None or taken_over.reason is not EndReason.TRANSFER or line.start is None or line.end is None:
        return line.start
    return line.start + ONE_DAY if taken_over.end == line.start < line.end else line.start
