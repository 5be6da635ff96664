"""Members whose facts are told in days before one day; a test states only what matters to it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from disease.domain.rule_sets import NEWEST
from disease.domain.stratification import Standing, stratify
from shared.kernel.facts.member_facts import (
    Assessment,
    Code,
    CodeSystem,
    Condition,
    Coverage,
    Encounter,
    EncounterClass,
    Medication,
    MedicationClass,
    MemberFacts,
    Observation,
    Person,
    Pregnancy,
)

AS_OF = date(2026, 3, 1)
Fact: TypeAlias = Condition | Observation | Encounter | Medication | Pregnancy | Assessment

ALBUTEROL, BUDESONIDE, MONTELUKAST, PREDNISONE, SALMETEROL = "435", "19831", "88249", "8640", "36117"
INSULIN, GLIPIZIDE, METFORMIN = "5856", "4821", "6809"
PERCENT, RATIO, FILTRATION, PRESSURE = "%", "mg/g", "mL/min/{1.73_m2}", "mm[Hg]"


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def icd(code: str) -> Code:
    return Code(CodeSystem.ICD10CM, code)


def condition(code: str, days: int = 400, system: CodeSystem = CodeSystem.ICD10CM) -> Condition:
    return Condition(Code(system, code), ago(days))


def ed(days: int, code: str = "J45.901", **more: Any) -> Encounter:
    return Encounter(kind=EncounterClass.ED, start=ago(days), end=ago(days), principal=icd(code), **more)


def stay(until: int, code: str = "J45.901", *, since: int | None = None, **more: Any) -> Encounter:
    """A stay that ended so many days ago."""
    start = ago(until + 2 if since is None else since)
    return Encounter(kind=EncounterClass.INPATIENT, start=start, end=ago(until), principal=icd(code), **more)


def visit(days: int, code: str, *others: str) -> Encounter:
    return Encounter(
        kind=EncounterClass.OUTPATIENT,
        start=ago(days),
        end=ago(days),
        principal=icd(code),
        diagnoses=tuple(icd(other) for other in others),
    )


def drug(
    code: str, days: int, units: str | None = None, supply: int | None = None, given: MedicationClass | None = None
) -> Medication:
    return Medication(
        code=Code(CodeSystem.RXNORM, code),
        given_class=given,
        dispensed_on=ago(days),
        days_supply=supply,
        units=None if units is None else Decimal(units),
    )


def result(code: str, value: str, unit: str | None, days: int = 20, comparator: str | None = None) -> Observation:
    return Observation(
        code=Code(CodeSystem.LOINC, code),
        value=Decimal(value),
        unit=unit,
        comparator=comparator,
        observed_on=ago(days),
    )


def a1c(value: str, days: int = 20, comparator: str | None = None) -> Observation:
    return result("4548-4", value, PERCENT, days, comparator)


def gmi(value: str, days: int = 20) -> Observation:
    return result("97506-0", value, PERCENT, days)


def egfr(value: str, days: int = 20, comparator: str | None = None) -> Observation:
    return result("98979-8", value, FILTRATION, days, comparator)


def uacr(value: str, days: int = 20, comparator: str | None = None) -> Observation:
    return result("9318-7", value, RATIO, days, comparator)


def pressure(systolic: str, diastolic: str, days: int = 20) -> tuple[Observation, Observation]:
    return result("8480-6", systolic, PRESSURE, days), result("8462-4", diastolic, PRESSURE, days)


def control_total(value: str, days: int = 20) -> Observation:
    return result("82668-5", value, "{score}", days)


WELL: dict[str, str | int | bool | None] = {
    "daytime_symptom_days_per_week": 2,
    "symptoms_throughout_day": False,
    "night_wakings_per_month": 1,
    "reliever_days_per_week": 2,
    "reliever_several_times_daily": False,
    "activity_limitation": "none",
    "oral_steroid_courses_12_months": 1,
}


def answers(instrument: str, days: int = 20, **given: str | int | bool | None) -> Assessment:
    return Assessment(instrument=instrument, completed_on=ago(days), answers=dict(given))


def control(days: int = 20, **changed: str | int | bool | None) -> Assessment:
    """Good control in every domain, but for what is changed."""
    return Assessment(instrument="asthma_control", completed_on=ago(days), answers={**WELL, **changed})


def a_member(*facts: Fact, age: int = 30, **person: Any) -> MemberFacts:
    """Covered with pharmacy for two years."""
    person.setdefault("coverage", (Coverage(ago(730)),))
    pregnancies = [fact for fact in facts if isinstance(fact, Pregnancy)]
    return MemberFacts(
        person=Person(birth_date=date(AS_OF.year - age, 1, 1), **person),
        conditions=tuple(fact for fact in facts if isinstance(fact, Condition)),
        observations=tuple(fact for fact in facts if isinstance(fact, Observation)),
        encounters=tuple(fact for fact in facts if isinstance(fact, Encounter)),
        medications=tuple(fact for fact in facts if isinstance(fact, Medication)),
        pregnancy=pregnancies[0] if pregnancies else None,
        assessments=tuple(fact for fact in facts if isinstance(fact, Assessment)),
    )


def asthma(*facts: Fact, **person: Any) -> Standing:
    """A member with confirmed asthma of unnamed severity, and these facts."""
    return stratify(a_member(condition("J45.909"), *facts, **person), AS_OF, NEWEST).asthma


def diabetes(*facts: Fact, **person: Any) -> Standing:
    """A member with confirmed type 2 diabetes, and these facts."""
    return stratify(a_member(condition("E11.9"), *facts, **person), AS_OF, NEWEST).diabetes


def rule_ids(standing: Standing) -> list[str]:
    return [found.rule_id for found in standing.rules]


def gaps(standing: Standing) -> set[tuple[str, str]]:
    return {(gap.name, gap.reason) for gap in standing.missing}
