"""Runs, the registry and a member's profile on the wire."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from disease.api.preview_schema import AsthmaMeasuresRead, DiabetesMeasuresRead, standing_as_json
from disease.domain.program import DiseaseCode
from disease.domain.stratification import Standing
from disease.domain.tier import Tier
from shared.schema.rule_results import InputRead, MissingRead, RuleResultRead
from shared.schema.wire import Day, Instant, Wire


class StratificationCreate(Wire):
    """One member, or the whole population; `as_of` is today when it is left out."""

    model_config = ConfigDict(json_schema_extra={"example": {"scope": "population", "as_of": "2026-03-01"}})

    member_id: UUID | None = None
    scope: Literal["population"] | None = None
    as_of: Day | None = None
    rule_set: str | None = Field(default=None, max_length=32, description="the newest when left out")

    @model_validator(mode="after")
    def _one_of_both(self) -> "StratificationCreate":
        if (self.member_id is None) == (self.scope is None):
            raise ValueError("name either a member_id, or population as the scope")
        return self


class RunRead(Wire):
    """`done` and `total` count members; `tiers` says for each disease how many identified members came to which tier,
    or why they have none."""

    id: UUID
    member_id: UUID | None
    as_of: Day
    rule_set: str
    status: Literal["running", "finished", "failed"]
    done: int
    total: int
    tiers: dict[DiseaseCode, dict[str, int]]
    started_at: Instant
    finished_at: Instant | None
    error: str | None


class OverrideRead(Wire):
    """In force up to `until`, that day included, unless the machine steps up before."""

    tier: Tier
    reason: str
    by: str
    since: Day
    until: Day


class RegistryRead(Wire):
    """`tier` is the one in force: a nurse's own until it expires, else the assigned one."""

    member_id: UUID
    medicaid_id: str
    given_name: str
    family_name: str
    birth_date: Day
    disease: DiseaseCode
    computed_tier: Tier | None
    assigned_tier: Tier | None
    tier: Tier | None
    assigned_since: Day | None
    override: OverrideRead | None
    excluded: Literal["deceased", "not_covered"] | None
    identified_since: Day
    as_of: Day
    rule_set: str
    run_id: UUID
    rules: list[str]


class ProfiledDiabetesMeasuresRead(DiabetesMeasuresRead):
    """`pregnant` is null where it is confidential."""

    pregnant: bool | None  # type: ignore[assignment]


class ProfiledDiseaseRead(Wire):
    """`computed_tier` is what the rules gave, `assigned_tier` what followed from it over time, `tier` what is in force.

    `rules` are those of the last run with the inputs it had, `missing` what the facts lack for that day as they are
    now; `facts_changed`: they would give another result. `withheld`: something confidential is not shown.
    """

    disease: DiseaseCode
    identified: bool
    excluded: Literal["deceased", "not_covered"] | None
    computed_tier: Tier | None
    assigned_tier: Tier | None
    tier: Tier | None
    assigned_since: Day | None
    lower_since: Day | None
    override: OverrideRead | None
    as_of: Day | None
    rule_set: str | None
    run_id: UUID | None
    facts_changed: bool
    withheld: bool
    identification: list[RuleResultRead]
    rules: list[RuleResultRead]
    missing: list[MissingRead]
    measures: AsthmaMeasuresRead | ProfiledDiabetesMeasuresRead
    context: list[InputRead]


class ProfileRead(Wire):
    """Both diseases are always there, asthma first; without a run their `as_of` is null."""

    member_id: UUID
    diseases: list[ProfiledDiseaseRead] = Field(min_length=2, max_length=2)


class OverrideCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {"disease": "asthma", "tier": "moderate", "reason": "The breathing tube was for an operation."}
        }
    )

    disease: DiseaseCode
    tier: Literal["low", "moderate", "high", "very_high"]
    reason: str = Field(min_length=1, max_length=2000)


class TierRead(Wire):
    disease: DiseaseCode
    assigned_tier: Tier
    tier: Tier
    override: OverrideRead | None


def profiled_as_json(place: dict[str, Any], standing: Standing, changed: bool, withheld: bool) -> dict[str, Any]:
    told = standing_as_json(standing)
    registered = {name: value for name, value in place.items() if name not in ("inputs", "excluded")}
    stands = place["identified"] or place["as_of"] is None
    return {
        "disease": told["disease"],
        **registered,
        "identified": place["identified"],
        "excluded": told["excluded"],
        "facts_changed": changed,
        "withheld": withheld,
        "identification": told["identification"] if place["identified"] else [],
        "rules": told["rules"] if place["identified"] else [],
        "missing": told["missing"] if stands else [],
        "measures": told["measures"],
        "context": told["context"],
    }
