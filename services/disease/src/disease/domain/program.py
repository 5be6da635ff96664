"""The diseases that the programs cover, and what the source promises members and providers."""

from dataclasses import dataclass
from enum import StrEnum

from disease.domain.sources import programs
from shared.kernel.citation import Citation


class DiseaseCode(StrEnum):
    ASTHMA = "asthma"
    DIABETES = "diabetes"


class PromiseCode(StrEnum):
    STRATIFICATION = "stratification"
    EDUCATIONAL_MAILINGS = "educational_mailings"
    MATERIAL_ON_REQUEST = "material_on_request"
    TELEPHONIC_INTERVENTION = "telephonic_intervention"
    HEALTH_RISK_ASSESSMENT = "health_risk_assessment"
    NEWSLETTERS = "newsletters"
    CLINICAL_PRACTICE_GUIDELINES = "clinical_practice_guidelines"


class Audience(StrEnum):
    """`high_risk_members` are those stratified in the most high-risk categories."""

    MEMBERS = "members"
    HIGH_RISK_MEMBERS = "high_risk_members"
    PROVIDERS = "providers"


@dataclass(frozen=True, slots=True)
class Disease:
    code: DiseaseCode
    name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Promise:
    code: PromiseCode
    audience: Audience
    name: str
    citation: Citation


COVERED = programs("Harmony's Disease Management program covers the following disease states")

DISEASES = (
    Disease(DiseaseCode.ASTHMA, "Asthma", programs("Asthma")),
    Disease(DiseaseCode.DIABETES, "Diabetes", programs("Diabetes")),
)

PROMISES = (
    Promise(
        PromiseCode.STRATIFICATION,
        Audience.MEMBERS,
        "Stratified by severity",
        programs("Members are stratified according to the severity of their disease."),
    ),
    Promise(
        PromiseCode.EDUCATIONAL_MAILINGS,
        Audience.MEMBERS,
        "Educational mailings",
        programs("Members receive educational mailings"),
    ),
    Promise(
        PromiseCode.MATERIAL_ON_REQUEST,
        Audience.MEMBERS,
        "Material on request",
        programs(
            "have the opportunity to request additional educational material specific to their condition or needs"
        ),
    ),
    Promise(
        PromiseCode.TELEPHONIC_INTERVENTION,
        Audience.HIGH_RISK_MEMBERS,
        "Telephonic intervention by a nurse",
        programs("receive telephonic intervention by a disease management nurse."),
    ),
    Promise(
        PromiseCode.HEALTH_RISK_ASSESSMENT,
        Audience.HIGH_RISK_MEMBERS,
        "Disease-specific health risk assessment by telephone",
        programs(
            "The nurse conducts a telephonic disease-specific health risk assessment and provides education"
            " regarding the disease process."
        ),
    ),
    Promise(
        PromiseCode.NEWSLETTERS,
        Audience.MEMBERS,
        "Newsletters",
        programs("Members receive newsletters that feature articles related to chronic conditions."),
    ),
    Promise(
        PromiseCode.CLINICAL_PRACTICE_GUIDELINES,
        Audience.PROVIDERS,
        "Clinical practice guidelines",
        programs(
            "Providers receive Clinical Practice Guidelines based on nationally-recognized evidence-based guidelines."
        ),
    ),
)
