"""The rules of asthma and diabetes, in catalogue order."""

from typing import Any

from disease.domain.rules.asthma import ASTHMA_RULES
from disease.domain.rules.asthma_identification import ASTHMA_IDENTIFICATION, ASTHMA_REMAINDER
from disease.domain.rules.diabetes import DIABETES_RULES
from disease.domain.rules.diabetes_identification import DIABETES_IDENTIFICATION, DIABETES_REMAINDER
from disease.domain.rules.tier_rule import TierRule

CATALOGUE: tuple[TierRule[Any, Any], ...] = (
    *ASTHMA_IDENTIFICATION,
    *ASTHMA_RULES,
    *ASTHMA_REMAINDER,
    *DIABETES_IDENTIFICATION,
    *DIABETES_RULES,
    *DIABETES_REMAINDER,
)
