"""The answer of the dry run on the wire."""

from typing import Any, Literal

from pydantic import Field

from disease.domain.program import DiseaseCode
from disease.domain.stratification import Standing, Stratification
from disease.domain.tier import Tier
from shared.kernel.rule_result import Input
from shared.schema.rule_results import (
    InputRead,
    MissingRead,
    RuleResultRead,
    missing_as_json,
    rule_result_as_json,
)
from shared.schema.wire import Day, Wire


class ResultRead(Wire):
    """`value` as it was reported."""

    value: str
    source: str
    date: Day


class KidneyRead(Wire):
    """`provisional`: one of the two results is missing, or no earlier one confirms it."""

    gfr_category: Literal["G1", "G2", "G3a", "G3b", "G4", "G5"]
    albuminuria_category: Literal["A1", "A2", "A3"]
    risk: Literal["low", "moderate", "high", "very_high"]
    provisional: bool


class AsthmaMeasuresRead(Wire):
    """`amr` is null without any controller or reliever."""

    amr: str | None
    controller_units: str
    reliever_units: str
    steroid_courses: int
    ed_visits: int
    stays: int
    control: Literal["well", "not_well", "very_poor"] | None
    severity: str | None
    days_covered: int
    days_with_pharmacy: int


class DiabetesMeasuresRead(Wire):
    """`gsd_…` are null for who is not identified or not of the ages of the measure; no result counts as poor."""

    type: Literal["type_1", "type_2", "other"] | None
    a1c: ResultRead | None
    gsd_controlled: bool | None
    gsd_poor_control: bool | None
    kdigo: KidneyRead | None
    hypoglycaemia_risk: Literal["low", "intermediate", "high"] | None
    hypoglycaemia_events: int
    glycaemic_crises: int
    stays: int
    systolic: ResultRead | None
    diastolic: ResultRead | None
    pregnant: bool


class StandingRead(Wire):
    """`tier` is null for who is not identified, and for who is `excluded`.

    `identification` holds the rules that identify, `rules` those that hold among the rules of the tiers. `context`
    names what to bear in mind beside them.
    """

    disease: DiseaseCode
    identified: bool
    excluded: Literal["deceased", "not_covered"] | None
    tier: Tier | None
    identification: list[RuleResultRead]
    rules: list[RuleResultRead]
    missing: list[MissingRead]
    measures: AsthmaMeasuresRead | DiabetesMeasuresRead
    context: list[InputRead]


class StratificationRead(Wire):
    """Both diseases are always there, asthma first."""

    as_of: Day
    rule_set: str
    diseases: list[StandingRead] = Field(min_length=2, max_length=2)


def stratification_as_json(found: Stratification) -> dict[str, Any]:
    return {
        "as_of": found.as_of.isoformat(),
        "rule_set": found.rule_set,
        "diseases": [standing_as_json(found.asthma), standing_as_json(found.diabetes)],
    }


def standing_as_json(standing: Standing) -> dict[str, Any]:
    return {
        "disease": standing.disease.value,
        "identified": standing.identified,
        "excluded": standing.excluded,
        "tier": standing.tier.value if standing.tier else None,
        "identification": [rule_result_as_json(result) for result in standing.identification],
        "rules": [rule_result_as_json(result) for result in standing.rules],
        "missing": [missing_as_json(missing) for missing in standing.missing],
        "measures": standing.measures,
        "context": [_input_as_json(given) for given in standing.context],
    }


def _input_as_json(given: Input) -> dict[str, Any]:
    return {
        "name": given.name,
        "value": given.value,
        "source": given.source,
        "date": given.date.isoformat() if given.date else None,
    }
