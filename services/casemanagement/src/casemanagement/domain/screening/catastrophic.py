"""Catastrophic: an injury of the last year that a nurse confirms."""

from collections.abc import Callable, Iterable

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome, ScreeningRule, found, screening_rule
from casemanagement.domain.sources import domain_page, program
from shared.kernel.citation import Citation
from shared.kernel.rule_result import Input

NAMED = program("Catastrophic – head injury, near drowning, burns, etc.")
CONFIRM = "A nurse confirms the injury and enrolls the member in catastrophic case management."


def _injury(id: str, citation: Citation) -> Callable[..., ScreeningRule[Evidence]]:
    return screening_rule(
        id=id,
        program=ProgramCode.CATASTROPHIC,
        outcome=ScreeningOutcome.PROVISIONAL,
        message=CONFIRM,
        citation=citation,
    )


def _of_the_last_year(evidence: Evidence, list_id: str) -> tuple[Input, ...]:
    return evidence.why_mentioned(list_id, evidence.days_back(evidence.rule_set.event_days))


@_injury("CAT-01", NAMED)
def a_head_injury_in_the_last_year(evidence: Evidence) -> Iterable[Input]:
    return _of_the_last_year(evidence, "head_injury")


@_injury("CAT-02", NAMED)
def a_near_drowning_in_the_last_year(evidence: Evidence) -> Iterable[Input]:
    return _of_the_last_year(evidence, "near_drowning")


@_injury("CAT-03", NAMED)
def severe_burns_in_the_last_year(evidence: Evidence) -> Iterable[Input]:
    return _of_the_last_year(evidence, "severe_burns")


@_injury("CAT-04", domain_page("4.2", "An injury of the spinal cord is catastrophic, in adults and children."))
def an_injury_of_the_spinal_cord_in_the_last_year(evidence: Evidence) -> Iterable[Input]:
    return _of_the_last_year(evidence, "spinal_cord_injury")


RULES = (
    a_head_injury_in_the_last_year,
    a_near_drowning_in_the_last_year,
    severe_burns_in_the_last_year,
    an_injury_of_the_spinal_cord_in_the_last_year,
)


def find(evidence: Evidence) -> ProgramFound | None:
    return found(ProgramCode.CATASTROPHIC, RULES, evidence)
