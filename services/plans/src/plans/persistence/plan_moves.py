"""Open plans follow their member to another agency: what is stored of them stays, but for who sees them."""

from uuid import UUID

from shared.runtime.work import Work

MOVE = """
with plans as (
    update service_plans p set version = version + 1, updated_at = $3, agency = $2
    where p.member_id = $1 and p.status <> 'closed' and p.agency is distinct from $2
    returning p.id, p.version, p.status, p.agency
), versions as (
    insert into plan_versions (plan_id, version, recorded_at, action, actor, roles, status, snapshot)
    select plans.id, plans.version, $3, 'moved_to_agency', $4, $5, plans.status,
        (v.snapshot::jsonb || jsonb_build_object('version', plans.version, 'updated_at', $3::timestamptz,
                                                 'agency', plans.agency))::json
    from plans join plan_versions v on v.plan_id = plans.id and v.version = plans.version - 1
)
select id, version from plans order by id
"""


async def move_plans(work: Work, member_id: UUID, agency: str | None) -> list[tuple[UUID, int]]:
    """Ids and new versions of the plans that moved."""
    rows = await work.tx.fetch(MOVE, member_id, agency, work.now, work.caller.subject, sorted(work.caller.roles))
    return [(row["id"], row["version"]) for row in rows]
