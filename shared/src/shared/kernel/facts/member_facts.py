"""The facts about one member: coverage, coded conditions, results, encounters, dispensings, answers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CodeSystem(StrEnum):
    ICD10CM = "icd10cm"
    SNOMED = "snomed"
    LOINC = "loinc"
    RXNORM = "rxnorm"


class EncounterClass(StrEnum):
    OUTPATIENT = "outpatient"
    ED = "ed"
    INPATIENT = "inpatient"


class MedicationClass(StrEnum):
    ASTHMA_CONTROLLER = "asthma_controller"
    ASTHMA_RELIEVER = "asthma_reliever"
    ORAL_STEROID = "oral_steroid"
    INSULIN = "insulin"
    SULFONYLUREA = "sulfonylurea"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Code:
    system: CodeSystem
    code: str

    def __str__(self) -> str:
        return f"{self.system.value} {self.code}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """`end` is the last covered day, None while it is open."""

    start: date
    end: date | None = None
    pharmacy: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    birth_date: date
    sex: str | None = None
    coverage: tuple[Coverage, ...] = ()
    deceased_on: date | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """A diagnosis that a clinician confirmed."""

    code: Code
    recorded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """`value` as reported, never rounded; None when only its presence is known. `comparator`: `<`, `<=`, `>=`, `>`."""

    code: Code
    value: Decimal | None
    unit: str | None = None
    comparator: str | None = None
    specimen: str | None = None
    observed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """`end` is None while it is open. `diagnoses` are those beside the principal one."""

    kind: EncounterClass
    start: date
    end: date | None = None
    principal: Code | None = None
    diagnoses: tuple[Code, ...] = ()
    icu: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication:
    """One dispensing. `given_class` is the sender's; what its code says comes first."""

    code: Code
    given_class: MedicationClass | None = None
    dispensed_on: date
    days_supply: int | None = None
    units: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pregnancy:
    """`noticed_on` bounds its start when no due date is known."""

    estimated_due_date: date | None = None
    risks: frozenset[str] = frozenset()
    noticed_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """`answers` by question; a question that was refused or not known has None."""

    instrument: str
    completed_on: date
    answers: dict[str, str | int | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    person: Person
    conditions: tuple[Condition, ...] = ()
    observations: tuple[Observation, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    medications: tuple[Medication, ...] = ()
    pregnancy: Pregnancy | None = None
    assessments: tuple[Assessment, ...] = ()
