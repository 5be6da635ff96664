"""What a category of eligibility and its programs are made of."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shared.kernel.citation import Citation


class CategoryCode(StrEnum):
    CATASTROPHIC = "catastrophic"
    COMPLEX = "complex"
    LEAD = "lead"
    PRENATAL = "prenatal"
    TRANSPLANT = "transplant"
    SPECIAL_NEEDS = "special_needs"
    LONG_TERM_CARE = "long_term_care"


class ProgramCode(StrEnum):
    CATASTROPHIC = "catastrophic"
    COMPLEX = "complex"
    COMPLEX_HIV = "complex_hiv"
    LEAD = "lead"
    PRENATAL = "prenatal"
    HIGH_RISK_OBSTETRICS = "high_risk_obstetrics"
    TRANSPLANT = "transplant"
    SPECIAL_NEEDS = "special_needs"
    LONG_TERM_CARE = "long_term_care"


class ThresholdBasis(StrEnum):
    CONTRACT = "contract"
    CDC = "cdc"


class DischargeReasonCode(StrEnum):
    GOALS_MET_80 = "goals_met_80"
    NON_ADHERENCE = "non_adherence"
    PLAN_TERMINATION = "plan_termination"
    MEMBER_REQUEST = "member_request"
    DEATH = "death"


@dataclass(frozen=True, slots=True)
class Threshold:
    """Reached by a result equal to `value` or greater; results are compared as reported, never rounded."""

    code: str
    value: Decimal
    unit: str
    effect: str
    basis: ThresholdBasis
    citation: Citation


@dataclass(frozen=True, slots=True)
class ProgramService:
    code: str
    name: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """`examples` are the words of the source for who or what belongs here; it names them as examples, not as limits."""

    code: ProgramCode
    name: str
    examples: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    services: tuple[ProgramService, ...] = ()
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """`reading` says how we read the source where its print leaves room."""

    code: CategoryCode
    name: str
    programs: tuple[Program, ...]
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class DischargeReason:
    code: DischargeReasonCode
    citation: Citation
