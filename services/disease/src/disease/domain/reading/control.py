"""The control class: the worst answered domain of the questionnaire, or the total of an Asthma Control Test."""

from collections.abc import Iterable, Iterator
from datetime import date

from disease.domain.asthma_inputs import Control, ControlClass
from disease.domain.reading import answers
from disease.domain.reading.window import last_days
from disease.domain.rule_sets.rule_set import AsthmaRules, ControlLimits
from shared.kernel.facts.known import Known, age_on
from shared.kernel.facts.member_facts import Assessment, Observation
from shared.kernel.facts.observations import ASTHMA_CONTROL_TOTAL, amount, analyte_of
from shared.kernel.rule_result import MissingInput

INSTRUMENT = "asthma_control"
SOURCE = f"assessment {INSTRUMENT}"
QUESTIONS = {
    "daytime_symptom_days_per_week": answers.DAYS_OF_A_WEEK,
    "night_wakings_per_month": answers.MOST_PER_MONTH,
    "reliever_days_per_week": answers.DAYS_OF_A_WEEK,
    "oral_steroid_courses_12_months": answers.MOST_COURSES,
}
Domains = dict[str, ControlClass | None]


def read_control(known: Known, rules: AsthmaRules) -> tuple[Control | None, list[MissingInput]]:
    """The newest class that is still valid, on one day the worst; and why there is none."""
    age = age_on(known.facts.person.birth_date, known.as_of)
    assessments = [a for a in known.facts.assessments if a.instrument == INSTRUMENT]
    missing = [gap for assessment in assessments for gap in _rejected(assessment)]
    classes = [*_of_assessments(assessments, age, rules), *_of_totals(known.facts.observations, age, rules)]
    valid = last_days(known.as_of, rules.control_valid_days)
    control = max(
        (found for found in classes if found.day in valid),
        key=lambda found: (found.day, found.control, found.source),
        default=None,
    )
    missing.extend(_gaps(assessments, control, age, rules, valid.first))
    if control is None:
        old = max(classes, key=lambda found: (found.day, found.source), default=None)
        missing.append(
            MissingInput("asthma_control", "stale", old.source, old.day)
            if old
            else MissingInput("asthma_control", "absent")
        )
    return control, missing


def domains_of(assessment: Assessment, age: int, rules: AsthmaRules) -> Domains:
    """The class of each domain; None where it was not answered."""
    limits = _limits(age, rules)
    return {
        "daytime_symptoms": _days(
            answers.whole(assessment, "daytime_symptom_days_per_week", answers.DAYS_OF_A_WEEK),
            answers.yes(assessment, "symptoms_throughout_day"),
            limits.well_daytime_days,
        ),
        "night_wakings": _between(
            answers.whole(assessment, "night_wakings_per_month", answers.MOST_PER_MONTH),
            limits.well_night_wakings,
            limits.very_poor_night_wakings,
        ),
        "reliever_use": _days(
            answers.whole(assessment, "reliever_days_per_week", answers.DAYS_OF_A_WEEK),
            answers.yes(assessment, "reliever_several_times_daily"),
            limits.well_reliever_days,
        ),
        "activity_limitation": _activity(answers.one_of(assessment, "activity_limitation", answers.ACTIVITY)),
        "oral_steroid_courses": _between(
            answers.whole(assessment, "oral_steroid_courses_12_months", answers.MOST_COURSES),
            limits.well_steroid_courses,
            limits.very_poor_steroid_courses,
        ),
    }


def class_of_domains(domains: Domains) -> ControlClass | None:
    """The worst answered domain; well only when all are answered."""
    worst = max((found for found in domains.values() if found is not None), default=None)
    return None if worst is ControlClass.WELL and None in domains.values() else worst


def _limits(age: int, rules: AsthmaRules) -> ControlLimits:
    return next(limits for limits in rules.control_limits if age >= limits.from_age or limits.from_age == 0)


def _days(days: int | None, all_the_time: bool | None, most_well: int) -> ControlClass | None:
    if all_the_time:
        return ControlClass.VERY_POOR
    if days is None:
        return None
    return ControlClass.WELL if days <= most_well else ControlClass.NOT_WELL


def _between(count: int | None, most_well: int, least_very_poor: int) -> ControlClass | None:
    if count is None:
        return None
    if count >= least_very_poor:
        return ControlClass.VERY_POOR
    return ControlClass.WELL if count <= most_well else ControlClass.NOT_WELL


def _activity(limitation: str | None) -> ControlClass | None:
    return None if limitation is None else ControlClass(answers.ACTIVITY.index(limitation))


def _of_assessments(assessments: Iterable[Assessment], age: int, rules: AsthmaRules) -> Iterator[Control]:
    for assessment in assessments:
        found = class_of_domains(domains_of(assessment, age, rules))
        if found is not None:
            yield Control(found, assessment.completed_on, SOURCE)


def _of_totals(observations: Iterable[Observation], age: int, rules: AsthmaRules) -> Iterator[Control]:
    """A total with a comparator leaves its class open."""
    if age < rules.total_least_age:
        return
    for observation in observations:
        total = amount(observation) if analyte_of(observation) is ASTHMA_CONTROL_TOTAL else None
        if total is None or observation.comparator is not None:
            continue
        if total >= rules.total_well:
            found = ControlClass.WELL
        else:
            found = ControlClass.VERY_POOR if total <= rules.total_very_poor else ControlClass.NOT_WELL
        yield Control(found, observation.observed_on, str(observation.code))


def _gaps(
    assessments: list[Assessment], control: Control | None, age: int, rules: AsthmaRules, valid_from: date
) -> Iterator[MissingInput]:
    """Domains that the newest answers leave open, unless something newer is known."""
    last = max(assessments, key=lambda a: a.completed_on, default=None)
    if last is None or last.completed_on < valid_from or (control is not None and control.day > last.completed_on):
        return
    for name, found in domains_of(last, age, rules).items():
        if found is None:
            yield MissingInput(name, "absent", SOURCE, last.completed_on)


def _rejected(assessment: Assessment) -> Iterator[MissingInput]:
    for name, answer in assessment.answers.items():
        if answer is None:
            continue
        if name in QUESTIONS:
            usable = answers.whole(assessment, name, QUESTIONS[name]) is not None
        elif name in ("symptoms_throughout_day", "reliever_several_times_daily"):
            usable = answers.yes(assessment, name) is not None
        else:
            usable = name != "activity_limitation" or answers.one_of(assessment, name, answers.ACTIVITY) is not None
        if not usable:
            yield MissingInput(name, "rejected", SOURCE, assessment.completed_on)
