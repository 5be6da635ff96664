"""The tier rules of asthma (domain reference 5.1), the gravest first."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from disease.domain.asthma_inputs import AsthmaInputs, ControlClass
from disease.domain.program import DiseaseCode
from disease.domain.rule_sets.rule_set import AsthmaRules
from disease.domain.rules.tier_rule import TierRule, tier_rule
from disease.domain.sources import asthma_page
from disease.domain.tier import Tier
from disease.domain.value_sets.diagnoses import MODERATE_OR_SEVERE, SEVERE
from shared.kernel.rule_result import Input

ASTHMA = DiseaseCode.ASTHMA
DISPENSED = "dispensings"


def counted(name: str, days: tuple[date, ...]) -> Input:
    """How many events, dated by the last."""
    return Input(name, len(days), "encounters", days[-1] if days else None)


def plain(number: Decimal) -> str:
    """Without an exponent and without zeros at the end of a fraction."""
    return format(number.normalize() if number else Decimal(0), "f")


def ratio_text(ratio: Decimal) -> str:
    """Four decimals at most, two at least."""
    text = format(ratio.quantize(Decimal("0.0001")), "f")
    return text.rstrip("0").ljust(4, "0")


def ratio_inputs(inputs: AsthmaInputs) -> Iterable[Input]:
    if inputs.ratio is not None:
        yield Input("amr", ratio_text(inputs.ratio), DISPENSED)
        yield Input("controller_units", plain(inputs.controller_units), DISPENSED)
        yield Input("reliever_units", plain(inputs.reliever_units), DISPENSED)


def few_controllers(inputs: AsthmaInputs, rules: AsthmaRules) -> bool:
    return inputs.ratio is not None and inputs.ratio < rules.amr_controlled


@tier_rule("A-VH1", ASTHMA, Tier.VERY_HIGH, asthma_page("Intensive care or a breathing tube for asthma, ever"))
def was_in_intensive_care_for_asthma(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.intensive_care_on is not None:
        yield Input("intensive_care", True, "encounters", inputs.intensive_care_on)


@tier_rule("A-VH2", ASTHMA, Tier.VERY_HIGH, asthma_page("At least 2 stays for asthma in 365 days"))
def had_several_stays(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if len(inputs.stays) >= rules.very_high_stays:
        yield counted("asthma_stays", inputs.stays)


@tier_rule("A-VH3", ASTHMA, Tier.VERY_HIGH, asthma_page("At least 3 ED visits for asthma in 365 days"))
def had_many_ed_visits(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if len(inputs.ed_visits) >= rules.very_high_ed_visits:
        yield counted("asthma_ed_visits", inputs.ed_visits)


@tier_rule("A-VH4", ASTHMA, Tier.VERY_HIGH, asthma_page("An ED visit or a stay for asthma at most 30 days ago"))
def had_an_acute_event_just_now(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    since = inputs.as_of - timedelta(days=rules.recent_days)
    for name, days in (("asthma_stay", inputs.stays), ("asthma_ed_visit", inputs.ed_visits)):
        if days and days[-1] >= since:
            yield Input(name, True, "encounters", days[-1])


@tier_rule("A-VH5", ASTHMA, Tier.VERY_HIGH, asthma_page("At least 12 reliever canisters in 365 days"))
def used_very_many_canisters(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.reliever_units >= rules.very_high_canisters:
        yield Input("reliever_units", plain(inputs.reliever_units), DISPENSED)


@tier_rule("A-H1", ASTHMA, Tier.HIGH, asthma_page("At least 1 stay for asthma in 365 days"))
def had_a_stay(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.stays:
        yield counted("asthma_stays", inputs.stays)


@tier_rule("A-H2", ASTHMA, Tier.HIGH, asthma_page("At least 2 ED visits for asthma in 365 days"))
def had_several_ed_visits(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if len(inputs.ed_visits) >= rules.high_ed_visits:
        yield counted("asthma_ed_visits", inputs.ed_visits)


@tier_rule("A-H3", ASTHMA, Tier.HIGH, asthma_page("At least 2 courses of oral steroids for asthma in 365 days"))
def had_several_steroid_courses(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if len(inputs.steroid_courses) >= rules.high_steroid_courses:
        yield _courses(inputs)


@tier_rule("A-H4", ASTHMA, Tier.HIGH, asthma_page("The health risk assessment shows very poor control"))
def is_very_poorly_controlled(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    yield from _control(inputs, ControlClass.VERY_POOR)


@tier_rule(
    "A-H5",
    ASTHMA,
    Tier.HIGH,
    asthma_page("One ED visit or one course of oral steroids, and a medication ratio below 0.50"),
)
def had_an_event_with_few_controllers(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    visit, course = len(inputs.ed_visits) == 1, len(inputs.steroid_courses) == 1
    if (visit or course) and few_controllers(inputs, rules):
        if visit:
            yield counted("asthma_ed_visits", inputs.ed_visits)
        if course:
            yield _courses(inputs)
        yield from ratio_inputs(inputs)


@tier_rule(
    "A-H6", ASTHMA, Tier.HIGH, asthma_page("Severe persistent asthma (J45.5x) without a controller, pharmacy covered")
)
def has_severe_asthma_without_controller(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    severe = inputs.severity is not None and inputs.severity.code in SEVERE
    if severe and not inputs.controller_units and inputs.days_with_pharmacy >= rules.least_days_covered:
        yield from _severity(inputs)
        yield Input("controller_units", plain(inputs.controller_units), DISPENSED)
        yield Input("days_with_pharmacy", inputs.days_with_pharmacy, "coverage")


@tier_rule("A-M1", ASTHMA, Tier.MODERATE, asthma_page("Exactly 1 ED visit in 365 days, 31 to 365 days ago"))
def had_one_ed_visit_a_while_ago(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    since = inputs.as_of - timedelta(days=rules.recent_days)
    if len(inputs.ed_visits) == 1 and inputs.ed_visits[0] < since:
        yield counted("asthma_ed_visits", inputs.ed_visits)


@tier_rule("A-M2", ASTHMA, Tier.MODERATE, asthma_page("Exactly 1 course of oral steroids for asthma in 365 days"))
def had_one_steroid_course(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if len(inputs.steroid_courses) == 1:
        yield _courses(inputs)


@tier_rule("A-M3", ASTHMA, Tier.MODERATE, asthma_page("A medication ratio below 0.50"))
def has_few_controllers(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if few_controllers(inputs, rules):
        yield from ratio_inputs(inputs)


@tier_rule("A-M4", ASTHMA, Tier.MODERATE, asthma_page("At least 3 reliever canisters in 365 days"))
def used_several_canisters(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.reliever_units >= rules.moderate_canisters:
        yield Input("reliever_units", plain(inputs.reliever_units), DISPENSED)


@tier_rule(
    "A-M5", ASTHMA, Tier.MODERATE, asthma_page("The health risk assessment shows asthma that is not well controlled")
)
def is_not_well_controlled(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    yield from _control(inputs, ControlClass.NOT_WELL)


@tier_rule("A-M6", ASTHMA, Tier.MODERATE, asthma_page("Moderate or severe persistent asthma (J45.4x, J45.5x)"))
def has_moderate_or_severe_asthma(inputs: AsthmaInputs, rules: AsthmaRules) -> Iterator[Input]:
    if inputs.severity is not None and inputs.severity.code in MODERATE_OR_SEVERE:
        yield from _severity(inputs)


def _courses(inputs: AsthmaInputs) -> Input:
    return Input("steroid_courses", len(inputs.steroid_courses), DISPENSED, inputs.steroid_courses[-1])


def _control(inputs: AsthmaInputs, control: ControlClass) -> Iterator[Input]:
    if inputs.control is not None and inputs.control.control is control:
        yield Input("control", control.name.lower(), inputs.control.source, inputs.control.day)


def _severity(inputs: AsthmaInputs) -> Iterator[Input]:
    if inputs.severity is not None:
        yield Input("severity", inputs.severity.code.code, str(inputs.severity.code), inputs.severity.day)


ASTHMA_RULES: tuple[TierRule[AsthmaInputs, AsthmaRules], ...] = (
    was_in_intensive_care_for_asthma,
    had_several_stays,
    had_many_ed_visits,
    had_an_acute_event_just_now,
    used_very_many_canisters,
    had_a_stay,
    had_several_ed_visits,
    had_several_steroid_courses,
    is_very_poorly_controlled,
    had_an_event_with_few_controllers,
    has_severe_asthma_without_controller,
    had_one_ed_visit_a_while_ago,
    had_one_steroid_course,
    has_few_controllers,
    used_several_canisters,
    is_not_well_controlled,
    has_moderate_or_severe_asthma,
)
