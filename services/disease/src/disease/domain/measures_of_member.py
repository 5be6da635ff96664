"""Figures of one member beside the tier: the ratio, the newest results, the risks; null where there is none."""

from typing import Any, TypeAlias

from disease.domain.asthma_inputs import AsthmaInputs
from disease.domain.diabetes_inputs import DiabetesInputs, Result
from disease.domain.hypoglycaemia_tool import hypoglycaemia_risk
from disease.domain.kidney import Kidney, kidney_of
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.rules.asthma import plain, ratio_text

Measures: TypeAlias = dict[str, Any]


def asthma_measures(inputs: AsthmaInputs) -> Measures:
    return {
        "amr": None if inputs.ratio is None else ratio_text(inputs.ratio),
        "controller_units": plain(inputs.controller_units),
        "reliever_units": plain(inputs.reliever_units),
        "steroid_courses": len(inputs.steroid_courses),
        "ed_visits": len(inputs.ed_visits),
        "stays": len(inputs.stays),
        "control": inputs.control.control.name.lower() if inputs.control else None,
        "severity": inputs.severity.code.code if inputs.severity else None,
        "days_covered": inputs.days_covered,
        "days_with_pharmacy": inputs.days_with_pharmacy,
    }


def diabetes_measures(inputs: DiabetesInputs, rules: DiabetesRules, *, identified: bool) -> Measures:
    """The flags of the measure are null for who is not identified or not of its ages; without a result control
    counts as poor.
    """
    youngest, oldest = rules.measure_ages
    measured = identified and youngest <= inputs.age <= oldest
    value = inputs.a1c.value if inputs.a1c else None
    kidney = kidney_of(inputs, rules)
    risk = hypoglycaemia_risk(inputs, rules)
    return {
        "type": inputs.type.value if inputs.type else None,
        "a1c": _result(inputs.a1c),
        "gsd_controlled": (value is not None and value < rules.a1c_moderate) if measured else None,
        "gsd_poor_control": (value is None or value > rules.a1c_high) if measured else None,
        "kdigo": None if kidney is None else _kidney(kidney),
        "hypoglycaemia_risk": risk.value if risk else None,
        "hypoglycaemia_events": inputs.hypoglycaemia_events,
        "glycaemic_crises": len(inputs.crises),
        "stays": len(inputs.stays),
        "systolic": _result(inputs.systolic),
        "diastolic": _result(inputs.diastolic),
        "pregnant": inputs.pregnant,
    }


def _result(result: Result | None) -> dict[str, str] | None:
    if result is None:
        return None
    return {"value": result.reported, "source": result.source, "date": result.day.isoformat()}


def _kidney(kidney: Kidney) -> dict[str, Any]:
    return {
        "gfr_category": kidney.filtration,
        "albuminuria_category": kidney.albumin,
        "risk": kidney.risk.name.lower(),
        "provisional": kidney.provisional,
    }
