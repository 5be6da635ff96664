"""What the rules mean by asthma, diabetes, a controller: lists of codes as versioned data, each with its source."""

from disease.domain.value_sets.diagnoses import DIAGNOSIS_SETS
from disease.domain.value_sets.drugs import DRUGS

VERSION = "2026-01"

__all__ = ["DIAGNOSIS_SETS", "DRUGS", "VERSION"]
