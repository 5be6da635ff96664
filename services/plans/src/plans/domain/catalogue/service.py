"""What the catalogue knows of a service."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from plans.domain.plan import Frequency
from plans.domain.units import MonthCounting, Rounding


class Unit(StrEnum):
    QUARTER_HOUR = "quarter_hour"
    DAY = "day"
    SESSION = "session"
    MEAL = "meal"
    VISIT = "visit"
    INSTALLATION = "installation"
    MONTH = "month"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Cap:
    """No more than `units` per day, week or plan year."""

    units: int
    per: Frequency
    evidence: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Dollars per unit for services on or after the day, until a later rate begins."""

    start: date
    amount: Decimal
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A code with its modifiers. `evidence` tells how we know it: [n] read, (M) from memory, (I) inferred."""

    code: str
    modifiers: tuple[str, ...] = ()
    name: str
    unit: Unit
    frequencies: tuple[Frequency, ...]
    evidence: str
    caps: tuple[Cap, ...] = ()
    rates: tuple[Rate, ...] = ()
    rounding: Rounding = Rounding.UP
    month_counting: MonthCounting = MonthCounting.TOUCHED
    backdating_banned_from: date | None = None
    special_rules: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Code with modifiers, as people write it."""
        return "-".join((self.code, *self.modifiers))
