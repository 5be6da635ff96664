"""What an example of a rule is, and the pieces that the examples are made of."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.plan_bodies import (
    YEAR_BEFORE,
    Json,
    a_change,
    a_document,
    a_line,
    a_note,
    a_plan_note,
    an_addendum,
    an_authorized_line,
    case_management,
)


@dataclass(frozen=True)
class Example:
    """`trips` breaks the rule alone, but for `companions` that say the same from another side; `passes` does not."""

    trips: Json
    passes: Json
    pointer: str
    severity: str = "error"
    stage: str = "decide"
    companions: frozenset[str] = field(default_factory=frozenset)
    expected: Any = ...
    actual: Any = ...


CONVERTED: Json = {**YEAR_BEFORE, "start": "2018-07-15", "end": "2019-07-14"}
MEALS: Json = {"service_code": "S5170", "frequency": "calendar_day", "units": 1, "provider": "M1"}
ASSISTED_LIVING: Json = {"service_code": "T2031", "frequency": "calendar_day", "units": 1, "provider": "AL1"}
RESPITE: Json = {"service_code": "UB120", "frequency": "calendar_day", "units": 1, "provider": "NF1"}
TEN_DAYS: Json = {"start": "2018-12-20", "end": "2018-12-29"}
MSU_PLAN: Json = {"origin": "msu"}
MOVE_IN = {"documents": [a_document(), a_document("assisted_living_move_in")]}
MORE_UNITS = {"notes": [a_note(), a_plan_note("2018-2019: T1016 needs 20 more units after a fall.")]}
REQUEST = {"documents": [a_document("additional_units_request")]}


def more_case_management(units: int = 195, **plan: Any) -> Json:
    before, after = case_management(), case_management(units=units)
    return a_change("additional_cm_units", [before], [after], plan={**MORE_UNITS, **REQUEST, **plan})


def an_edit(before: Json, after: Json, *others: Json, **members: Any) -> Json:
    """A line of a plan that MSU opened is edited under an addendum."""
    header = {"type": "initial", "origin": "msu", "start": "2018-07-15", "end": "2019-07-14"}
    current = {**header, "lines": [before, *others]}
    return a_change("addendum", [], [after, *others], **{"current": current, "plan": MSU_PLAN, **members})


def with_priority(*lines: Json, notes: tuple[Json, ...] = (), **members: Any) -> Json:
    return an_addendum(*lines, priority=True, plan={"notes": [a_note(), *notes]}, **members)


L1 = an_authorized_line()
MEAL_LINE = a_line(**MEALS)
NEW_PLAN: Json = {"current": None, "other_plans": [CONVERTED]}
JANUARY_PLAN: Json = {"start": "2019-01-01", "end": "2019-12-31"}
