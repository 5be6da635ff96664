"""The append-only log of changes and of reads of members' records."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from shared.runtime.documentation import problems
from shared.runtime.identity import Caller, Role
from shared.runtime.pages import Cursor, Limit, key_of, number, page_answer
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.audit import AuditEntryRead
from shared.schema.pages import Page

# A read statement takes this as a CTE over `found(id, member_id)`; its arguments stand first.
# The entry may be lost by a crash of the database within a second of the read, hence the asynchronous commit.
# One entry per read: a single record by its id, a page by all ids that it showed, records and members alike; who is
# the only member on it stands as its member.
# The row beyond a page, which tells whether there is a next one, counts as shown.
ACCESS_LOG = """
    settings as materialized (select set_config('synchronous_commit', 'off', true)),
    logged as (
        insert into audit_log (kind, actor, roles, agency, request_id, action, subject_type,
                               subject_id, member_id, shown, after)
        select 'read', $1, $2, $3, $4, 'read', {subject},
            case count(*) when 1 then (array_agg(found.id))[1] end,
            case count(distinct found.member_id) when 1 then (array_agg(found.member_id))[1] end,
            case when count(*) > 1
                then array_agg(found.id) || array_remove(array_agg(distinct found.member_id), null) end,
            {after}
        from found, settings having count(*) > 0
    )
"""


def access_log(subject_type: str, after: str = "null::jsonb") -> str:
    """CTEs that log the read of `found`; needs `access_arguments` as the statement's first four.

    `after` is SQL over the rows of `found` together: what else the entry holds, a reason that was given say.
    """
    return ACCESS_LOG.format(subject=f"'{subject_type}'", after=after)


def access_arguments(caller: Caller, request_id: str) -> tuple[str, list[str], str | None, str]:
    return caller.subject, sorted(caller.roles), caller.agency, request_id


def audit_router(prefix: str) -> APIRouter:
    router = APIRouter(prefix=f"/{prefix}/v1", tags=["operations"], route_class=QueryRoute)

    @router.get(
        "/audit",
        summary="Read the audit log, newest first",
        operation_id="list_audit_entries",
        response_model=Page[AuditEntryRead],
        responses=problems(403),
    )
    async def list_audit_entries(
        request: Request,
        reading: Annotated[Reading, permit(Role.OPS)],
        subject: Annotated[UUID | None, Query(description="id of the plan, member, request … or its member")] = None,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> Response:
        (last_id,) = key_of(cursor, number)
        rows = await reading.search(
            """
            select id, to_jsonb(audit_log)::text as item from audit_log
            where ($1::uuid is null or subject_id = $1 or member_id = $1 or shown @> array[$1])
                and ($2::bigint is null or id < $2)
            order by id desc limit $3
            """,
            subject,
            last_id,
            limit + 1,
        )
        return page_answer(request, rows, limit, ("id",))

    return router
