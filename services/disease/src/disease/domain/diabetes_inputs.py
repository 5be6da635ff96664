"""What the diabetes rules look at: counts, days and values, as reading facts or the population run gives them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from disease.domain.asthma_inputs import CodeOn


class DiabetesType(StrEnum):
    TYPE_1 = "type_1"
    TYPE_2 = "type_2"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Result:
    """`reported` as it was sent with its comparator, `value` what it is compared as, `source` its code."""

    reported: str
    value: Decimal
    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DiabetesInputs:
    """Facts up to `as_of` only. Days of events in ascending order, each event once (a visit that led to a stay is a
    stay); visits count on their start, stays on their end.

    `diagnosis` is the newest confirmed diagnosis, however old. The next four count over the months of identification:
    outpatient encounters and ED events, stays, and all of these with diabetes in any place, and dispensings of
    insulin or a sulfonylurea. `stays` are those with diabetes, `crises` those events with a glycaemic crisis as a
    principal diagnosis in the look-back; `ed_visits` counts ED visits for whatever cause there;
    `hypoglycaemia_events` counts ever.
    Results are the newest of the look-back; `undetermined_a1c` tells that the only ones have a comparator that
    leaves everything open. `earlier_egfr` and `earlier_uacr` are abnormal results three months older.
    `foot` is the newest code of the look-back, `kidney_code` the newest of stages 4 and 5.
    """

    as_of: date
    age: int
    diagnosis: CodeOn | None = None
    outpatient_encounters: int = 0
    inpatient_encounters: int = 0
    diagnosed_encounters: int = 0
    drug_events: int = 0
    type: DiabetesType | None = None
    stays: tuple[date, ...] = ()
    crises: tuple[date, ...] = ()
    a1c: Result | None = None
    undetermined_a1c: Result | None = None
    egfr: Result | None = None
    uacr: Result | None = None
    earlier_egfr: Result | None = None
    earlier_uacr: Result | None = None
    systolic: Result | None = None
    diastolic: Result | None = None
    hypoglycaemia_events: int = 0
    insulin_on: date | None = None
    sulfonylurea_on: date | None = None
    kidney_code: CodeOn | None = None
    ed_visits: int = 0
    foot: CodeOn | None = None
    foot_sores_on: date | None = None
    level_3_lows: int | None = None
    level_3_lows_on: date | None = None
    pregnant: bool = False
    pregnancy_source: str | None = None
