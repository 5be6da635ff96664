"""What a rule set says: every window and threshold of the rules, each with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlLimits:
    """One age group of the control table: what is still well, and from where on control is very poor."""

    from_age: int
    well_daytime_days: int
    well_reliever_days: int
    well_night_wakings: int
    very_poor_night_wakings: int
    well_steroid_courses: int
    very_poor_steroid_courses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AsthmaRules:
    """Days are counted back from the day of the question, both ends included; ages are completed years."""

    lookback_days: int
    identification_months: int
    least_age: int
    acute_visits: int
    outpatient_visits: int
    drug_events: int
    recent_days: int
    very_high_stays: int
    very_high_ed_visits: int
    high_ed_visits: int
    high_steroid_courses: int
    very_high_canisters: Decimal
    moderate_canisters: Decimal
    amr_controlled: Decimal
    severity_months: int
    least_days_covered: int
    steroid_most_days_supply: int
    steroid_days_around_asthma: int
    steroid_days_between_courses: int
    days_per_oral_unit: int
    control_valid_days: int
    control_limits: tuple[ControlLimits, ...]
    total_least_age: int
    total_well: int
    total_very_poor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiabetesRules:
    """A1c in %, ratio in mg/g, eGFR in mL/min/1.73m2, blood pressure in mm Hg.

    `egfr_limits` and `uacr_limits` divide the kidney grid; `kidney_risk` has a row per eGFR category from the best
    and a column per ratio category: 0 low, 1 moderate, 2 high, 3 very high.
    """

    lookback_days: int
    identification_months: int
    outpatient_visits: int
    inpatient_stays: int
    recent_days: int
    very_high_crises: int
    a1c_very_high: Decimal
    a1c_high: Decimal
    a1c_moderate: Decimal
    egfr_limits: tuple[Decimal, ...]
    egfr_clear: Decimal
    uacr_moderate_from: Decimal
    uacr_severe_above: Decimal
    kidney_risk: tuple[tuple[int, int, int], ...]
    kidney_persistence_days: int
    kidney_persistence_months: int
    systolic_limit: Decimal
    diastolic_limit: Decimal
    tool_least_age: int
    tool_many_events: int
    tool_old_age: int
    tool_ed_visits: int
    tool_egfr_below: Decimal
    pregnancy_days: int
    pregnancy_days_after_due_date: int
    answers_valid_days: int
    level_3_lows: int
    measure_ages: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRules:
    """For how many days a lower tier must last before it is assigned, and how long a nurse's own choice stands."""

    step_down_days: int
    override_valid_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRules:
    """For how many days an answer to a shared question need not be asked again."""

    reuse_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """`evidence` names, for every field of the four parts, who says so; `[A]` marks our own assumption."""

    id: str
    title: str
    start: date
    asthma: AsthmaRules
    diabetes: DiabetesRules
    assignment: AssignmentRules
    assessment: AssessmentRules
    evidence: Mapping[str, str]
