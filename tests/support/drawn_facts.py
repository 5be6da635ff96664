"""Facts of members drawn by hypothesis, near every boundary that a rule has; and how they are brought in."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disease.domain.value_sets import DIAGNOSIS_SETS
from shared.kernel.facts.member_facts import MemberFacts
from shared.schema.member_facts import MemberFactsBody, dotted
from tests.support.import_files import Row
from tests.support.member_bodies import AS_OF, as_body

DAYS_AGO = (
    *(-2, -1, 0, 1, 2, 6, 7, 8, 13, 14, 15, 20, 21, 22, 29, 30, 31, 59, 89, 90, 91, 119, 120, 121, 179, 180, 181),
    *(200, 279, 280, 281, 364, 365, 366, 454, 455, 456, 729, 730, 731, 800, 2000),
)
DIAGNOSES = (
    *("icd10cm:J45.20", "icd10cm:J45.31", "icd10cm:J45.40", "icd10cm:J45.51", "icd10cm:J45.901", "icd10cm:J45.998"),
    *("icd10cm:J44.9", "icd10cm:J82.83", "snomed:195967001", "snomed:233678006", "icd10cm:I10", "icd10cm:R73.03"),
    *("icd10cm:E10.9", "icd10cm:E11.9", "icd10cm:E11.65", "icd10cm:E11.649", "icd10cm:E11.10", "icd10cm:E11.00"),
    *("icd10cm:E11.621", "icd10cm:L97.509", "icd10cm:N18.4", "icd10cm:E16.2", "icd10cm:Z34.90", "icd10cm:O24.410"),
    *("snomed:44054006", "snomed:46635009", "snomed:15777000", "icd10cm:E13.9", "icd10cm:Z89.512"),
)
EVERY_DIAGNOSIS = (
    *(
        f"icd10cm:{dotted(prefix + end)}"
        for known in DIAGNOSIS_SETS
        for prefix in known.icd10cm
        for end in ("", "0", "9")
    ),
    *(f"snomed:{code}" for known in DIAGNOSIS_SETS for code in sorted(known.snomed)),
)
QUIET = (
    "daytime_symptom_days_per_week",
    "night_wakings_per_month",
    "reliever_days_per_week",
    "activity_limitation",
    "oral_steroid_courses_12_months",
)
# A member is ill with one thing mostly, or else nothing comes often enough to count.
FOCUSES = (DIAGNOSES, DIAGNOSES[:6], DIAGNOSES[12:15], DIAGNOSES[13:18], ("icd10cm:E11.649", "icd10cm:E11.9"))
DRUGS = ("19831", "88249", "435", "745679", "8640", "6902", "5856", "4821", "6809", "36117", "999999")
CLASSES = (None, None, "asthma_controller", "asthma_reliever", "oral_steroid", "insulin", "sulfonylurea", "other")
RESULTS = (
    ("4548-4", "%", ("7.9", "7.99", "8", "8.0", "9.0", "9.1", "10.0", "10.1", "6")),
    ("97506-0", "%", ("7.9", "8.0", "9.0", "9.1", "10.5")),
    ("98979-8", "mL/min/{1.73_m2}", ("14.9", "15", "29.9", "30", "45", "59.9", "60", "90", "100")),
    ("9318-7", "mg/g", ("29.9", "30", "300", "300.1")),
    ("8480-6", "mm[Hg]", ("139", "140", "141")),
    ("8462-4", "mmHg", ("89", "90")),
    ("82668-5", "{score}", ("15", "16", "19", "20", "25")),
    ("77307-7", "ug/dL", ("9.9",)),
    ("8302-2", "cm", ("120",)),
)
ANSWERS: dict[str, dict[str, tuple[Any, ...]]] = {
    "asthma_control": {
        "daytime_symptom_days_per_week": (0, 2, 3, 7, 8, None, "many"),
        "symptoms_throughout_day": (True, False, None),
        "night_wakings_per_month": (0, 1, 2, 3, 5, 8, 15, 16, None),
        "reliever_days_per_week": (0, 2, 3, None),
        "reliever_several_times_daily": (True, False, None),
        "activity_limitation": ("none", "some", "extreme", "much", None),
        "oral_steroid_courses_12_months": (0, 1, 2, 3, 4, None),
    },
    "diabetes_health": {
        "level3_lows_3_months": (0, 1, 2, None, True),
        "foot_sores_now": (True, False, None, 1),
    },
}
LONG_COVER = {"program": "medicaid", "start": "2020-01-01"}
days = st.sampled_from(DAYS_AGO).map(lambda ago: AS_OF - timedelta(days=ago))


def _rarely(draw: st.DrawFn, value: Any, otherwise: Any = None) -> Any:
    return value if draw(st.integers(0, 5)) == 0 else otherwise


@st.composite
def a_stay_or_visit(draw: st.DrawFn, focus: tuple[str, ...]) -> Row:
    start = draw(days)
    kind = draw(st.sampled_from(("outpatient", "ed", "ed", "inpatient")))
    end = draw(st.sampled_from((None, 0, 0, 1, 3, 40)))
    return {
        "kind": "encounter",
        "class": kind,
        "start": str(start),
        "end": None if end is None else str(start + timedelta(days=end)),
        "principal": draw(st.one_of(st.none(), st.sampled_from(focus), st.sampled_from(focus))),
        "diagnoses": ";".join(draw(st.lists(st.sampled_from(DIAGNOSES), max_size=2))),
        "icu": _rarely(draw, True),
    }


@st.composite
def a_result(draw: st.DrawFn, odd: bool) -> Row:
    code, unit, values = draw(st.sampled_from(RESULTS))
    return {
        "kind": "observation",
        "system": "loinc",
        "code": code,
        "unit": _rarely(draw, draw(st.sampled_from(("mg/dL", "%", None))), unit) if odd else unit,
        "value": draw(st.sampled_from((*values, None, "154", "0") if odd else values)),
        "comparator": _rarely(draw, draw(st.sampled_from(("<", "<=", ">", ">=")))),
        "observed_on": str(draw(days)),
    }


@st.composite
def a_dispensing(draw: st.DrawFn) -> Row:
    return {
        "kind": "medication",
        "system": "rxnorm",
        "code": draw(st.sampled_from(DRUGS)),
        "class": draw(st.sampled_from(CLASSES)),
        "dispensed_on": str(draw(days)),
        "days_supply": draw(st.sampled_from((None, 0, 5, 21, 22, 30, 31, 90))),
        "units": draw(st.sampled_from((None, None, 1, 2, 12, "0.5"))),
    }


@st.composite
def courses_of_steroids(draw: st.DrawFn) -> list[Row]:
    """Asthma seen twice and a short steroid around each time, about as far apart as two courses must be."""
    first = draw(days)
    rows: list[Row] = []
    for seen in (first, first + timedelta(days=draw(st.sampled_from((12, 13, 14, 15, 40))))):
        given_on = seen + timedelta(days=draw(st.sampled_from((-8, -7, 0, 0, 7, 8))))
        rows.append({"kind": "condition", "system": "icd10cm", "code": "J45.909", "recorded_on": str(seen)})
        rows.append(
            {
                "kind": "medication",
                "system": "rxnorm",
                "code": "8640",
                "dispensed_on": str(given_on),
                "days_supply": draw(st.sampled_from((None, 5, 21, 22))),
            }
        )
    return rows


@st.composite
def a_questionnaire(draw: st.DrawFn) -> Row:
    instrument = draw(st.sampled_from(sorted(ANSWERS)))
    questions = draw(st.lists(st.sampled_from(sorted(ANSWERS[instrument])), unique=True))
    if draw(st.booleans()):
        questions = sorted(ANSWERS[instrument])
    answers = {
        name: draw(st.sampled_from(ANSWERS[instrument][name][: draw(st.sampled_from((1, 2, 9)))])) for name in questions
    }
    return {"kind": "assessment", "instrument": instrument, "completed_on": str(draw(days)), "answers": answers}


@st.composite
def a_pregnancy(draw: st.DrawFn) -> Row:
    due = draw(st.sampled_from((None, -22, -21, 0, 100, 280, 281)))
    return {
        "kind": "pregnancy",
        "estimated_due_date": None if due is None else str(AS_OF + timedelta(days=due)),
        "noticed_on": _rarely(draw, str(draw(days))),
        "ended_on": _rarely(draw, str(draw(days))),
    }


@st.composite
def a_diagnosis(draw: st.DrawFn, focus: tuple[str, ...]) -> Row:
    system, code = draw(st.sampled_from(focus)).split(":")
    return {"kind": "condition", "system": system, "code": code, "recorded_on": str(draw(days))}


@st.composite
def a_span(draw: st.DrawFn) -> Row:
    start, length = draw(days), draw(st.sampled_from((None, None, 0, 30, 178, 179, 180, 364, 400)))
    end = None if length is None else str(start + timedelta(days=length))
    return {"program": "medicaid", "start": str(start), "end": end, "pharmacy": draw(st.booleans())}


@st.composite
def a_history(draw: st.DrawFn, odd: bool = False) -> tuple[Row, list[Row]]:
    """What differs in a member's notice, and the rows of the member's facts; `odd` ones name any code of the value
    sets and results that are refused.
    """
    age = draw(st.sampled_from((1, 2, 4, 5, 11, 12, 17, 18, 40, 76, 77)))
    birthday = AS_OF.replace(year=AS_OF.year - age) + timedelta(days=draw(st.sampled_from((0, 1, -100))))
    notice = {
        "birth_date": str(birthday),
        "coverage": [*draw(st.sampled_from(([], [LONG_COVER], [LONG_COVER]))), *draw(st.lists(a_span(), max_size=3))],
        "deceased_on": _rarely(draw, str(draw(days))) if draw(st.booleans()) else None,
    }
    focus = draw(st.sampled_from((*FOCUSES, EVERY_DIAGNOSIS) if odd else FOCUSES))
    busy = draw(st.sampled_from((0, 0, 3)))
    rows = [
        *draw(st.lists(a_diagnosis(focus), max_size=3)),
        *draw(st.lists(a_stay_or_visit(focus), min_size=busy, max_size=6)),
        *draw(st.lists(a_dispensing(), min_size=busy, max_size=5)),
        *_rarely(draw, draw(courses_of_steroids()), []),
        *draw(st.lists(a_result(odd), min_size=busy, max_size=5)),
        *draw(st.lists(a_questionnaire(), max_size=2)),
        *draw(st.lists(a_pregnancy(), max_size=_rarely(draw, 2, 0))),
    ]
    return notice, rows


@st.composite
def a_calm_history(draw: st.DrawFn) -> tuple[Row, list[Row]]:
    """Someone with little to tell: what remains when no rule holds."""
    answers = {name: ANSWERS["asthma_control"][name][draw(st.sampled_from((0, 0, 0, 1)))] for name in QUIET}
    asthma: list[Row] = [
        {"kind": "condition", "system": "icd10cm", "code": "J45.909", "recorded_on": str(draw(days))},
        {"kind": "assessment", "instrument": "asthma_control", "completed_on": str(draw(days)), "answers": answers},
    ]
    diabetes: list[Row] = [
        {"kind": "condition", "system": "snomed", "code": "44054006", "recorded_on": str(draw(days))},
        {
            "kind": "observation",
            "system": "loinc",
            "code": "4548-4",
            "unit": "%",
            "observed_on": str(draw(days)),
            "value": draw(st.sampled_from(("7.9", "8.0", "9.0"))),
            "comparator": draw(st.sampled_from((None, "<", ">"))),
        },
    ]
    notice = {"birth_date": "1990-01-01", "coverage": draw(st.lists(a_span(), min_size=1, max_size=2))}
    return notice, [*asthma, *diabetes]


members: st.SearchStrategy[MemberFacts] = a_history(odd=True).map(
    lambda history: MemberFactsBody.model_validate(as_body(*history)).facts
)


def drawn(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    """Examples drawn apart from their test: they are stored together and judged by one run."""
    found: list[Any] = []

    @settings(max_examples=number, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found
