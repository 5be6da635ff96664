"""What the asthma rules look at: counts, days and values, as reading facts or the population run gives them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from shared.kernel.facts.member_facts import Code


class ControlClass(IntEnum):
    """How well asthma is controlled, the worst highest."""

    WELL = 0
    NOT_WELL = 1
    VERY_POOR = 2


@dataclass(frozen=True, slots=True)
class CodeOn:
    """A diagnosis code and the day that it counts on."""

    code: Code
    day: date


@dataclass(frozen=True, slots=True)
class Control:
    """`source` is the questionnaire or the code of the total; valid on the day of the question."""

    control: ControlClass
    day: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsthmaInputs:
    """Facts up to `as_of` only. Days of events in ascending order, each event once (a visit that led to a stay is a
    stay); visits count on their start, stays on their end.

    `diagnosis` is the newest confirmed diagnosis, however old. The next four count over the months of identification:
    acute events with a principal diagnosis of asthma, outpatient encounters and encounters of any class with such a
    diagnosis in any place, and controller or reliever dispensings (one a day for each code).
    `stays`, `ed_visits`, `steroid_courses` and the units are those of the look-back, `intensive_care_on` is the newest
    ever. Days of cover are days of the look-back.
    """

    as_of: date
    age: int
    days_covered: int = 0
    days_with_pharmacy: int = 0
    diagnosis: CodeOn | None = None
    acute_events: int = 0
    outpatient_encounters: int = 0
    diagnosed_encounters: int = 0
    drug_events: int = 0
    intensive_care_on: date | None = None
    stays: tuple[date, ...] = ()
    ed_visits: tuple[date, ...] = ()
    steroid_courses: tuple[date, ...] = ()
    controller_units: Decimal = Decimal(0)
    reliever_units: Decimal = Decimal(0)
    severity: CodeOn | None = None
    control: Control | None = None

    @property
    def units(self) -> Decimal:
        return self.controller_units + self.reliever_units

    @property
    def ratio(self) -> Decimal | None:
        """Controller units among all; None without any."""
        return self.controller_units / self.units if self.units else None
