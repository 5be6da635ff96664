"""Who belongs to the asthma program, and what remains when no tier rule holds."""

from collections.abc import Iterator

from disease.domain.asthma_inputs import AsthmaInputs, ControlClass
from disease.domain.rule_sets.rule_set import AsthmaRules
from disease.domain.rules.asthma import ASTHMA
from disease.domain.rules.tier_rule import TierRule, tier_rule
from disease.domain.sources import asthma_page, clarification
from disease.domain.tier import Tier
from shared.kernel.rule_result import Input


@tier_rule("A-ID1", ASTHMA, None, clarification(4, "A diagnosis that a clinician confirmed identifies alone"))
def asthma_is_confirmed(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.age >= rules.least_age and inputs.diagnosis is not None:
        found = inputs.diagnosis
        yield Input("diagnosis", found.code.code, str(found.code), found.day)


@tier_rule("A-ID2", ASTHMA, None, asthma_page("An ED visit or a stay with asthma as principal diagnosis in 24 months"))
def was_acutely_ill_with_asthma(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.age >= rules.least_age and inputs.acute_events >= rules.acute_visits:
        yield Input("asthma_acute_events", inputs.acute_events, "encounters")


@tier_rule("A-ID3", ASTHMA, None, asthma_page("At least 2 outpatient encounters with asthma in 24 months"))
def was_seen_for_asthma(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.age >= rules.least_age and inputs.outpatient_encounters >= rules.outpatient_visits:
        yield Input("asthma_outpatient_encounters", inputs.outpatient_encounters, "encounters")


@tier_rule(
    "A-ID4",
    ASTHMA,
    None,
    asthma_page("At least 2 dispensings of asthma drugs and 1 encounter with asthma in 24 months"),
)
def takes_asthma_drugs_for_asthma(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.age >= rules.least_age and inputs.drug_events >= rules.drug_events and inputs.diagnosed_encounters:
        yield Input("asthma_drug_events", inputs.drug_events, "dispensings")
        yield Input("asthma_encounters", inputs.diagnosed_encounters, "encounters")


@tier_rule("A-L1", ASTHMA, Tier.LOW, asthma_page("No rule holds, with 180 days of cover and pharmacy data"))
def is_known_well_enough_to_be_low(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if min(inputs.days_covered, inputs.days_with_pharmacy) >= rules.least_days_covered:
        yield Input("days_covered", inputs.days_covered, "coverage")
        yield Input("days_with_pharmacy", inputs.days_with_pharmacy, "coverage")


@tier_rule("A-L2", ASTHMA, Tier.LOW, asthma_page("No rule holds, and the assessment shows good control"))
def is_well_controlled(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.control is not None and inputs.control.control is ControlClass.WELL:
        yield Input("control", "well", inputs.control.source, inputs.control.day)


@tier_rule(
    "A-U1",
    ASTHMA,
    Tier.UNDETERMINED,
    asthma_page("No rule holds, and neither cover, pharmacy data nor answers suffice"),
)
def too_little_is_known_of_asthma(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    known = min(inputs.days_covered, inputs.days_with_pharmacy) >= rules.least_days_covered
    if not known and inputs.control is None:
        yield Input("days_covered", inputs.days_covered, "coverage")
        yield Input("days_with_pharmacy", inputs.days_with_pharmacy, "coverage")
        yield Input("control", None)


ASTHMA_IDENTIFICATION: tuple[TierRule[AsthmaInputs, AsthmaRules], ...] = (
    asthma_is_confirmed,
    was_acutely_ill_with_asthma,
    was_seen_for_asthma,
    takes_asthma_drugs_for_asthma,
)
ASTHMA_REMAINDER: tuple[TierRule[AsthmaInputs, AsthmaRules], ...] = (
    is_known_well_enough_to_be_low,
    is_well_controlled,
    too_little_is_known_of_asthma,
)
