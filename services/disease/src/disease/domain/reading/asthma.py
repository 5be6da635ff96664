"""From known facts to the inputs of the asthma rules."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from disease.domain.asthma_inputs import AsthmaInputs, CodeOn
from disease.domain.reading.control import read_control
from disease.domain.reading.window import (
    Window,
    coded_facts,
    counted_on,
    days_of_events,
    last_days,
    last_months,
    names_any,
    newest,
    newest_diagnosis,
)
from disease.domain.rule_sets.rule_set import AsthmaRules
from disease.domain.value_sets.diagnoses import ASTHMA, SEVERITY
from disease.domain.value_sets.drugs import CONTROLLER, RELIEVER, STEROID, class_of, drug_of
from shared.kernel.facts.known import Known, acute_events, age_on, days_covered
from shared.kernel.facts.member_facts import EncounterClass, Medication, MedicationClass, MemberFacts
from shared.kernel.rule_result import MissingInput


def read_asthma(known: Known, rules: AsthmaRules) -> tuple[AsthmaInputs, list[MissingInput]]:
    facts, as_of = known.facts, known.as_of
    year = last_days(as_of, rules.lookback_days)
    months = last_months(as_of, rules.identification_months)
    events = acute_events(facts.encounters, as_of)
    control, missing = read_control(known, rules)
    dispensed = [m for m in facts.medications if m.dispensed_on in year]
    inputs = AsthmaInputs(
        as_of=as_of,
        age=age_on(facts.person.birth_date, as_of),
        days_covered=days_covered(facts.person.coverage, year.first, as_of),
        days_with_pharmacy=days_covered((s for s in facts.person.coverage if s.pharmacy), year.first, as_of),
        diagnosis=newest_diagnosis(facts, ASTHMA),
        acute_events=sum(
            len(days_of_events(events, kind, ASTHMA, months)) for kind in (EncounterClass.ED, EncounterClass.INPATIENT)
        ),
        outpatient_encounters=sum(
            e.kind is EncounterClass.OUTPATIENT and e.start in months and names_any(e, ASTHMA) for e in facts.encounters
        ),
        diagnosed_encounters=sum(counted_on(e, as_of) in months and names_any(e, ASTHMA) for e in facts.encounters),
        drug_events=_drug_events(facts.medications, months),
        intensive_care_on=max(
            (e.counted_on for e in events if e.icu and any(code in ASTHMA for code in e.principals)), default=None
        ),
        stays=days_of_events(events, EncounterClass.INPATIENT, ASTHMA, year),
        ed_visits=days_of_events(events, EncounterClass.ED, ASTHMA, year),
        steroid_courses=_courses(facts, dispensed, as_of, rules),
        controller_units=_units(dispensed, CONTROLLER, rules),
        reliever_units=_units(dispensed, RELIEVER, rules),
        severity=_severity(facts, as_of, rules),
        control=control,
    )
    return inputs, [*missing, *_missing(inputs, dispensed, rules)]


def _drug_events(medications: Iterable[Medication], months: Window) -> int:
    """Canisters of one drug on one day are one event."""
    return len(
        {
            (medication.code, medication.dispensed_on)
            for medication in medications
            if medication.dispensed_on in months and class_of(medication) in (CONTROLLER, RELIEVER)
        }
    )


def units_of(medication: Medication, days_per_oral_unit: int) -> Decimal:
    """As sent, else a unit for each month begun of an oral drug, else one (clarification 12)."""
    if medication.units is not None:
        return medication.units
    drug = drug_of(medication)
    if drug is not None and drug.oral and medication.days_supply:
        return Decimal(-(-medication.days_supply // days_per_oral_unit))
    return Decimal(1)


def _units(dispensed: Iterable[Medication], drug_class: MedicationClass, rules: AsthmaRules) -> Decimal:
    return sum(
        (units_of(m, rules.days_per_oral_unit) for m in dispensed if class_of(m) is drug_class), start=Decimal(0)
    )


def _courses(facts: MemberFacts, dispensed: Iterable[Medication], as_of: date, rules: AsthmaRules) -> tuple[date, ...]:
    """Short dispensings near asthma; the next course begins no earlier than the days between after the last began."""
    near = list(_days_near_asthma(facts, as_of, timedelta(days=rules.steroid_days_around_asthma)))
    between = timedelta(days=rules.steroid_days_between_courses)
    courses: list[date] = []
    for day in sorted({m.dispensed_on for m in dispensed if _is_short_steroid(m, rules)}):
        if any(day in window for window in near) and (not courses or day >= courses[-1] + between):
            courses.append(day)
    return tuple(courses)


def _is_short_steroid(medication: Medication, rules: AsthmaRules) -> bool:
    """Unknown days of supply are taken as few."""
    return class_of(medication) is STEROID and (medication.days_supply or 0) <= rules.steroid_most_days_supply


def _days_near_asthma(facts: MemberFacts, as_of: date, around: timedelta) -> Iterator[Window]:
    for condition in facts.conditions:
        if condition.code in ASTHMA:
            yield Window(condition.recorded_on - around, condition.recorded_on + around)
    for encounter in facts.encounters:
        if names_any(encounter, ASTHMA):
            yield Window(encounter.start - around, max(encounter.start, counted_on(encounter, as_of)) + around)


def _severity(facts: MemberFacts, as_of: date, rules: AsthmaRules) -> CodeOn | None:
    """The newest code that tells it, on one day the highest (clarification 15)."""
    months = last_months(as_of, rules.severity_months)
    return newest(found for found in coded_facts(facts, as_of) if found.code in SEVERITY and found.day in months)


def _missing(inputs: AsthmaInputs, dispensed: Iterable[Medication], rules: AsthmaRules) -> Iterator[MissingInput]:
    if inputs.days_covered < rules.least_days_covered:
        yield MissingInput("coverage", "absent")
    if inputs.days_with_pharmacy < rules.least_days_covered:
        yield MissingInput("pharmacy_data", "absent")
    if inputs.ratio is None:
        yield MissingInput("amr", "absent")
    if inputs.severity is None:
        yield MissingInput("severity", "absent")
    for medication in dispensed:
        if class_of(medication) is STEROID and medication.days_supply is None:
            yield MissingInput("days_supply", "assumed", str(medication.code), medication.dispensed_on)
