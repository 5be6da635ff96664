"""What a measure counts in a year, as data: its ages, its enrolment, its thresholds, and for which years it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from disease.domain.program import DiseaseCode


class MeasureCode(StrEnum):
    """Names of the field; the definitions are in our own words and thresholds."""

    AMR = "AMR"
    AAF = "AAF"
    GSD = "GSD"
    KED = "KED"
    BPD = "BPD"
    EED = "EED"


@dataclass(frozen=True, slots=True)
class Numerator:
    """`lower_is_better` for a rate that tells of what should not be."""

    code: str
    title: str
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of a measure. `last_year` is None while it holds.

    `ages` are completed years on the last day of the year, both included. A member is enrolled with at most
    `most_gap_days` without cover in each of the last `years_enrolled` years, and cover on the last day; with
    `pharmacy` the cover of the year itself must include it. `evidence` says where the numbers come from; `[M]` marks
    what is from memory, `[A]` our own assumption.
    """

    code: MeasureCode
    version: str
    title: str
    disease: DiseaseCode
    first_year: int
    last_year: int | None
    ages: tuple[int, int]
    years_enrolled: int
    most_gap_days: int
    pharmacy: bool
    numerators: tuple[Numerator, ...]
    values: Mapping[str, Decimal]
    evidence: str

    def holds_in(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Year:
    number: int

    @property
    def first(self) -> date:
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        return date(self.number, 12, 31)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Year":
        return Year(self.number - 1)

    def __contains__(self, day: date) -> bool:
        return day.year == self.number
