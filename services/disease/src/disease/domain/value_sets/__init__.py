"""What the rules mean by asthma, diabetes, a controller: lists of codes as versioned data, each with its source."""

from disease.domain.value_sets.diagnoses import DIAGNOSIS_SETS
from disease.domain.value_sets.drugs import DRUGS
from disease.domain.value_sets.procedures import EXAMINATION_SETS

VERSION = "2026-01"

__all__ = ["DIAGNOSIS_SETS", "DRUGS", "EXAMINATION_SETS", "VERSION"]
