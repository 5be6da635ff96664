"""Reports of delivered units on the wire."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from authorization.domain.utilization import DeliveredDay, UtilizationReport
from shared.kernel.errors import InvalidMember
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire

DAYS = [{"delivered_on": "2018-11-05", "units": 12}, {"delivered_on": "2018-11-07", "units": 8}]
REPORT: dict[str, Any] = {"report_id": "2018-W45", "days": DAYS}
REPORT_READ: dict[str, Any] = {
    **REPORT,
    "number": "2500000019",
    "units": 20,
    "corrects": None,
    "corrected_by": None,
    "reported_by": "home-care-1-desk",
    "recorded_at": "2018-11-12T15:04:05Z",
}
ReportId = Annotated[str, Field(min_length=1, max_length=100, description="the provider's own id of the report")]


class DeliveredDayBody(Wire):
    delivered_on: Day
    units: int = Field(strict=True, ge=0, le=1_000_000)


class UtilizationCreate(Wire):
    """What was delivered, day by day. `corrects` names the report that this one replaces as a whole.

    A report of zero units takes back what it corrects.
    """

    model_config = ConfigDict(json_schema_extra={"example": REPORT})

    report_id: ReportId
    corrects: ReportId | None = None
    days: list[DeliveredDayBody] = Field(min_length=1, max_length=400)

    def to_domain(self) -> UtilizationReport:
        """Raises `InvalidMember` for a day that stands twice, or a report that corrects itself."""
        seen = set()
        for index, day in enumerate(self.days):
            if day.delivered_on in seen:
                raise InvalidMember(f"/days/{index}/delivered_on", "duplicate", "A day stands once in a report.")
            seen.add(day.delivered_on)
        if self.corrects == self.report_id:
            raise InvalidMember("/corrects", "itself", "A correction has a report_id of its own.")
        days = tuple(DeliveredDay(day.delivered_on, day.units) for day in self.days)
        return UtilizationReport(report_id=self.report_id, days=days, corrects=self.corrects)


class UtilizationRead(Wire):
    """A report as kept. One that is `corrected_by` another counts no more."""

    model_config = ConfigDict(json_schema_extra={"example": REPORT_READ})

    report_id: str
    number: str
    units: int
    corrects: str | None
    corrected_by: str | None
    days: list[DeliveredDayBody]
    reported_by: str
    recorded_at: Instant


class UtilizationAnswer(UtilizationRead):
    """With what is left of the authorization, and what is noticed about the pace (UN-06)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                **REPORT_READ,
                "units_authorized": 2160,
                "units_used": 20,
                "units_remaining": 2140,
                "findings": [],
            }
        }
    )

    units_authorized: int
    units_used: int
    units_remaining: int
    findings: list[FindingRead]
