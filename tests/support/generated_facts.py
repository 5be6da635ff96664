"""Made-up facts that meet the boundaries of the rules often: days near them, codes of every list, odd units."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from disease.domain.value_sets import DIAGNOSIS_SETS, DRUGS
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
from shared.kernel.facts.observations import ANALYTES

AS_OF = date(2026, 3, 1)
EDGES = (0, 1, 7, 8, 13, 14, 20, 30, 31, 90, 179, 180, 181, 280, 281, 364, 365, 366, 545, 729, 730, 731, 1000)
ENDINGS = ("", "0", "1", "9")

days_ago = st.one_of(st.sampled_from(EDGES), st.integers(0, 400))
days = days_ago.map(lambda count: AS_OF - timedelta(days=count))
icd_codes = st.one_of(
    st.builds(
        lambda prefix, ending: _dotted(prefix + ending),
        st.sampled_from([prefix for codes in DIAGNOSIS_SETS for prefix in codes.icd10cm]),
        st.sampled_from(ENDINGS),
    ),
    st.sampled_from(["J45.901", "J45.40", "J45.50", "E11.9", "E10.9", "E11.649", "I10", "J18.9", "R73.03", "O24.410"]),
).map(lambda code: Code(CodeSystem.ICD10CM, code))
snomed_codes = st.sampled_from(
    sorted({code for codes in DIAGNOSIS_SETS for code in codes.snomed} | {"15777000", "59621000"})
).map(lambda code: Code(CodeSystem.SNOMED, code))
diagnosis_codes = st.one_of(icd_codes, icd_codes, snomed_codes)
conditions = st.builds(Condition, diagnosis_codes, days)


def _dotted(code: str) -> str:
    return code if "." in code or len(code) <= 3 else f"{code[:3]}.{code[3:]}"


@st.composite
def encounters(draw: Any) -> Encounter:
    start = draw(days)
    length = draw(st.sampled_from([0, 0, 1, 2, 10, None]))
    return Encounter(
        kind=draw(st.sampled_from(list(EncounterClass))),
        start=start,
        end=None if length is None else start + timedelta(days=length),
        principal=draw(st.one_of(st.none(), diagnosis_codes)),
        diagnoses=tuple(draw(st.lists(diagnosis_codes, max_size=2))),
        icu=draw(st.sampled_from([False, False, False, True])),
    )


medications = st.builds(
    Medication,
    code=st.sampled_from([*(drug.code for drug in DRUGS), "999999"]).map(lambda code: Code(CodeSystem.RXNORM, code)),
    given_class=st.one_of(st.none(), st.sampled_from(list(MedicationClass))),
    dispensed_on=days,
    days_supply=st.sampled_from([None, 0, 5, 21, 22, 30, 31, 60, 90]),
    units=st.one_of(st.none(), st.sampled_from(["0", "0.5", "1", "2", "6", "12"]).map(Decimal)),
)
VALUES = ("4", "5", "7.9", "8.0", "8.1", "9.0", "9.1", "10.0", "10.1", "14", "15", "16", "19", "20", "29", "30", "44.9")
MORE_VALUES = ("45", "59.9", "60", "89", "90", "139", "140", "154", "300", "300.1")


@st.composite
def observations(draw: Any) -> Observation:
    analyte = draw(st.sampled_from(ANALYTES))
    return Observation(
        code=Code(CodeSystem.LOINC, draw(st.sampled_from(sorted(analyte.codes)))),
        value=draw(st.one_of(st.none(), *[st.sampled_from([*VALUES, *MORE_VALUES]).map(Decimal)] * 5)),
        unit=draw(st.one_of(st.just(analyte.unit), st.just(analyte.unit), st.sampled_from(["%", "mg/dL", None]))),
        comparator=draw(st.sampled_from([None, None, None, "<", "<=", ">=", ">"])),
        specimen=None,
        observed_on=draw(days),
    )


def _answer(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.one_of(st.none(), st.integers(low, high))


assessments = st.one_of(
    st.builds(
        Assessment,
        instrument=st.just("asthma_control"),
        completed_on=days,
        answers=st.fixed_dictionaries(
            {},
            optional={
                "daytime_symptom_days_per_week": _answer(0, 8),
                "symptoms_throughout_day": st.sampled_from([None, False, True]),
                "night_wakings_per_month": _answer(0, 20),
                "reliever_days_per_week": _answer(0, 8),
                "reliever_several_times_daily": st.sampled_from([None, False, True]),
                "activity_limitation": st.sampled_from([None, "none", "some", "extreme", "much"]),
                "oral_steroid_courses_12_months": _answer(0, 5),
            },
        ),
    ),
    st.builds(
        Assessment,
        instrument=st.just("diabetes_health"),
        completed_on=days,
        answers=st.fixed_dictionaries(
            {},
            optional={
                "level3_lows_3_months": _answer(-1, 2),
                "foot_sores_now": st.sampled_from([None, False, True]),
            },
        ),
    ),
)
pregnancies = st.builds(
    Pregnancy,
    estimated_due_date=st.one_of(st.none(), st.integers(-30, 290).map(lambda ahead: AS_OF + timedelta(days=ahead))),
    noticed_on=st.one_of(st.none(), days),
    ended_on=st.one_of(st.none(), days),
)


@st.composite
def spans(draw: Any) -> Coverage:
    start = draw(days)
    length = draw(st.sampled_from([None, 0, 30, 179, 180, 365]))
    return Coverage(start, None if length is None else start + timedelta(days=length), draw(st.booleans()))


people = st.builds(
    Person,
    birth_date=st.one_of(
        st.sampled_from([1, 2, 4, 5, 11, 12, 17, 18, 75, 76, 77]).map(lambda age: date(AS_OF.year - age, 3, 1)),
        st.dates(date(1930, 1, 1), AS_OF),
    ),
    coverage=st.lists(spans(), max_size=3).map(tuple),
    deceased_on=st.one_of(*[st.none()] * 9, days),
)
members = st.builds(
    MemberFacts,
    person=people,
    conditions=st.lists(conditions, max_size=3).map(tuple),
    observations=st.lists(observations(), max_size=6).map(tuple),
    encounters=st.lists(encounters(), max_size=6).map(tuple),
    medications=st.lists(medications, max_size=6).map(tuple),
    pregnancy=st.one_of(st.none(), pregnancies),
    assessments=st.lists(assessments, max_size=3).map(tuple),
)
