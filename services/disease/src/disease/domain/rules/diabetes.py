"""The tier rules of diabetes (domain reference 5.2), the gravest first."""

from collections.abc import Iterator
from datetime import date, timedelta

from disease.domain.diabetes_inputs import DiabetesInputs, Result
from disease.domain.hypoglycaemia_tool import HypoglycaemiaRisk, hypoglycaemia_risk, kidney_is_failing
from disease.domain.kidney import KidneyRisk, kidney_of
from disease.domain.program import DiseaseCode
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.rules.asthma import counted
from disease.domain.rules.tier_rule import TierRule, tier_rule
from disease.domain.sources import clarification, diabetes_page
from disease.domain.tier import Tier
from shared.kernel.rule_result import Input

DIABETES = DiseaseCode.DIABETES
ANSWERS = "assessment diabetes_health"


def of_result(name: str, result: Result) -> Input:
    return Input(name, result.reported, result.source, result.day)


@tier_rule("D-VH1", DIABETES, Tier.VERY_HIGH, diabetes_page("At least 2 acute glycaemic crises in 365 days"))
def had_several_crises(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if len(inputs.crises) >= rules.very_high_crises:
        yield counted("glycaemic_crises", inputs.crises)


@tier_rule("D-VH2", DIABETES, Tier.VERY_HIGH, diabetes_page("A glycaemic crisis at most 30 days ago"))
def had_a_crisis_just_now(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.crises and inputs.crises[-1] >= inputs.as_of - timedelta(days=rules.recent_days):
        yield Input("glycaemic_crisis", True, "encounters", inputs.crises[-1])


@tier_rule(
    "D-VH3",
    DIABETES,
    Tier.VERY_HIGH,
    diabetes_page(
        "A1c above 10.0 with a stay for diabetes, a crisis, a high hypoglycaemia risk or very high kidney risk"
    ),
)
def has_very_high_a1c_and_more(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.a1c is None or inputs.a1c.value <= rules.a1c_very_high:
        return
    more = [
        *_days("diabetes_stays", inputs.stays),
        *_days("glycaemic_crises", inputs.crises),
        *_tool(inputs, rules, HypoglycaemiaRisk.HIGH),
        *_kidney(inputs, rules, KidneyRisk.VERY_HIGH),
    ]
    if more:
        yield of_result("a1c", inputs.a1c)
        yield from more


@tier_rule("D-H1", DIABETES, Tier.HIGH, diabetes_page("A1c above 9.0"))
def has_high_a1c(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.a1c is not None and inputs.a1c.value > rules.a1c_high:
        yield of_result("a1c", inputs.a1c)


@tier_rule("D-H2", DIABETES, Tier.HIGH, diabetes_page("A glycaemic crisis in 365 days"))
def had_a_crisis(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    yield from _days("glycaemic_crises", inputs.crises)


@tier_rule("D-H3", DIABETES, Tier.HIGH, diabetes_page("At least 1 stay for diabetes in 365 days"))
def had_a_stay_for_diabetes(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    yield from _days("diabetes_stays", inputs.stays)


@tier_rule("D-H4", DIABETES, Tier.HIGH, diabetes_page("Very high risk in the kidney grid"))
def has_very_high_kidney_risk(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    yield from _kidney(inputs, rules, KidneyRisk.VERY_HIGH)


@tier_rule("D-H5", DIABETES, Tier.HIGH, diabetes_page("A foot ulcer or amputation, or sores on the feet now"))
def has_a_foot_in_danger(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.foot is not None:
        yield Input("foot", inputs.foot.code.code, str(inputs.foot.code), inputs.foot.day)
    if inputs.foot_sores_on is not None:
        yield Input("foot_sores_now", True, ANSWERS, inputs.foot_sores_on)


@tier_rule("D-H6", DIABETES, Tier.HIGH, diabetes_page("A high risk by the hypoglycaemia tool"))
def has_high_hypoglycaemia_risk(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    yield from _tool(inputs, rules, HypoglycaemiaRisk.HIGH)


@tier_rule("D-H7", DIABETES, Tier.HIGH, diabetes_page("Pregnant with diabetes from before"))
def is_pregnant(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.pregnant:
        yield Input("pregnant", True, inputs.pregnancy_source)


@tier_rule("D-H8", DIABETES, Tier.HIGH, clarification(19, "A low in the last 3 months that needed the help of another"))
def needed_help_with_a_low(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.level_3_lows is not None and inputs.level_3_lows >= rules.level_3_lows:
        yield Input("level3_lows_3_months", inputs.level_3_lows, ANSWERS, inputs.level_3_lows_on)


@tier_rule("D-M1", DIABETES, Tier.MODERATE, diabetes_page("A1c from 8.0 to 9.0"))
def has_raised_a1c(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.a1c is not None and rules.a1c_moderate <= inputs.a1c.value <= rules.a1c_high:
        yield of_result("a1c", inputs.a1c)


@tier_rule("D-M2", DIABETES, Tier.MODERATE, diabetes_page("Neither A1c nor GMI in 365 days"))
def has_no_a1c(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.a1c is None and inputs.undetermined_a1c is None:
        yield Input("a1c", None)


@tier_rule("D-M3", DIABETES, Tier.MODERATE, diabetes_page("Moderate or high risk in the kidney grid"))
def has_raised_kidney_risk(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    yield from _kidney(inputs, rules, KidneyRisk.MODERATE, KidneyRisk.HIGH)


@tier_rule("D-M4", DIABETES, Tier.MODERATE, diabetes_page("Last blood pressure from 140 systolic or 90 diastolic"))
def has_high_blood_pressure(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    if inputs.systolic is not None and inputs.systolic.value >= rules.systolic_limit:
        yield of_result("systolic", inputs.systolic)
    if inputs.diastolic is not None and inputs.diastolic.value >= rules.diastolic_limit:
        yield of_result("diastolic", inputs.diastolic)


@tier_rule("D-M5", DIABETES, Tier.MODERATE, diabetes_page("An intermediate risk by the hypoglycaemia tool"))
def has_raised_hypoglycaemia_risk(inputs: DiabetesInputs, rules: DiabetesRules) -> Iterator[Input]:
    yield from _tool(inputs, rules, HypoglycaemiaRisk.INTERMEDIATE)


def _days(name: str, days: tuple[date, ...]) -> Iterator[Input]:
    if days:
        yield counted(name, days)


def _kidney(inputs: DiabetesInputs, rules: DiabetesRules, *risks: KidneyRisk) -> Iterator[Input]:
    kidney = kidney_of(inputs, rules)
    if kidney is None or kidney.risk not in risks:
        return
    yield Input("kidney_risk", kidney.risk.name.lower(), f"grid {kidney.filtration} {kidney.albumin}")
    yield Input("provisional", kidney.provisional)
    for name, result in (("egfr", inputs.egfr), ("uacr", inputs.uacr)):
        if result is not None:
            yield of_result(name, result)


def _tool(inputs: DiabetesInputs, rules: DiabetesRules, risk: HypoglycaemiaRisk) -> Iterator[Input]:
    if hypoglycaemia_risk(inputs, rules) is not risk:
        return
    yield Input("hypoglycaemia_risk", risk.value, "hypoglycaemia tool")
    yield Input("hypoglycaemia_events", inputs.hypoglycaemia_events, "encounters")
    yield Input("insulin", inputs.insulin_on is not None, "dispensings", inputs.insulin_on)
    yield Input("sulfonylurea", inputs.sulfonylurea_on is not None, "dispensings", inputs.sulfonylurea_on)
    yield Input("kidney_stage_4_or_5", kidney_is_failing(inputs, rules))
    yield Input("age", inputs.age)
    yield Input("ed_visits", inputs.ed_visits, "encounters")


DIABETES_RULES: tuple[TierRule[DiabetesInputs, DiabetesRules], ...] = (
    had_several_crises,
    had_a_crisis_just_now,
    has_very_high_a1c_and_more,
    has_high_a1c,
    had_a_crisis,
    had_a_stay_for_diabetes,
    has_very_high_kidney_risk,
    has_a_foot_in_danger,
    has_high_hypoglycaemia_risk,
    is_pregnant,
    needed_help_with_a_low,
    has_raised_a1c,
    has_no_a1c,
    has_raised_kidney_risk,
    has_high_blood_pressure,
    has_raised_hypoglycaemia_risk,
)
