"""Measures on the wire: definitions with their figures, and the members behind them."""

import csv
from io import StringIO
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from disease.domain.program import DiseaseCode
from disease.domain.quality.definition import Definition, MeasureCode
from shared.schema.wire import Day, Instant, Wire

COLUMNS = (
    "year",
    "measure",
    "version",
    "numerator",
    "lower_is_better",
    "population",
    "excluded",
    "denominator",
    "count",
    "rate",
)


class MeasureRunCreate(Wire):
    year: int = Field(ge=2000, le=2199, strict=True)

    model_config = ConfigDict(json_schema_extra={"example": {"year": 2025}})


class MeasureRunRead(Wire):
    """`done` and `total` count members."""

    id: UUID
    year: int
    rule_set: str
    versions: list[str]
    status: Literal["running", "finished"]
    done: int
    total: int
    started_at: Instant
    finished_at: Instant | None
    error: str | None


class NumeratorRead(Wire):
    """`count` and `rate` are null before a run is finished; `rate` also without a denominator."""

    numerator: str
    title: str
    lower_is_better: bool
    count: int | None
    rate: str | None


class EffectiveYearsRead(Wire):
    """`last` is null while the version holds."""

    first: int
    last: int | None


class MeasureRead(Wire):
    """`population` is everybody of age, enrolment and disease; `excluded` counts by reason; the rest is the
    denominator, of members or of events. `run_id` is null before a run of the year is finished.
    """

    measure: MeasureCode
    version: str
    title: str
    disease: DiseaseCode
    year: int
    effective_years: EffectiveYearsRead
    youngest: int
    oldest: int
    evidence: str
    population: int | None
    excluded: dict[str, int] | None
    denominator: int | None
    numerators: list[NumeratorRead]
    run_id: UUID | None
    counted_at: Instant | None


class MeasuredMemberRead(Wire):
    """`denominator` is 0 for who is excluded; `inputs` are what it stood on."""

    member_id: UUID
    excluded: str | None
    denominator: int
    numerators: dict[str, int]
    inputs: dict[str, str | int | list[Day]]


def measure_as_json(definition: Definition, year: int, run: Any) -> dict[str, Any]:
    figures = None if run is None else run["totals"].get(definition.version, {})
    denominator = None if figures is None else int(figures.get("denominator", 0))
    return {
        "measure": definition.code.value,
        "version": definition.version,
        "title": definition.title,
        "disease": definition.disease.value,
        "year": year,
        "effective_years": {"first": definition.first_year, "last": definition.last_year},
        "youngest": definition.ages[0],
        "oldest": definition.ages[1],
        "evidence": definition.evidence,
        "population": None if figures is None else figures.get("population", 0),
        "excluded": None if figures is None else figures.get("excluded", {}),
        "denominator": denominator,
        "numerators": [
            {
                "numerator": numerator.code,
                "title": numerator.title,
                "lower_is_better": numerator.lower_is_better,
                **_figures(
                    None if figures is None else figures.get("numerators", {}).get(numerator.code, 0), denominator
                ),
            }
            for numerator in definition.numerators
        ],
        "run_id": None if run is None else run["id"],
        "counted_at": None if run is None else run["finished_at"].isoformat().replace("+00:00", "Z"),
    }


def _figures(count: int | None, denominator: int | None) -> dict[str, Any]:
    return {"count": count, "rate": f"{count / denominator:.4f}" if count is not None and denominator else None}


def as_csv(measures: list[dict[str, Any]]) -> str:
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for measure in measures:
        excluded = None if measure["excluded"] is None else sum(measure["excluded"].values())
        for numerator in measure["numerators"]:
            rows.writerow([{**measure, **numerator, "excluded": excluded}[column] for column in COLUMNS])
    return text.getvalue()
