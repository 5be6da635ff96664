"""`/disease/v1/facts`: what is known of members' health, as both stratifications read it."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from disease.domain.errors import MemberNotFound
from disease.persistence import facts_queries
from shared.runtime.documentation import problems
from shared.runtime.identity import Role
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.member_facts import MemberFactsBody
from shared.schema.wire import Day, Wire

queries = APIRouter(prefix="/disease/v1", tags=["facts"], route_class=QueryRoute)
READERS = (Role.SERVICE, Role.OPS, Role.CARE_NURSE, Role.CARE_SUPERVISOR, Role.DISEASE_NURSE, Role.MEDICAL_DIRECTOR)
MOST_MEMBERS = 500


class FactsRead(Wire):
    member_id: UUID
    facts: MemberFactsBody


class FactsPage(Wire):
    """`next` is the `after` of the page that follows; null on the last."""

    items: list[FactsRead]
    next: UUID | None = None


@queries.get(
    "/facts",
    summary="Facts of members, in the order of their ids; the body of both stratifications' dry runs",
    description="All facts are told, those dated after `as_of` too: what may be used is for its reader to say. "
    "A page is logged as one reading, with its first and last member.",
    operation_id="list_facts",
    response_model=FactsPage,
    responses=problems(403, 404),
)
async def get_facts(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    as_of: Annotated[Day | None, Query(description="today when left out")] = None,
    member_id: UUID | None = None,
    after: Annotated[UUID | None, Query(description="`next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_MEMBERS, description="members on a page")] = 100,
) -> Response:
    day = as_of or reading.today
    if member_id is not None:
        rows = await facts_queries.facts_of(reading, day, member_id)
        if not rows:
            raise MemberNotFound
        return _page(request, rows, None)
    rows = await facts_queries.facts_after(reading, day, after, limit)
    return _page(request, rows, rows[-1]["id"] if len(rows) == limit else None)


def _page(request: Request, rows: list[Any], next_id: UUID | None) -> Response:
    items = ",".join(row["item"] for row in rows)
    body = f'{{"items":[{items}],"next":{orjson.dumps(str(next_id) if next_id else None).decode()}}}'.encode()
    headers = {}
    if next_id is not None:
        query = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
        headers["Link"] = f'<{request.url.path}?{urlencode([*query, ("after", next_id)])}>; rel="next"'
    return Response(body, 200, headers, media_type="application/json")
