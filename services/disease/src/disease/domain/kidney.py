"""The kidney grid: filtration and albumin in the urine together give a risk."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from disease.domain.diabetes_inputs import DiabetesInputs
from disease.domain.rule_sets.rule_set import DiabetesRules

FILTRATION = ("G1", "G2", "G3a", "G3b", "G4", "G5")
ALBUMIN = ("A1", "A2", "A3")


class KidneyRisk(IntEnum):
    LOW = 0
    MODERATE = 1
    HIGH = 2
    VERY_HIGH = 3


@dataclass(frozen=True, slots=True)
class Kidney:
    """`provisional`: one of the two is missing, or an abnormal one was not there three months before."""

    filtration: str
    albumin: str
    risk: KidneyRisk
    provisional: bool


def kidney_of(inputs: DiabetesInputs, rules: DiabetesRules) -> Kidney | None:
    """None without any result; a missing partner is taken at its best (clarification 17)."""
    if inputs.egfr is None and inputs.uacr is None:
        return None
    row = 0 if inputs.egfr is None else filtration_row(inputs.egfr.value, rules)
    column = 0 if inputs.uacr is None else albumin_column(inputs.uacr.value, rules)
    provisional = (
        inputs.egfr is None
        or inputs.uacr is None
        or (inputs.egfr.value < rules.egfr_clear and inputs.earlier_egfr is None)
        or (column > 0 and inputs.earlier_uacr is None)
    )
    return Kidney(FILTRATION[row], ALBUMIN[column], KidneyRisk(rules.kidney_risk[row][column]), provisional)


def filtration_row(egfr: Decimal, rules: DiabetesRules) -> int:
    return sum(egfr < limit for limit in rules.egfr_limits)


def albumin_column(uacr: Decimal, rules: DiabetesRules) -> int:
    return (uacr >= rules.uacr_moderate_from) + (uacr > rules.uacr_severe_above)
