"""Facts about a member. Builders give a covered adult of whom nothing else is known; a test states its difference."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.rule import ProgramFound
from casemanagement.domain.screening.rule_set import RuleSet
from casemanagement.domain.screening.screening import Screening, screen
from shared.kernel.facts.member_facts import (
    Code,
    CodeSystem,
    Condition,
    Coverage,
    Encounter,
    EncounterClass,
    MemberFacts,
    Observation,
    Person,
    Pregnancy,
)

AS_OF = date(2026, 3, 1)
A_MONTH_AGO, TEN_DAYS_AGO = AS_OF - timedelta(days=30), AS_OF - timedelta(days=10)
VENOUS, CAPILLARY, UNSPECIFIED = "77307-7", "10368-9", "5671-3"


def a_person(**members: Any) -> Person:
    """Forty years old."""
    person = Person(birth_date=date(1986, 1, 1), coverage=(Coverage(date(2020, 1, 1)),))
    return replace(person, **members)


def facts(*given: Condition | Observation | Encounter, **members: Any) -> MemberFacts:
    """`members` are those of the facts; `person` may be left out."""
    members.setdefault("person", a_person())
    return MemberFacts(
        conditions=tuple(fact for fact in given if isinstance(fact, Condition)),
        observations=tuple(fact for fact in given if isinstance(fact, Observation)),
        encounters=tuple(fact for fact in given if isinstance(fact, Encounter)),
        **members,
    )


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def icd(code: str) -> Code:
    return Code(CodeSystem.ICD10CM, code)


def a_condition(code: str, on: date = A_MONTH_AGO) -> Condition:
    return Condition(icd(code), on)


def a_concept(code: str, on: date = A_MONTH_AGO) -> Condition:
    return Condition(Code(CodeSystem.SNOMED, code), on)


def a_visit(code: str | None = "R07.9", on: date = A_MONTH_AGO, **members: Any) -> Encounter:
    """To the emergency department."""
    principal = icd(code) if code else None
    return Encounter(**{"kind": EncounterClass.ED, "start": on, "end": on, "principal": principal, **members})


def a_stay(start: date, end: date | None, code: str | None = "R07.9") -> Encounter:
    return Encounter(kind=EncounterClass.INPATIENT, start=start, end=end, principal=icd(code) if code else None)


def an_office_visit(code: str, on: date = A_MONTH_AGO) -> Encounter:
    return Encounter(kind=EncounterClass.OUTPATIENT, start=on, end=on, principal=icd(code))


def lead(value: str | None, code: str = VENOUS, on: date = TEN_DAYS_AGO, **members: Any) -> Observation:
    """In ug/dL."""
    amount = Decimal(value) if value is not None else None
    return Observation(
        **{"code": Code(CodeSystem.LOINC, code), "value": amount, "unit": "ug/dL", "observed_on": on, **members}
    )


def a_pregnancy(due_on: date | None = date(2026, 9, 1), *risks: str, **members: Any) -> Pregnancy:
    return Pregnancy(estimated_due_date=due_on, risks=frozenset(risks), **members)


def screening_of(
    *given: Condition | Observation | Encounter,
    as_of: date = AS_OF,
    rule_set: RuleSet = JANUARY_2026,
    **members: Any,
) -> Screening:
    return screen(facts(*given, **members), as_of, rule_set)


def program(screening: Screening, code: ProgramCode) -> ProgramFound | None:
    return next((found for found in screening.programs if found.program is code), None)


def the(screening: Screening, code: ProgramCode) -> ProgramFound:
    found = program(screening, code)
    assert found is not None, [other.program for other in screening.programs]
    return found


def rule_ids(found: ProgramFound | None) -> list[str]:
    return [result.rule_id for result in found.rules] if found else []


def all_rule_ids(screening: Screening) -> set[str]:
    return {result.rule_id for found in screening.programs for result in found.rules}


def step_codes(found: ProgramFound) -> list[str]:
    return [step.code for step in found.next_steps]


def missing_names(screening: Screening) -> list[tuple[str, str]]:
    return [(missing.name, missing.reason) for missing in screening.missing]
