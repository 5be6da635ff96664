"""The published hypoglycaemia tool: how likely an emergency for low blood sugar is within a year."""

from enum import StrEnum

from disease.domain.diabetes_inputs import DiabetesInputs, DiabetesType
from disease.domain.rule_sets.rule_set import DiabetesRules


class HypoglycaemiaRisk(StrEnum):
    LOW = "low"
    INTERMEDIATE = "intermediate"
    HIGH = "high"


def hypoglycaemia_risk(inputs: DiabetesInputs, rules: DiabetesRules) -> HypoglycaemiaRisk | None:
    """None but for adults with type 2 diabetes (clarification 18)."""
    if inputs.type is not DiabetesType.TYPE_2 or inputs.age < rules.tool_least_age:
        return None
    insulin = inputs.insulin_on is not None
    if inputs.hypoglycaemia_events >= rules.tool_many_events or (inputs.hypoglycaemia_events and insulin):
        return HypoglycaemiaRisk.HIGH
    if inputs.hypoglycaemia_events:
        return HypoglycaemiaRisk.INTERMEDIATE
    frail = (
        kidney_is_failing(inputs, rules) or inputs.age >= rules.tool_old_age or inputs.ed_visits >= rules.tool_ed_visits
    )
    lowering = insulin or inputs.sulfonylurea_on is not None
    return HypoglycaemiaRisk.INTERMEDIATE if lowering and frail else HypoglycaemiaRisk.LOW


def kidney_is_failing(inputs: DiabetesInputs, rules: DiabetesRules) -> bool:
    return inputs.kidney_code is not None or (inputs.egfr is not None and inputs.egfr.value < rules.tool_egfr_below)
