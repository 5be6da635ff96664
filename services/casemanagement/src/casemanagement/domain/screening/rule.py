"""A rule that puts a member into a program: an id, what follows from it, and the sentence behind it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from casemanagement.domain.program import CategoryCode, ProgramCode
from casemanagement.domain.programs import CATEGORY_OF
from casemanagement.domain.screening.evidence import Evidence
from shared.kernel.citation import Citation
from shared.kernel.rule_result import Input, RuleResult

Facts = TypeVar("Facts")


class ScreeningOutcome(StrEnum):
    """From the weightiest down; several rules of a program give the weightiest."""

    ENROLL = "enroll"
    PROVISIONAL = "provisional"
    WATCH = "watch"
    INFO_ONLY = "info_only"


FACTS = ("condition ", "encounter ", "outpatient ", "ed ", "inpatient ", "loinc ")
PROPER = {"charlson": "Charlson", "lace": "LACE", "hiv": "HIV"}
WEIGHT = {outcome: place for place, outcome in enumerate(ScreeningOutcome)}


@dataclass(frozen=True, slots=True)
class ScreeningRule(Generic[Facts]):
    """`check` answers the inputs that the rule stands on; none means that it does not hold."""

    id: str
    program: ProgramCode
    outcome: ScreeningOutcome
    message: str
    citation: Citation
    check: Callable[[Facts], Iterable[Input]]
    title: str


def screening_rule(
    *, id: str, program: ProgramCode, outcome: ScreeningOutcome, message: str, citation: Citation
) -> Callable[[Callable[[Facts], Iterable[Input]]], ScreeningRule[Facts]]:
    """Make a function into a rule; its name, read as a sentence, is the rule's title."""

    def make(check: Callable[[Facts], Iterable[Input]]) -> ScreeningRule[Facts]:
        words = getattr(check, "__name__", id).split("_")
        title = " ".join(PROPER.get(word, word) for word in words)
        return ScreeningRule(id, program, outcome, message, citation, check, title)

    return make


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do next. `due_on` is the last day for it, `not_before` the first; None where no day is set."""

    code: str
    text: str
    not_before: date | None = None
    due_on: date | None = None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFound:
    """`eligible_on` is the day from which the clocks of the program run.

    `fresh_on` is the day of the newest fact behind it: a case that ended later than that is not opened again.
    """

    program: ProgramCode
    level: str | None
    outcome: ScreeningOutcome
    rules: tuple[RuleResult, ...]
    eligible_on: date
    fresh_on: date | None = None
    next_steps: tuple[NextStep, ...] = ()

    @property
    def category(self) -> CategoryCode:
        return CATEGORY_OF[self.program]


def held(
    rules: Sequence[ScreeningRule[Facts]], facts: Facts, version: str
) -> tuple[tuple[RuleResult, ...], ScreeningOutcome | None]:
    """The rules that hold, and the weightiest outcome among them."""
    results, outcomes = [], []
    for rule in rules:
        inputs = tuple(rule.check(facts))
        if inputs:
            results.append(RuleResult(rule.id, version, inputs, rule.citation))
            outcomes.append(rule.outcome)
    return tuple(results), min(outcomes, key=WEIGHT.__getitem__, default=None)


def found(program: ProgramCode, rules: Sequence[ScreeningRule[Evidence]], evidence: Evidence) -> ProgramFound | None:
    """A program without levels, when one of its rules holds."""
    results, outcome = held(rules, evidence, evidence.rule_set.id)
    if outcome is None:
        return None
    return ProgramFound(
        program=program,
        level=None,
        outcome=outcome,
        rules=results,
        eligible_on=evidence.as_of,
        fresh_on=newest_fact(results),
    )


def newest_fact(results: Sequence[RuleResult]) -> date | None:
    """The newest day of a diagnosis, encounter or result among the inputs."""
    return max(
        (
            given.date
            for result in results
            for given in result.inputs
            if given.date is not None and given.source is not None and given.source.startswith(FACTS)
        ),
        default=None,
    )
