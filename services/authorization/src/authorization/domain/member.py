"""A member as plans last told of them, as far as requests and letters depend on it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MemberStanding(StrEnum):
    """How a member stands today; `UNKNOWN` while plans told nothing, or no coverage."""

    UNKNOWN = "unknown"
    COVERED = "covered"
    NOT_COVERED = "not_covered"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class Period:
    """`end` is its last day; None while it is open."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`address` is one line. No coverage and no level of care mean that we do not know them."""

    given_name: str
    family_name: str
    language: str | None
    address: str | None = None
    coverage: tuple[Period, ...] = ()
    level_of_care: Period | None = None
    deceased_on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
