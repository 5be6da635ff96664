"""What the same machine does without us: an empty route, and the same rows written by hand without any check."""

import os
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI, Request
from starlette.responses import Response

TABLES = """
create table plan (id uuid primary key, member text, starts date, ends date, status text);
create table line (id uuid primary key, plan_id uuid references plan, code text, units integer, frequency text,
                   starts date, ends date);
create index on line (plan_id);
create table note (id uuid primary key, plan_id uuid references plan, text text);
create table document (id uuid primary key, plan_id uuid references plan, type text, status text);
create index on note (plan_id);
create index on document (plan_id);
create table request (id uuid primary key, plan_id uuid references plan, priority boolean);
"""
PGBENCH_ROWS = """
\\set n random(1, 9000000000000000000)
begin;
insert into plan values (md5(:n::text)::uuid, 'm', '2018-07-15', '2019-07-14', 'draft');
insert into line select gen_random_uuid(), md5(:n::text)::uuid, 'T1019', 48, 'week', '2018-07-15', '2019-07-14'
    from generate_series(1, 8);
insert into note values (gen_random_uuid(), md5(:n::text)::uuid, 'Please review.');
insert into document select gen_random_uuid(), md5(:n::text)::uuid, 'ucat', 'complete' from generate_series(1, 3);
insert into request values (gen_random_uuid(), md5(:n::text)::uuid, false);
commit;
"""

app = FastAPI()
_pool: Any = None


async def pool() -> Any:
    """Opened by the first request, in the server's own event loop."""
    global _pool
    if _pool is None:
        _pool = await asyncpg.create_pool(os.environ["FLOOR_DATABASE_URL"], min_size=16, max_size=16)
    return _pool


@app.get("/empty")
async def empty() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/plans")
async def write(request: Request) -> Response:
    body = await request.json()
    plan_id = uuid4()
    lines = body["lines"]
    async with (await pool()).acquire() as connection, connection.transaction():
        await connection.execute(
            "insert into plan values ($1, $2, '2018-07-15', '2019-07-14', 'draft')", plan_id, body["member_id"]
        )
        await connection.executemany(
            "insert into line values ($1, $2, $3, $4, $5, '2018-07-15', '2019-07-14')",
            [(uuid4(), plan_id, line["service_code"], line["units"], line["frequency"]) for line in lines],
        )
        await connection.executemany(
            "insert into note values ($1, $2, $3)", [(uuid4(), plan_id, note["text"]) for note in body["notes"]]
        )
        await connection.executemany(
            "insert into document values ($1, $2, $3, $4)",
            [(uuid4(), plan_id, paper["type"], paper["status"]) for paper in body["documents"]],
        )
        await connection.execute("insert into request values ($1, $2, false)", uuid4(), plan_id)
    return Response(f'{{"id":"{plan_id}"}}', 201, media_type="application/json")


@app.get("/plans/{plan_id}")
async def read(plan_id: UUID) -> Response:
    async with (await pool()).acquire() as connection:
        body = await connection.fetchval(
            """
            select json_build_object('id', p.id, 'member', p.member, 'status', p.status,
                'lines', (select json_agg(l) from line l where l.plan_id = p.id),
                'notes', (select json_agg(n) from note n where n.plan_id = p.id),
                'documents', (select json_agg(d) from document d where d.plan_id = p.id))::text
            from plan p where p.id = $1
            """,
            plan_id,
        )
    return Response(body, media_type="application/json")


@app.get("/plans")
async def page() -> Response:
    async with (await pool()).acquire() as connection:
        body = await connection.fetchval(
            "select json_agg(p)::text from (select * from plan order by id desc limit 20) p"
        )
    return Response(body, media_type="application/json")
