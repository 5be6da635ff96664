"""Transplantation: waiting for an organ, living with one, or being looked at for one."""

from collections.abc import Callable, Iterable

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome, ScreeningRule, found, screening_rule
from casemanagement.domain.sources import program
from shared.kernel.rule_result import Input, MissingInput

NAMED = program("Transplantation – organ failure, donor matching, post-transplant follow-up.")


def _stage(id: str, message: str) -> Callable[..., ScreeningRule[Evidence]]:
    return screening_rule(
        id=id,
        program=ProgramCode.TRANSPLANT,
        outcome=ScreeningOutcome.ENROLL,
        message=message,
        citation=NAMED,
    )


@_stage("TX-01", "Enroll the member in transplant case management: follow-up after the transplant.")
def an_organ_was_transplanted(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("transplanted")


@_stage("TX-02", "Enroll the member in transplant case management: waiting for a donor.")
def a_transplant_is_awaited(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("awaiting_transplant")


@_stage("TX-03", "Enroll the member in transplant case management: a complication after the transplant.")
def a_transplant_has_a_complication(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("transplant_complication")


@_stage("TX-04", "Enroll the member in transplant case management: the organ fails and a transplant is looked into.")
def a_failing_organ_is_evaluated_for_a_transplant(evidence: Evidence) -> Iterable[Input]:
    evaluation = evidence.flagged(evidence.rule_set.transplant_evaluation_flags)
    failure = evidence.why_confirmed("kidney_failure")
    return (*failure, *evaluation) if failure and evaluation else ()


RULES = (
    an_organ_was_transplanted,
    a_transplant_is_awaited,
    a_transplant_has_a_complication,
    a_failing_organ_is_evaluated_for_a_transplant,
)


def find(evidence: Evidence) -> ProgramFound | None:
    return found(ProgramCode.TRANSPLANT, RULES, evidence)


def missing(evidence: Evidence) -> tuple[MissingInput, ...]:
    """Organ failure of which nobody says whether a transplant is looked into."""
    failure = evidence.confirmed("kidney_failure")
    if not failure or evidence.flagged(evidence.rule_set.transplant_evaluation_flags):
        return ()
    return (MissingInput("transplant_evaluation", "absent", str(failure[0].code), failure[0].on),)
