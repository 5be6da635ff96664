"""`/authorization/v1/metrics`: the figures that are published each year."""

import csv
import io
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request
from pydantic import ConfigDict, Field
from starlette.responses import Response

from authorization.domain.metrics import PartialApprovals, figures_of, rows_of
from authorization.persistence.metrics_queries import decided_appeals, decided_requests, decided_services
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.media_types import preferred
from shared.runtime.work import QueryRoute, Reading, permit
from shared.schema.findings import CitationRead
from shared.schema.wire import Wire

JSON, CSV = "application/json", "text/csv"
queries = APIRouter(prefix="/authorization/v1/metrics", tags=["metrics"], route_class=QueryRoute)


class Share(Wire):
    """So many of so many; a percentage is for whoever publishes it."""

    count: int
    of: int


class KindFigures(Wire):
    """Hours run from receipt to decision, as decimal strings; null where nothing was decided."""

    decided: int
    approved: Share
    partially_approved: Share
    denied: Share
    extended: Share
    approved_after_extension: Share
    mean_hours: str | None
    median_hours: str | None


class AppealFigures(Wire):
    approved_after_appeal: Share
    upheld: Share
    withdrawn: Share


def _example(count: int) -> dict[str, Any]:
    share = {"count": count, "of": 10}
    measures = ("approved", "partially_approved", "denied", "extended", "approved_after_extension")
    hours = {"mean_hours": "61.25", "median_hours": "48.00"}
    return {"decided": 10, **dict.fromkeys(measures, share), **hours}


class YearFigures(Wire):
    """`services` are those for which something was asked; `partial_approvals` says how these are counted here."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "year": 2026,
                "partial_approvals": "separate",
                "services": ["T1016", "T1019"],
                "standard": _example(2),
                "expedited": _example(1),
                "appeals": {
                    "approved_after_appeal": {"count": 1, "of": 3},
                    "upheld": {"count": 2, "of": 3},
                    "withdrawn": {"count": 0, "of": 3},
                },
                "citation": {"source": "CMS-0057-F", "section": "Metrics", "quote": "By 31 March of each year …"},
            }
        }
    )

    year: int
    partial_approvals: Literal["separate", "as_denied", "as_approved"]
    services: list[str] = Field(description="codes for which authorization was asked in the year")
    standard: KindFigures
    expedited: KindFigures
    appeals: AppealFigures
    citation: CitationRead


@queries.get(
    "/prior-authorization",
    summary="The public figures of a calendar year, as counts with their denominators",
    operation_id="read_yearly_figures",
    response_model=YearFigures,
    responses={
        200: {
            "model": YearFigures,
            "description": "As JSON or CSV, by `Accept`",
            "content": {CSV: {"schema": {"type": "string"}}},
        },
        **problems(),
    },
)
async def get_figures(
    request: Request,
    reading: Annotated[Reading, permit()],
    year: Annotated[int, Query(ge=2000, le=2199, description="requests and appeals decided in this year")],
    accept: Annotated[str | None, Header(description="application/json or text/csv", max_length=500)] = None,
) -> Response:
    """Counted anew from history. A request is approved when all of its lines are, denied when none is."""
    settings = request.app.state.settings
    zone = settings.time_zone
    figures = figures_of(
        year,
        await decided_requests(reading, year, zone),
        await decided_appeals(reading, year, zone),
        await decided_services(reading, year, zone),
        PartialApprovals(settings.partial_approvals),
    )
    if preferred(accept, (JSON, CSV)) == CSV:
        text = io.StringIO()
        csv.writer(text).writerows(rows_of(figures))
        return Response(text.getvalue(), 200, {"Vary": "Accept"}, media_type=CSV)
    answer = json_answer(figures)
    answer.headers["Vary"] = "Accept"
    return answer
