"""Materials, mailings, requests and returned mail on the wire."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from disease.api.enrolment_schema import Via
from disease.domain.delivery import ItemStatus, Purpose
from disease.domain.materials.material import Material, MaterialKind
from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from shared.schema.wire import Day, Wire

JOB_ID = "0199a1b2-0000-7000-8000-00000000000d"
JOB: dict[str, Any] = {
    "id": JOB_ID,
    "kind": "mailing",
    "status": "finished",
    "done": 2,
    "total": 2,
    "outcomes": {"education.printed": 2},
    "started_at": "2026-03-02T15:00:00Z",
    "finished_at": "2026-03-02T15:00:01Z",
    "error": None,
}
REQUEST: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-00000000000f",
    "member_id": "0199a1b2-0000-7000-8000-000000000001",
    "disease": "asthma",
    "material": "asthma-inhaler",
    "material_version": 1,
    "language": "en",
    "requested_on": "2026-03-02",
    "ship_by": "2026-03-09",
    "requested_via": "nurse_line_24h",
    "recorded_by": "nurse1",
    "recorded_at": "2026-03-02T15:00:00Z",
    "shipped_on": None,
    "item_id": None,
}
Code = Annotated[str, Field(min_length=1, max_length=64)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]


class WordsRead(Wire):
    language: str
    title: str
    paragraphs: list[str]


class LinkRead(Wire):
    """Public material, found by code; nothing is fetched."""

    publisher: str
    system: str
    code: str
    topic: dict[str, str]


class MaterialRead(Wire):
    code: str
    version: int
    kind: MaterialKind
    disease: Literal["asthma", "diabetes", "any"]
    tiers: list[Tier]
    languages: list[str]
    words: list[WordsRead]
    links: list[LinkRead]


def material_as_json(material: Material, language: str | None = None) -> dict[str, Any]:
    """All languages, or the one asked for."""
    return {
        "code": material.code,
        "version": material.version,
        "kind": material.kind,
        "disease": material.disease,
        "tiers": [tier for tier in Tier if tier in material.tiers],
        "languages": sorted(material.words),
        "words": [
            {"language": written, "title": words.title, "paragraphs": words.paragraphs}
            for written, words in sorted(material.words.items())
            if language in (None, written)
        ],
        "links": [asdict(link) for link in material.links],
    }


class DeliveryJobRead(Wire):
    """`outcomes` counts what became of each piece, by purpose and status."""

    model_config = ConfigDict(json_schema_extra={"example": JOB})

    id: UUID
    kind: Literal["mailing", "newsletter", "guideline_distribution"]
    status: Literal["running", "finished", "failed"]
    done: int
    total: int
    outcomes: dict[str, int]
    started_at: datetime
    finished_at: datetime | None
    error: str | None


class MailingCreate(Wire):
    """Left out: both diseases, and everything that is due."""

    model_config = ConfigDict(json_schema_extra={"example": {"disease": "asthma", "purposes": ["education"]}})

    disease: DiseaseCode | None = None
    purposes: list[Literal[Purpose.REQUEST, Purpose.WELCOME, Purpose.UNABLE_TO_REACH, Purpose.EDUCATION]] | None = (
        Field(default=None, min_length=1, max_length=4)
    )


class HeldBackRead(Wire):
    """They stay due: `returned` after too many returns to the address."""

    opted_out: int
    no_address: int
    returned: int


class MailingPreview(Wire):
    due: dict[str, int]
    held_back: HeldBackRead
    total: int
    policy: str


class MailItemRead(Wire):
    """`covered_by_household`: the household got one copy. `nothing_new`: it had everything within the year."""

    id: UUID
    job_id: UUID
    member_id: UUID
    purpose: Purpose
    disease: Literal["asthma", "diabetes", "any", "all"]
    material: str
    material_version: int
    language: str
    status: ItemStatus
    mailed_on: Day
    returned_on: Day | None


class MaterialRequestCreate(Wire):
    """Without `language` it is the member's, or English."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"material": "asthma-inhaler", "requested_via": "nurse_line_24h"}}
    )

    material: Code
    language: str | None = Field(default=None, max_length=35)
    requested_via: Via


class MaterialRequestRead(Wire):
    """`ship_by` is the last of five business days."""

    model_config = ConfigDict(json_schema_extra={"example": REQUEST})

    id: UUID
    member_id: UUID
    disease: Literal["asthma", "diabetes", "any"]
    material: str
    material_version: int
    language: str
    requested_on: Day
    ship_by: Day
    requested_via: str
    recorded_by: str
    recorded_at: datetime
    shipped_on: Day | None
    item_id: UUID | None


class OpenRequestRead(MaterialRequestRead):
    late: bool


class ReturnedMailCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={"example": {"item_id": "0199a1b2-0000-7000-8000-00000000000b", "reason": "moved"}}
    )

    item_id: UUID
    reason: Literal["moved", "unknown_at_address", "no_such_address", "refused", "other"]


class AddressRead(Wire):
    """While `suppressed`, nothing is sent there; a new address begins at zero."""

    member_id: UUID
    returns: int
    suppressed: bool
    suppressed_after: int
    last_on: Day
    policy: str


class ArticleCreate(Wire):
    heading: dict[Literal["en", "es"], Text]
    text: dict[Literal["en", "es"], Text]


class NewsletterCreate(Wire):
    """Every text in English; in Spanish too when the title is. An issue goes out once."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "issue": "2026-spring",
                "title": {"en": "Breathing easier in spring"},
                "articles": [
                    {
                        "heading": {"en": "Pollen days"},
                        "text": {"en": "On windy days keep windows shut and take your controller as usual."},
                    }
                ],
            }
        }
    )

    issue: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")
    title: dict[Literal["en", "es"], Text]
    articles: list[ArticleCreate] = Field(min_length=1, max_length=12)
    disease: DiseaseCode | None = None
