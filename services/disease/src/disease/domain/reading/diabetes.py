"""From known facts to the inputs of the diabetes rules."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from disease.domain.asthma_inputs import CodeOn
from disease.domain.diabetes_inputs import DiabetesInputs, DiabetesType, Result
from disease.domain.reading import answers
from disease.domain.reading.pregnancy import pregnancy_source
from disease.domain.reading.results import Reading, newest_result, open_results, usable
from disease.domain.reading.window import (
    Window,
    codes_of,
    counted_on,
    days_of_events,
    last_days,
    last_months,
    names_any,
    newest,
    newest_diagnosis,
)
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.value_sets.diagnoses import (
    DIABETES,
    FOOT,
    GLYCAEMIC_CRISIS,
    HYPOGLYCAEMIA,
    KIDNEY_STAGE_4_OR_5,
    TYPE_1,
    TYPE_2,
)
from disease.domain.value_sets.diagnosis_set import DiagnosisSet
from disease.domain.value_sets.drugs import INSULIN, SULFONYLUREA, class_of
from shared.kernel.facts.known import Known, acute_events, age_on
from shared.kernel.facts.member_facts import (
    Assessment,
    EncounterClass,
    Medication,
    MedicationClass,
    MemberFacts,
    Observation,
)
from shared.kernel.facts.observations import A1C, DIASTOLIC, EGFR, GMI, SYSTOLIC, URINE_ALBUMIN_CREATININE_RATIO
from shared.kernel.rule_result import MissingInput

INSTRUMENT = "diabetes_health"
SOURCE = f"assessment {INSTRUMENT}"
MOST_LOWS = 1_000
OUTPATIENT = EncounterClass.OUTPATIENT
ACUTE = (EncounterClass.ED, EncounterClass.INPATIENT)
TYPE_ORDER = (DiabetesType.OTHER, DiabetesType.TYPE_1, DiabetesType.TYPE_2)


def a1c_reading(rules: DiabetesRules) -> Reading:
    return Reading((A1C, GMI), high_is_bad=True, clear=rules.a1c_moderate)


def egfr_reading(rules: DiabetesRules) -> Reading:
    return Reading((EGFR,), high_is_bad=False, clear=rules.egfr_clear)


def uacr_reading(rules: DiabetesRules) -> Reading:
    return Reading((URINE_ALBUMIN_CREATININE_RATIO,), high_is_bad=True, clear=rules.uacr_moderate_from)


def pressure_readings(rules: DiabetesRules) -> tuple[Reading, Reading]:
    """Of one day the lowest counts, as the quality measure has it."""
    return (
        Reading((SYSTOLIC,), high_is_bad=True, clear=rules.systolic_limit, worst_of_day=False),
        Reading((DIASTOLIC,), high_is_bad=True, clear=rules.diastolic_limit, worst_of_day=False),
    )


def read_diabetes(known: Known, rules: DiabetesRules) -> tuple[DiabetesInputs, list[MissingInput]]:
    facts, as_of = known.facts, known.as_of
    year = last_days(as_of, rules.lookback_days)
    months = last_months(as_of, rules.identification_months)
    events = acute_events(facts.encounters, as_of)
    coded = [e.kind for e in facts.encounters if e.kind is OUTPATIENT and e.start in months and names_any(e, DIABETES)]
    coded += [e.kind for e in events if e.counted_on in months and any(code in DIABETES for code in e.codes)]
    pregnancy = pregnancy_source(facts, as_of, rules)
    inputs = DiabetesInputs(
        as_of=as_of,
        age=age_on(facts.person.birth_date, as_of),
        diagnosis=newest_diagnosis(facts, DIABETES),
        outpatient_encounters=sum(kind is not EncounterClass.INPATIENT for kind in coded),
        inpatient_encounters=sum(kind is EncounterClass.INPATIENT for kind in coded),
        diagnosed_encounters=len(coded),
        drug_events=_drug_events(facts.medications, months),
        type=_type(facts, as_of, months),
        stays=days_of_events(events, EncounterClass.INPATIENT, DIABETES, year),
        crises=tuple(sorted(day for kind in ACUTE for day in days_of_events(events, kind, GLYCAEMIC_CRISIS, year))),
        hypoglycaemia_events=sum(any(code in HYPOGLYCAEMIA for code in event.principals) for event in events),
        insulin_on=_dispensed_on(facts.medications, INSULIN, year),
        sulfonylurea_on=_dispensed_on(facts.medications, SULFONYLUREA, year),
        kidney_code=_kidney_code(facts, as_of, year),
        ed_visits=sum(e.kind is EncounterClass.ED and e.counted_on in year for e in events),
        foot=_coded_in(facts, FOOT, as_of, year),
        pregnant=pregnancy is not None,
        pregnancy_source=pregnancy,
        **_results(facts.observations, as_of, year, rules),
        **_answers(facts.assessments, last_days(as_of, rules.answers_valid_days)),
    )
    return inputs, missing_of(inputs, facts, rules)


def _drug_events(medications: Iterable[Medication], months: Window) -> int:
    """Metformin and the newer drugs are given for other reasons too and do not count (clarification 5)."""
    return len(
        {
            (medication.code, medication.dispensed_on)
            for medication in medications
            if medication.dispensed_on in months and class_of(medication) in (INSULIN, SULFONYLUREA)
        }
    )


def _dispensed_on(medications: Iterable[Medication], drug_class: MedicationClass, year: Window) -> date | None:
    return max(
        (m.dispensed_on for m in medications if m.dispensed_on in year and class_of(m) is drug_class), default=None
    )


def type_of(code: CodeOn) -> DiabetesType:
    if code.code in TYPE_1:
        return DiabetesType.TYPE_1
    return DiabetesType.TYPE_2 if code.code in TYPE_2 else DiabetesType.OTHER


def _type(facts: MemberFacts, as_of: date, months: Window) -> DiabetesType | None:
    """The type that most codes name; of two with as many the one named last, then type 2 before type 1."""
    codes = [CodeOn(c.code, c.recorded_on) for c in facts.conditions if c.code in DIABETES]
    for encounter in facts.encounters:
        day = counted_on(encounter, as_of)
        if day in months:
            codes.extend(CodeOn(code, day) for code in codes_of(encounter) if code in DIABETES)
    count = Counter(type_of(code) for code in codes)
    last = {kind: max(code.day for code in codes if type_of(code) is kind) for kind in count}
    return max(count, key=lambda kind: (count[kind], last[kind], TYPE_ORDER.index(kind)), default=None)


def _coded_in(facts: MemberFacts, diagnoses: DiagnosisSet, as_of: date, window: Window) -> CodeOn | None:
    codes = [CodeOn(c.code, c.recorded_on) for c in facts.conditions]
    codes.extend(CodeOn(code, counted_on(e, as_of)) for e in facts.encounters for code in codes_of(e))
    return newest(found for found in codes if found.code in diagnoses and found.day in window)


def _kidney_code(facts: MemberFacts, as_of: date, year: Window) -> CodeOn | None:
    """A confirmed diagnosis stays, however old; claims count for the look-back."""
    confirmed = newest_diagnosis(facts, KIDNEY_STAGE_4_OR_5)
    claimed = _coded_in(facts, KIDNEY_STAGE_4_OR_5, as_of, year)
    return newest(found for found in (confirmed, claimed) if found is not None)


def _results(observations: tuple[Observation, ...], as_of: date, year: Window, rules: DiabetesRules) -> dict[str, Any]:
    a1c, egfr, uacr = a1c_reading(rules), egfr_reading(rules), uacr_reading(rules)
    systolic, diastolic = pressure_readings(rules)

    def last(reading: Reading) -> Result | None:
        return newest_result(usable(observations, reading, year), reading)

    def earlier(newer: Result | None, reading: Reading) -> Result | None:
        if newer is None:
            return None
        months = last_months(as_of, rules.kidney_persistence_months)
        before = Window(months.first, newer.day - timedelta(days=rules.kidney_persistence_days))
        return newest_result((r for r in usable(observations, reading, before) if _abnormal(r, reading)), reading)

    found = {"a1c": last(a1c), "egfr": last(egfr), "uacr": last(uacr)}
    return {
        **found,
        "undetermined_a1c": None if found["a1c"] else newest_result(open_results(observations, a1c, year), a1c),
        "earlier_egfr": earlier(found["egfr"], egfr),
        "earlier_uacr": earlier(found["uacr"], uacr),
        "systolic": last(systolic),
        "diastolic": last(diastolic),
    }


def _abnormal(result: Result, reading: Reading) -> bool:
    return (result.value < reading.clear) != reading.high_is_bad


def _answers(assessments: Iterable[Assessment], valid: Window) -> dict[str, Any]:
    """The newest answer to each question; of one day the graver."""
    given = [a for a in assessments if a.instrument == INSTRUMENT and a.completed_on in valid]
    lows = max(
        ((a.completed_on, n) for a in given if (n := answers.whole(a, "level3_lows_3_months", MOST_LOWS)) is not None),
        default=(None, None),
    )
    sores = max(
        ((a.completed_on, found) for a in given if (found := answers.yes(a, "foot_sores_now")) is not None),
        default=(None, False),
    )
    return {"level_3_lows_on": lows[0], "level_3_lows": lows[1], "foot_sores_on": sores[0] if sores[1] else None}


def missing_of(inputs: DiabetesInputs, facts: MemberFacts, rules: DiabetesRules) -> list[MissingInput]:
    older = Window(date.min, inputs.as_of)
    one_alone = (inputs.egfr is None) != (inputs.uacr is None)
    a1c, egfr, uacr = a1c_reading(rules), egfr_reading(rules), uacr_reading(rules)
    systolic, diastolic = pressure_readings(rules)
    missing: list[MissingInput] = []
    for name, result, reading in (
        ("a1c", inputs.a1c, a1c),
        ("egfr", inputs.egfr, egfr),
        ("uacr", inputs.uacr, uacr),
        ("systolic", inputs.systolic, systolic),
        ("diastolic", inputs.diastolic, diastolic),
    ):
        missing.extend(
            MissingInput(name, "censored", found.source, found.day)
            for found in open_results(facts.observations, reading, last_days(inputs.as_of, rules.lookback_days))
        )
        if result is None:
            old = newest_result(usable(facts.observations, reading, older), reading)
            reason = "assumed" if one_alone and name in ("egfr", "uacr") else "stale" if old else "absent"
            missing.append(MissingInput(name, reason, old.source if old else None, old.day if old else None))
    missing.extend(_missing_answers(facts.assessments, last_days(inputs.as_of, rules.answers_valid_days)))
    return missing


def _missing_answers(assessments: Iterable[Assessment], valid: Window) -> Iterable[MissingInput]:
    given = [a for a in assessments if a.instrument == INSTRUMENT]
    last = max((a.completed_on for a in given), default=None)
    if last is None:
        yield MissingInput(INSTRUMENT, "absent")
    elif last not in valid:
        yield MissingInput(INSTRUMENT, "stale", SOURCE, last)
    for assessment in given:
        for name, usable_answer in (
            ("level3_lows_3_months", answers.whole(assessment, "level3_lows_3_months", MOST_LOWS)),
            ("foot_sores_now", answers.yes(assessment, "foot_sores_now")),
        ):
            if assessment.answers.get(name) is not None and usable_answer is None:
                yield MissingInput(name, "rejected", SOURCE, assessment.completed_on)
