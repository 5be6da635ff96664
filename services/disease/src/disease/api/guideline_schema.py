"""Clinical practice guidelines on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from disease.domain.program import DiseaseCode
from shared.schema.wire import Day, Wire

Line = Annotated[str, Field(min_length=1, max_length=2000)]
GIVEN: dict[str, Any] = {
    "code": "asthma-care",
    "version": 1,
    "disease": "asthma",
    "title": "Asthma: assess control at every visit",
    "summary": "Control is judged by symptoms, night waking, reliever use, activity and courses of oral steroids.",
    "points": ["Inhaled controller for persistent asthma.", "A visit within 30 days of an emergency visit."],
    "reference": {
        "publisher": "National Heart, Lung, and Blood Institute",
        "title": "2020 Focused Updates to the Asthma Management Guidelines",
        "edition": "2020",
        "url": "https://www.nhlbi.nih.gov/health-topics/asthma-management-guidelines-2020-updates",
    },
    "adopted_on": "2026-01-15",
    "review_by": "2028-01-15",
}
READ = {
    **GIVEN,
    "id": "0199a1b2-0000-7000-8000-000000000009",
    "recorded_by": "ops1",
    "recorded_at": "2026-01-15T15:00:00Z",
}


class ReferenceBody(Wire):
    """The nationally recognized guideline behind our summary."""

    publisher: Line
    title: Line
    edition: str | None = Field(default=None, max_length=100)
    url: str | None = Field(default=None, max_length=500, pattern=r"^https?://")


class GuidelineCreate(Wire):
    """In our own words. A version is never rewritten."""

    model_config = ConfigDict(json_schema_extra={"example": GIVEN})

    code: str = Field(min_length=1, max_length=64, pattern=r"^[a-z0-9-]+$")
    version: int = Field(ge=1, le=10_000)
    disease: DiseaseCode
    title: Line
    summary: str = Field(min_length=1, max_length=4000)
    points: list[Line] = Field(min_length=1, max_length=50)
    reference: ReferenceBody
    adopted_on: Day
    review_by: Day

    @model_validator(mode="after")
    def _is_reviewed_later(self) -> Self:
        if self.review_by <= self.adopted_on:
            raise ValueError("a guideline is reviewed after the day on which it was adopted")
        return self


class GuidelineRead(GuidelineCreate):
    model_config = ConfigDict(json_schema_extra={"example": READ})

    id: UUID
    recorded_by: str
    recorded_at: datetime


class GuidelineListed(GuidelineRead):
    newest: bool


class DistributionCreate(Wire):
    """Without `version` it is the newest."""

    model_config = ConfigDict(json_schema_extra={"example": {"guideline": "asthma-care", "channel": "portal"}})

    guideline: str = Field(min_length=1, max_length=64, pattern=r"^[a-z0-9-]+$")
    version: int | None = Field(default=None, ge=1, le=10_000)
    channel: Literal["portal", "mail", "fax", "email"]


class ReceiptRead(Wire):
    npi: str
    channel: str
    sent_on: Day
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class ProviderReceipt(Wire):
    """`affected`: members of the program have this primary care provider. Without `sent_on` nothing was sent yet."""

    npi: str
    affected: bool
    channel: str | None
    sent_on: Day | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class StaleRead(Wire):
    """R22: a provider who waits longer than the policy allows for the newest version."""

    code: str
    version: int
    disease: DiseaseCode
    npi: str
    adopted_on: Day
    waiting_days: int
    last_version: int | None
