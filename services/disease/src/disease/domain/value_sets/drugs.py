"""Which class an RxNorm code belongs to: ingredients, and the products met in the public Synthea data."""

from collections.abc import Container
from dataclasses import dataclass

from shared.kernel.facts.member_facts import CodeSystem, Medication, MedicationClass

CONTROLLER = MedicationClass.ASTHMA_CONTROLLER
RELIEVER = MedicationClass.ASTHMA_RELIEVER
STEROID = MedicationClass.ORAL_STEROID
INSULIN = MedicationClass.INSULIN
SULFONYLUREA = MedicationClass.SULFONYLUREA
OTHER = MedicationClass.OTHER
OF_ASTHMA = frozenset({CONTROLLER, RELIEVER, STEROID})
OF_DIABETES = frozenset({INSULIN, SULFONYLUREA})

PAGE = "Domain reference 5.1"
MEMORY = "From memory; to be verified against RxNav before release"
SYNTHEA = "Public Synthea data"


@dataclass(frozen=True, slots=True)
class Drug:
    """`oral` drugs without units are counted by their days of supply."""

    code: str
    name: str
    drug_class: MedicationClass
    source: str
    oral: bool = False


DRUGS = (
    Drug("19831", "budesonide", CONTROLLER, PAGE),
    Drug("41126", "fluticasone", CONTROLLER, PAGE),
    Drug("1347", "beclomethasone", CONTROLLER, PAGE),
    Drug("108118", "mometasone", CONTROLLER, PAGE),
    Drug("274964", "ciclesonide", CONTROLLER, PAGE),
    Drug("69120", "tiotropium", CONTROLLER, PAGE),
    Drug("302379", "omalizumab", CONTROLLER, PAGE),
    Drug("88249", "montelukast", CONTROLLER, PAGE, oral=True),
    Drug("114970", "zafirlukast", CONTROLLER, MEMORY, oral=True),
    Drug("40575", "zileuton", CONTROLLER, MEMORY, oral=True),
    Drug("10438", "theophylline", CONTROLLER, MEMORY, oral=True),
    Drug("1720597", "mepolizumab", CONTROLLER, MEMORY),
    Drug("1992648", "benralizumab", CONTROLLER, MEMORY),
    Drug("1876376", "dupilumab", CONTROLLER, MEMORY),
    # A long-acting beta-agonist by itself controls nothing (clarification 5).
    Drug("36117", "salmeterol", OTHER, PAGE),
    Drug("25255", "formoterol", OTHER, PAGE),
    Drug("435", "albuterol", RELIEVER, PAGE),
    Drug("237159", "levalbuterol", RELIEVER, PAGE),
    Drug("8640", "prednisone", STEROID, PAGE, oral=True),
    Drug("8638", "prednisolone", STEROID, PAGE, oral=True),
    Drug("6902", "methylprednisolone", STEROID, MEMORY, oral=True),
    Drug("3264", "dexamethasone", STEROID, MEMORY, oral=True),
    Drug("5856", "insulin", INSULIN, MEMORY),
    Drug("253182", "insulin, regular, human", INSULIN, MEMORY),
    Drug("274783", "insulin glargine", INSULIN, MEMORY),
    Drug("86009", "insulin lispro", INSULIN, MEMORY),
    Drug("51428", "insulin aspart", INSULIN, MEMORY),
    Drug("139825", "insulin detemir", INSULIN, MEMORY),
    Drug("400008", "insulin glulisine", INSULIN, MEMORY),
    Drug("1670007", "insulin degludec", INSULIN, MEMORY),
    Drug("4821", "glipizide", SULFONYLUREA, MEMORY, oral=True),
    Drug("4815", "glyburide", SULFONYLUREA, MEMORY, oral=True),
    Drug("25789", "glimepiride", SULFONYLUREA, MEMORY, oral=True),
    Drug("10635", "tolbutamide", SULFONYLUREA, MEMORY, oral=True),
    Drug("2404", "chlorpropamide", SULFONYLUREA, MEMORY, oral=True),
    Drug("6809", "metformin", OTHER, "Clarification 5", oral=True),
    Drug("895994", "fluticasone 0.044 mg, inhaler", CONTROLLER, SYNTHEA),
    Drug("896188", "fluticasone 0.25 mg with salmeterol", CONTROLLER, SYNTHEA),
    Drug("896209", "fluticasone 0.25 mg with salmeterol, powder inhaler", CONTROLLER, SYNTHEA),
    Drug("351109", "budesonide 0.25 mg/mL, to inhale", CONTROLLER, SYNTHEA),
    Drug("745679", "albuterol 0.09 mg, inhaler", RELIEVER, SYNTHEA),
    Drug("2123111", "albuterol 0.09 mg, inhaler", RELIEVER, SYNTHEA),
    Drug("351137", "albuterol 0.21 mg/mL, to inhale", RELIEVER, SYNTHEA),
    Drug("312617", "prednisone 5 mg, tablet", STEROID, SYNTHEA, oral=True),
    Drug("106258", "hydrocortisone, cream", OTHER, SYNTHEA),
    Drug("106892", "insulin isophane and regular", INSULIN, SYNTHEA),
    Drug("865098", "insulin lispro", INSULIN, SYNTHEA),
    Drug("860975", "metformin 500 mg, extended release", OTHER, SYNTHEA, oral=True),
    Drug("1373463", "canagliflozin 100 mg", OTHER, SYNTHEA, oral=True),
    Drug("897122", "liraglutide, pen", OTHER, SYNTHEA),
)
BY_CODE = {drug.code: drug for drug in DRUGS}


def drug_of(medication: Medication) -> Drug | None:
    """None for a code that the table does not hold."""
    return BY_CODE.get(medication.code.code) if medication.code.system is CodeSystem.RXNORM else None


def class_of(medication: Medication) -> MedicationClass:
    """What the code says, else what the sender says, else `other`."""
    drug = drug_of(medication)
    return drug.drug_class if drug else medication.given_class or OTHER


def sender_differs(medication: Medication, classes: Container[MedicationClass]) -> bool:
    """The sender named another class than the code has, and one of both is of `classes`; the code is believed."""
    drug, given = drug_of(medication), medication.given_class
    if drug is None or given is None or given is drug.drug_class:
        return False
    return given in classes or drug.drug_class in classes
