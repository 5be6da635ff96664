"""A health risk assessment that was held: what was answered, refused or not known, and what follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from disease.domain.asthma_inputs import ControlClass
from disease.domain.program import DiseaseCode
from disease.domain.questionnaires.question import Answer, Instrument, Problem
from disease.domain.reading.control import Domains, class_of_domains, domains_of
from disease.domain.rule_sets.rule_set import RuleSet
from disease.domain.tier import Tier
from shared.kernel.facts.member_facts import Assessment

FLOORS = {"lows_with_help": ("D-H8", Tier.HIGH), "foot_sore": ("D-H5", Tier.HIGH)}
FLOOR_OF_CONTROL = {
    ControlClass.VERY_POOR: ("A-H4", Tier.HIGH),
    ControlClass.NOT_WELL: ("A-M5", Tier.MODERATE),
}


@dataclass(frozen=True, slots=True)
class Given:
    """Each question at most once; `refused` and `unknown` are never taken for a no."""

    answers: Mapping[str, Answer]
    refused: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def asked(self) -> frozenset[str]:
        return frozenset(self.answers) | self.refused | self.unknown


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem; `rule_id` and `floor` where the tier rules read it."""

    problem: Problem
    question: str
    rule_id: str | None
    floor: Tier | None


@dataclass(frozen=True, slots=True)
class Score:
    """`open` lists required questions that were neither answered nor refused; without any it is complete.

    `control` and `domains` are those of asthma; `floor` is the tier that the answers alone give at least.
    """

    open: tuple[str, ...]
    control: ControlClass | None
    domains: Domains
    problems: tuple[Shown, ...]
    floor: Tier | None
    floor_rule: str | None

    @property
    def complete(self) -> bool:
        return not self.open


def score(instrument: Instrument, given: Given, age: int, completed_on: date, rule_set: RuleSet) -> Score:
    domains: Domains = {}
    control = None
    if instrument.disease is DiseaseCode.ASTHMA:
        assessment = Assessment(instrument=instrument.code, completed_on=completed_on, answers=kept_answers(given))
        domains = domains_of(assessment, age, rule_set.asthma)
        control = class_of_domains(domains)
    problems = tuple(_problems(instrument, given))
    floor_rule, floor = _floor(control, problems)
    return Score(
        open=tuple(q.code for q in instrument.questions if q.required and q.code not in given.asked),
        control=control,
        domains=domains,
        problems=problems,
        floor=floor,
        floor_rule=floor_rule,
    )


def _problems(instrument: Instrument, given: Given) -> Iterable[Shown]:
    for question in instrument.questions:
        if question.problem is not None and question.problem.shown_by(given.answers.get(question.code)):
            rule_id, floor = FLOORS.get(question.problem.code, (None, None))
            yield Shown(question.problem, question.code, rule_id, floor)


def _floor(control: ControlClass | None, problems: tuple[Shown, ...]) -> tuple[str | None, Tier | None]:
    if control in FLOOR_OF_CONTROL:
        return FLOOR_OF_CONTROL[control]
    return next(((shown.rule_id, shown.floor) for shown in problems if shown.floor is not None), (None, None))


def kept_answers(given: Given) -> dict[str, Answer]:
    """For the tier rules: what was refused or not known has no answer."""
    return {**given.answers, **dict.fromkeys(sorted(given.refused | given.unknown))}


def with_reused(instrument: Instrument, given: Given, earlier: Mapping[str, Answer]) -> tuple[Given, tuple[str, ...]]:
    """Answers to shared questions that were given lately and not asked again, and which these are."""
    codes = tuple(
        question.code
        for question in instrument.questions
        if question.shared and question.code not in given.asked and earlier.get(question.code) is not None
    )
    if not codes:
        return given, ()
    return Given({**given.answers, **{code: earlier[code] for code in codes}}, given.refused, given.unknown), codes


def valid_until(instrument: Instrument, completed_on: date, rule_set: RuleSet) -> date:
    """The last day on which the tier rules read it."""
    asthma = instrument.disease is DiseaseCode.ASTHMA
    days = rule_set.asthma.control_valid_days if asthma else rule_set.diabetes.answers_valid_days
    return completed_on + timedelta(days=days)
