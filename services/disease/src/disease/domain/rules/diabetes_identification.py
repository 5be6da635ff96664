"""Who belongs to the diabetes program, and what remains when no tier rule holds."""

from collections.abc import Iterator

from disease.domain.diabetes_inputs import DiabetesInputs
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.rules.diabetes import DIABETES, of_result
from disease.domain.rules.tier_rule import TierRule, tier_rule
from disease.domain.sources import clarification, diabetes_page
from disease.domain.tier import Tier
from shared.kernel.rule_result import Input


@tier_rule("D-ID1", DIABETES, None, clarification(4, "A diagnosis that a clinician confirmed identifies alone"))
def diabetes_is_confirmed(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.diagnosis is not None:
        found = inputs.diagnosis
        yield Input("diagnosis", found.code.code, str(found.code), found.day)


@tier_rule("D-ID2", DIABETES, None, diabetes_page("At least 2 outpatient or ED encounters with diabetes in 24 months"))
def was_seen_with_diabetes(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.outpatient_encounters >= rules.outpatient_visits:
        yield Input("diabetes_outpatient_encounters", inputs.outpatient_encounters, "encounters")


@tier_rule("D-ID3", DIABETES, None, diabetes_page("At least 1 stay with diabetes in 24 months"))
def was_in_hospital_with_diabetes(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.inpatient_encounters >= rules.inpatient_stays:
        yield Input("diabetes_inpatient_encounters", inputs.inpatient_encounters, "encounters")


@tier_rule(
    "D-ID4", DIABETES, None, diabetes_page("Insulin or a sulfonylurea and 1 encounter with diabetes in 24 months")
)
def takes_glucose_lowering_drugs(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.drug_events and inputs.diagnosed_encounters:
        yield Input("diabetes_drug_events", inputs.drug_events, "dispensings")
        yield Input("diabetes_encounters", inputs.diagnosed_encounters, "encounters")


@tier_rule("D-L1", DIABETES, Tier.LOW, diabetes_page("A1c below 8.0 within 365 days and no rule holds"))
def has_a_good_a1c(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.a1c is not None and inputs.a1c.value < rules.a1c_moderate:
        yield of_result("a1c", inputs.a1c)


@tier_rule(
    "D-U1", DIABETES, Tier.UNDETERMINED, diabetes_page("No rule holds, and the only results leave the value open")
)
def the_a1c_is_open(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.undetermined_a1c is not None:
        yield of_result("a1c", inputs.undetermined_a1c)


DIABETES_IDENTIFICATION: tuple[TierRule[DiabetesInputs, DiabetesRules], ...] = (
    diabetes_is_confirmed,
    was_seen_with_diabetes,
    was_in_hospital_with_diabetes,
    takes_glucose_lowering_drugs,
)
DIABETES_REMAINDER: tuple[TierRule[DiabetesInputs, DiabetesRules], ...] = (has_a_good_a1c, the_a1c_is_open)
