"""Inputs as a run kept them, read back: what is left out has the value of a member of whom nothing is known."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from disease.domain.asthma_inputs import AsthmaInputs, CodeOn, Control, ControlClass
from disease.domain.diabetes_inputs import DiabetesInputs, DiabetesType, Result
from shared.kernel.facts.member_facts import Code, CodeSystem

Kept = Mapping[str, Any]
RESULTS = ("a1c", "undetermined_a1c", "egfr", "uacr", "earlier_egfr", "earlier_uacr", "systolic", "diastolic")
DAYS = ("insulin_on", "sulfonylurea_on", "foot_sores_on", "level_3_lows_on")
COUNTS = (
    "outpatient_encounters",
    "inpatient_encounters",
    "diagnosed_encounters",
    "drug_events",
    "hypoglycaemia_events",
    "ed_visits",
)


def asthma_inputs(kept: Kept, as_of: date) -> AsthmaInputs:
    control = kept.get("control")
    return AsthmaInputs(
        as_of=as_of,
        **{name: kept[name] for name in ("age", "days_covered", "days_with_pharmacy")},
        **_counts(kept, "acute_events", "outpatient_encounters", "diagnosed_encounters", "drug_events"),
        diagnosis=_code(kept.get("diagnosis")),
        intensive_care_on=_day(kept.get("intensive_care_on")),
        stays=_days(kept, "stays"),
        ed_visits=_days(kept, "ed_visits"),
        steroid_courses=_days(kept, "steroid_courses"),
        controller_units=Decimal(kept["controller_units"]),
        reliever_units=Decimal(kept["reliever_units"]),
        severity=_code(kept.get("severity")),
        control=Control(ControlClass(control["control"]), date.fromisoformat(control["day"]), control["source"])
        if control
        else None,
    )


def diabetes_inputs(kept: Kept, as_of: date) -> DiabetesInputs:
    read: dict[str, Any] = {name: _result(kept.get(name)) for name in RESULTS}
    read |= {name: _day(kept.get(name)) for name in DAYS}
    read |= _counts(kept, *COUNTS)
    return DiabetesInputs(
        as_of=as_of,
        age=kept["age"],
        diagnosis=_code(kept.get("diagnosis")),
        type=DiabetesType(kept["type"]) if kept.get("type") else None,
        stays=_days(kept, "stays"),
        crises=_days(kept, "crises"),
        kidney_code=_code(kept.get("kidney_code")),
        foot=_code(kept.get("foot")),
        level_3_lows=kept.get("level_3_lows"),
        pregnant=kept["pregnant"],
        pregnancy_source=kept.get("pregnancy_source"),
        **read,
    )


def _counts(kept: Kept, *names: str) -> dict[str, int]:
    return {name: kept[name] for name in names}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _days(kept: Kept, name: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in kept[name])


def _code(kept: Kept | None) -> CodeOn | None:
    if kept is None:
        return None
    return CodeOn(Code(CodeSystem(kept["system"]), kept["code"]), date.fromisoformat(kept["day"]))


def _result(kept: Kept | None) -> Result | None:
    if kept is None:
        return None
    return Result(kept["reported"], Decimal(kept["value"]), kept["source"], date.fromisoformat(kept["day"]))
