"""Members, a provider and stored plans for the benchmark, written set-based beside the public API."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson

START = date(2018, 7, 15)
END = START + timedelta(days=364)
LINES = (
    ("T1016", 175, "year"),
    ("T1002", 10, "year"),
    ("T1019", 48, "week"),
    ("S5170", 1, "calendar_day"),
    ("G0299", 4, "week"),
    ("G0300", 4, "week"),
    ("S5161", 1, "month"),
    ("T1005", 16, "week"),
)

# Ids as they are in life: UUIDv7 differ in their first, not in their last digits, which an index notices.
EPOCH = 1_700_000_000_000
MEMBER, PLAN = "7000-8000-000000000000", "7000-9000-000000000000"


def _sql_id(tail: str) -> str:
    digits = f"lpad(to_hex({EPOCH} + n), 12, '0')"
    return f"(left({digits}, 8) || '-' || right({digits}, 4) || '-{tail}')::uuid"


MEMBERS = f"""
insert into members (id, medicaid_id, given_name, family_name, birth_date, agency, created_at, updated_at)
select {_sql_id(MEMBER)}, 'B' || n, 'Given' || n, 'Family' || n,
       date '1940-01-01' + (n % 9000), 'bench', now(), now()
from generate_series($1::integer, $2::integer) n
"""
PLANS = f"""
with made as (
    insert into service_plans (id, version, member_id, agency, type, origin, status, "start", "end", case_manager,
                               created_at, updated_at)
    select {_sql_id(PLAN)}, 1,
           {_sql_id(MEMBER)}, 'bench', 'initial', 'case_manager', 'draft',
           $3, $4, 'cm1', now(), now()
    from generate_series($1::integer, $2::integer) n
    returning *
), lines as (
    insert into plan_lines (id, plan_id, member_id, position, service_code, line_key, units, frequency, "start", "end",
                            status, entered_by, overlap_from)
    select gen_random_uuid(), made.id, made.member_id, line.place - 1, line.code, line.code, line.units,
           line.frequency, $3, $4, 'requested', 'case_manager', $3
    from made, unnest($5::text[], $6::integer[], $7::text[]) with ordinality line(code, units, frequency, place)
)
insert into plan_versions (plan_id, version, recorded_at, action, actor, roles, status, snapshot)
select id, 1, now(), 'drafted', 'cm1', '{{case_manager}}', 'draft',
       (to_jsonb(made) || jsonb_build_object('lines', $8::jsonb, 'notes', '[]'::jsonb, 'documents', '[]'::jsonb))::json
from made
"""


def member_id(number: int) -> UUID:
    return _id(number, MEMBER)


def plan_id(number: int) -> UUID:
    return _id(number, PLAN)


def _id(number: int, tail: str) -> UUID:
    digits = f"{EPOCH + number:012x}"
    return UUID(f"{digits[:8]}-{digits[8:]}-{tail}")


async def populate(connection: Any, *, plans: int, members: int) -> None:
    """Members 1 to `members`; the last `plans` of them have a plan with eight lines."""
    await connection.execute(MEMBERS, 1, members)
    codes, units, frequencies = zip(*LINES, strict=True)
    snapshot = [
        {
            "id": str(plan_id(place)),
            "service_code": code,
            "units": amount,
            "frequency": frequency,
            "start": str(START),
            "end": str(END),
            "status": "draft",
        }
        for place, (code, amount, frequency) in enumerate(LINES)
    ]
    for first in range(members - plans + 1, members + 1, 5_000):
        last = min(first + 4_999, members)
        await connection.execute(
            PLANS, first, last, START, END, codes, units, frequencies, orjson.dumps(snapshot).decode()
        )
    await connection.execute("vacuum (analyze)")


def whole_plan(number: int, *, submit: bool = True) -> bytes:
    """The body of one plan with eight lines, a note and three documents, and its submission."""
    body: dict[str, Any] = {
        "member_id": str(member_id(number)),
        "type": "initial",
        "start": str(START),
        "end": str(END),
        "lines": [
            {"service_code": code, "units": units, "frequency": frequency, "start": str(START), "end": str(END)}
            for code, units, frequency in LINES
        ],
        "notes": [{"type": "supervisor_review", "text": "Please review."}],
        "documents": [
            {"type": kind, "status": "complete", "dated": str(START)}
            for kind in ("ucat", "nurse_evaluation", "service_team_release")
        ],
    }
    if submit:
        body["submission"] = {"priority": False}
    return orjson.dumps(body)


def bare_plan(number: int) -> bytes:
    return orjson.dumps({"member_id": str(member_id(number)), "type": "initial", "start": str(START), "end": str(END)})


DRY_RUN = orjson.dumps(
    {
        "as_of": "2018-10-24",
        "stage": "submit",
        "change": {"type": "increase"},
        "priority": False,
        "current": {
            "type": "initial",
            "origin": "conversion",
            "start": str(START),
            "end": str(END),
            "lines": [
                {
                    "ref": "L1",
                    "service_code": "T1019",
                    "provider": "P1",
                    "units": 48,
                    "frequency": "week",
                    "start": str(START),
                    "end": str(END),
                    "status": "authorized",
                }
            ],
        },
        "proposed": {
            "type": "initial",
            "origin": "conversion",
            "start": str(START),
            "end": str(END),
            "case_manager": "cm1",
            "lines": [
                {
                    "ref": "L1",
                    "service_code": "T1019",
                    "provider": "P1",
                    "units": 48,
                    "frequency": "week",
                    "start": str(START),
                    "end": "2018-11-04",
                    "status": "authorized",
                    "reason": "increase",
                },
                {
                    "ref": "L2",
                    "service_code": "T1019",
                    "provider": "P1",
                    "units": 60,
                    "frequency": "week",
                    "start": "2018-11-05",
                    "end": str(END),
                    "status": "draft",
                    "supersedes": "L1",
                },
            ],
            "notes": [
                {
                    "type": "supervisor_review",
                    "status": "complete",
                    "text": "Reviewed.",
                    "author": "cm1",
                    "written_on": "2018-10-24",
                    "acknowledged_by": "sup1",
                    "acknowledged_on": "2018-10-24",
                }
            ],
            "documents": [{"type": "nurse_evaluation", "status": "complete", "dated": "2018-10-20"}],
        },
        "other_plans": [{"type": "initial", "origin": "conversion", "start": "2017-07-15", "end": "2018-07-14"}],
    }
)
