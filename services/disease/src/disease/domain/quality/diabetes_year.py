"""The diabetes measures of one member with diabetes in one year."""

from collections.abc import Iterable
from datetime import date

from disease.domain.diabetes_inputs import Result
from disease.domain.quality.definition import Definition, Year
from disease.domain.quality.outcome import Outcome, counted, excluded_for
from disease.domain.reading.diabetes import a1c_reading, pressure_readings
from disease.domain.reading.results import Reading, newest_result, usable
from disease.domain.reading.window import Window, coded_facts
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.value_sets.diagnoses import END_STAGE_KIDNEY_DISEASE, RETINOPATHY
from disease.domain.value_sets.procedures import RETINAL_EXAM, URINE_ALBUMIN, URINE_CREATININE, ExaminationSet
from shared.kernel.facts.known import Known
from shared.kernel.facts.observations import EGFR, URINE_ALBUMIN_CREATININE_RATIO, Analyte, amount, analyte_of


def glycemic_status(known: Known, definition: Definition, year: Year, rules: DiabetesRules) -> Outcome:
    reading = a1c_reading(rules)
    last = newest_result(_usable(known, reading, year), reading)
    value = None if last is None else last.value
    inputs = {"value": last.reported, "source": last.source, "date": last.day.isoformat()} if last else {}
    return counted(
        inputs,
        below_8=value is not None and value < definition.values["controlled_below"],
        above_9=value is None or value > definition.values["poor_above"],
    )


def blood_pressure(known: Known, definition: Definition, year: Year, rules: DiabetesRules) -> Outcome:
    """Of the last day with both, the lowest of each."""
    systolic, diastolic = (_by_day(_usable(known, reading, year)) for reading in pressure_readings(rules))
    day = max(systolic.keys() & diastolic.keys(), default=None)
    if day is None:
        return counted({}, below_140_90=False)
    upper, lower = systolic[day], diastolic[day]
    inputs = {"systolic": upper.reported, "diastolic": lower.reported, "date": day.isoformat()}
    limits = definition.values
    return counted(
        inputs, below_140_90=upper.value < limits["systolic_below"] and lower.value < limits["diastolic_below"]
    )


def kidney_evaluation(known: Known, definition: Definition, year: Year) -> Outcome:
    """A ratio counts, or albumin and creatinine of urine taken at most four days apart."""
    if any(found.code in END_STAGE_KIDNEY_DISEASE for found in coded_facts(known.facts, known.as_of)):
        return excluded_for(END_STAGE_KIDNEY_DISEASE.id)
    apart = int(definition.values["days_apart"])
    filtration = max(_measured(known, EGFR, year), default=None)
    creatinine = _examined(known, URINE_CREATININE, year)
    ratio = max(
        [
            *_measured(known, URINE_ALBUMIN_CREATININE_RATIO, year),
            *(
                albumin
                for albumin in _examined(known, URINE_ALBUMIN, year)
                if any(abs((albumin - other).days) <= apart for other in creatinine)
            ),
        ],
        default=None,
    )
    days = {"egfr_on": filtration, "uacr_on": ratio}
    return counted(
        {name: day.isoformat() for name, day in days.items() if day is not None},
        evaluated=filtration is not None and ratio is not None,
    )


def eye_examination(known: Known, definition: Definition, year: Year) -> Outcome:
    this_year = max(_examined(known, RETINAL_EXAM, year), default=None)
    year_before = max(_examined(known, RETINAL_EXAM, year.before), default=None)
    ill = any(
        found.code in RETINOPATHY and found.day <= year.before.last for found in coded_facts(known.facts, known.as_of)
    )
    day = this_year or (None if ill else year_before)
    return counted({} if day is None else {"examined_on": day.isoformat()}, examined=day is not None)


def _usable(known: Known, reading: Reading, year: Year) -> Iterable[Result]:
    return usable(known.facts.observations, reading, Window(year.first, year.last))


def _by_day(results: Iterable[Result]) -> dict[date, Result]:
    """The lowest of each day."""
    lowest: dict[date, Result] = {}
    for result in sorted(results, key=lambda r: (r.value, r.source, r.reported), reverse=True):
        lowest[result.day] = result
    return lowest


def _measured(known: Known, analyte: Analyte, year: Year) -> list[date]:
    return [
        o.observed_on
        for o in known.facts.observations
        if analyte_of(o) is analyte and amount(o) is not None and o.observed_on in year
    ]


def _examined(known: Known, examinations: ExaminationSet, year: Year) -> list[date]:
    return [o.observed_on for o in known.facts.observations if o.code in examinations and o.observed_on in year]
