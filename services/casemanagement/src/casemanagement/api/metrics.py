"""`/casemanagement/v1/metrics`: the figures of case management, each with its definition."""

import csv
import io
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from pydantic import ConfigDict, Field
from starlette.responses import Response

from casemanagement.api.roles import READERS
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.measures import NOT_HELD, GroupBy, Unit, figures_of, rows_of
from casemanagement.domain.program import ProgramCode
from casemanagement.persistence.metrics_queries import groups_of
from shared.kernel.errors import InvalidMember
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.media_types import preferred
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.findings import CitationRead
from shared.schema.wire import Day, Wire

JSON, CSV = "application/json", "text/csv"
LONGEST_DAYS = 3660
queries = APIRouter(prefix="/casemanagement/v1/metrics", tags=["metrics"], route_class=QueryRoute)


class Figure(Wire):
    """`value` is `count` of `of` as a decimal string, or days; null where there is nothing to divide by."""

    group: str
    count: int | None
    of: int | None
    value: str | None


class MeasureRead(Wire):
    """What is counted, over what, and where that comes from; then the figures per group."""

    measure: str
    title: str
    unit: Unit
    numerator: str
    denominator: str
    formula: str
    citation: CitationRead
    groups: list[Figure]


class NotHeld(Wire):
    measure: str
    reason: str


EXAMPLE: dict[str, Any] = {
    "from": "2026-01-01",
    "to": "2026-03-31",
    "program": None,
    "by": "program",
    "measures": [
        {
            "measure": "engagement_rate",
            "title": "Engagement rate",
            "unit": "share",
            "numerator": "of these, with an evaluation that began in a live contact",
            "denominator": "cases that became eligible in the period and were enrolled",
            "formula": "engaged / enrolled",
            "citation": {
                "source": "Case management and disease management",
                "section": "8, KPIs",
                "quote": "Engaged …",
            },
            "groups": [{"group": "lead", "count": 18, "of": 24, "value": "0.7500"}],
        }
    ],
    "not_held": [{"measure": "Satisfaction and complaints", "reason": "No survey is sent from here."}],
}


class MetricsRead(Wire):
    """`not_held` are figures of the catalogue that this service cannot count, with the reason."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    from_: Day = Field(alias="from")
    to: Day
    program: ProgramCode | None
    by: GroupBy | None
    measures: list[MeasureRead]
    not_held: list[NotHeld]


@queries.get(
    "",
    summary="The figures of a period, each with its numerator, denominator, formula and citation",
    operation_id="read_metrics",
    response_model=MetricsRead,
    responses={
        200: {
            "model": MetricsRead,
            "description": "As JSON or CSV, by `Accept`",
            "content": {CSV: {"schema": {"type": "string"}}},
        },
        **problems(403),
    },
)
async def get_metrics(
    request: Request,
    reading: Annotated[Reading, permit(*READERS)],
    first: Annotated[
        Day | None, Query(alias="from", description="first day; that of the year of `to` if absent")
    ] = None,
    last: Annotated[Day | None, Query(alias="to", description="last day, included; today if absent")] = None,
    program: ProgramCode | None = None,
    by: Annotated[GroupBy | None, Query(description="one figure per program, level or language")] = None,
    accept: Annotated[str | None, Header(description="application/json or text/csv", max_length=500)] = None,
) -> Response:
    """Counted anew with each call, from cases, contacts, assessments, discharges, tasks and letters. Days are those of
    the office. A case counts in the period in which it became eligible; a discharge in the period in which it took
    effect. Cases of confidential programs are in every total; by program they are one group, `confidential`, and under
    no program's name, for callers without the role `confidential`."""
    to = last or reading.today
    start = first or to.replace(month=1, day=1)
    if to < start:
        raise InvalidMember("/query/to", "range", "The period ends on or after the day it begins.")
    if (to - start).days > LONGEST_DAYS:
        raise InvalidMember("/query/to", "range", "Ask for ten years at most.")
    zone = request.app.state.settings.time_zone
    figures = figures_of(await groups_of(reading, start, to, zone, program, by, CARE_2026))
    if preferred(accept, (JSON, CSV)) == CSV:
        text = io.StringIO()
        csv.writer(text).writerows(rows_of(figures, str(start), str(to)))
        return Response(text.getvalue(), 200, {"Vary": "Accept"}, media_type=CSV)
    answer = json_answer(
        {
            "from": start,
            "to": to,
            "program": program,
            "by": by,
            "measures": figures,
            "not_held": [{"measure": name, "reason": reason} for name, reason in NOT_HELD],
        }
    )
    answer.headers["Vary"] = "Accept"
    return answer
