"""What was delivered of an authorization, as its provider reports it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from authorization.domain.policies.policy import Policy
from shared.kernel.calendar import Span


@dataclass(frozen=True, slots=True)
class DeliveredDay:
    delivered_on: date
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UtilizationReport:
    """What one report says; a correction replaces the whole report that it names by `corrects`."""

    report_id: str
    days: tuple[DeliveredDay, ...]
    corrects: str | None = None

    @property
    def units(self) -> int:
        return sum(day.units for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizedUse:
    """An authorization as far as it is used; `delivered_through` is the last day with a delivered unit."""

    service: str
    span: Span
    total: int
    used: int
    delivered_through: date | None

    @property
    def remaining(self) -> int:
        return self.total - self.used

    def expected_through(self, day: date) -> Fraction:
        """The units that an even use comes to by the end of this day."""
        elapsed = max(0, min((day - self.span.start).days + 1, self.span.days))
        return Fraction(self.total * elapsed, self.span.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """A report against what is authorized. `takes_back` are the units of the report that it corrects.

    `deceased_on` is the member's, where plans told of it.
    """

    report: UtilizationReport
    use: AuthorizedUse
    takes_back: int
    today: date
    deceased_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnRateFacts:
    use: AuthorizedUse
    today: date
    policy: Policy
