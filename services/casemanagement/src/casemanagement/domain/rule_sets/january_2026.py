"""Rule set `2026-01`: the domain reference as the clarifications read it. `[A]` marks assumptions."""

from datetime import date

from casemanagement.domain.programs import LEAD_CM_THRESHOLD, LEAD_WATCH_THRESHOLD
from casemanagement.domain.rule_sets.charlson_codes import CHARLSON
from casemanagement.domain.rule_sets.chronic_codes import CHRONIC
from casemanagement.domain.rule_sets.lead_bands import LEAD_BANDS
from casemanagement.domain.rule_sets.program_codes import PROGRAM_LISTS
from casemanagement.domain.screening.rule_set import (
    ClaimCounts,
    ComplexPolicy,
    LaceScale,
    LeadPolicy,
    PrenatalPolicy,
    RuleSet,
)

JANUARY_2026 = RuleSet(
    id="2026-01",
    title="Case management identification, January 2026",
    start=date(2026, 1, 1),
    lists={codes.id: codes for codes in PROGRAM_LISTS},
    chronic=CHRONIC,
    charlson=CHARLSON,
    claims=ClaimCounts(stays=1, visit_days=2, months=24),  # clarification 4, section 5.2
    complex=ComplexPolicy(
        chronic_least=2,
        charlson_least=4,
        lace_least=10,
        ed_least=3,
        stays_least=2,
        acute_months=6,  # [A]
        adult_age=18,
    ),
    lace=LaceScale(
        stay_days=((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (7, 5), (14, 7)),
        acute=3,
        charlson_high=(4, 5),
        visits_most=4,
        visits_months=6,
    ),
    lead=LeadPolicy(
        cm_threshold=LEAD_CM_THRESHOLD.value,
        watch_threshold=LEAD_WATCH_THRESHOLD.value,
        bands=LEAD_BANDS,
        early_tests=4,  # CDC: the first 2 to 4 tests
        result_before_code_days=90,  # [A]
        stale_days=365,  # [A]
        sibling_months_below=72,
        service_days=14,  # [A]
        closure_days=90,  # [A]
        closing_age_months=72,  # R18 [A]
    ),
    prenatal=PrenatalPolicy(
        teen_age=17,
        later_age=35,
        conception_days=266,
        gestation_days=280,
        overdue_days=14,  # [A]: 42 weeks
        recent_use_days=365,  # [A]
        postpartum_days=60,  # R18
    ),
    event_days=365,  # clarification 24
    child_age_below=18,  # [A]
    frail_age=65,  # [A]
    frailty_flags=frozenset({"ltss", "waiver"}),
    institution_flags=frozenset({"institutional_care"}),
    transplant_evaluation_flags=frozenset({"transplant_evaluation"}),
    special_needs_flag="special_health_care_needs",
    foster_care_flag="foster_care",
)
