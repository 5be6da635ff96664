"""Special needs: autism, intellectual disability, developmental delay, failure to thrive, and the state's own flags."""

from collections.abc import Callable, Iterable

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome, ScreeningRule, found, screening_rule
from casemanagement.domain.sources import domain_page, program
from shared.kernel.citation import Citation
from shared.kernel.rule_result import Input

NAMED = program("Special Needs Population – developmentally delayed, autism, failure to thrive, etc.")


def _need(id: str, citation: Citation = NAMED) -> Callable[..., ScreeningRule[Evidence]]:
    return screening_rule(
        id=id,
        program=ProgramCode.SPECIAL_NEEDS,
        outcome=ScreeningOutcome.ENROLL,
        message="Enroll the member in special needs case management.",
        citation=citation,
    )


def _of_a_child(evidence: Evidence, list_id: str) -> tuple[Input, ...]:
    if evidence.age >= evidence.rule_set.child_age_below:
        return ()
    why = evidence.why_confirmed(list_id)
    return (*why, Input("age", evidence.age, "member", evidence.as_of)) if why else ()


@_need("SN-01")
def autism_is_known(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("autism")


@_need("SN-02", domain_page("4.2", "Intellectual disability is a special need."))
def an_intellectual_disability_is_known(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("intellectual_disability")


@_need("SN-03")
def a_developmental_disorder_is_known(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("developmental_disorder")


@_need("SN-04")
def the_development_of_a_child_is_delayed(evidence: Evidence) -> Iterable[Input]:
    return _of_a_child(evidence, "developmental_delay")


@_need("SN-05")
def a_child_fails_to_thrive(evidence: Evidence) -> Iterable[Input]:
    return _of_a_child(evidence, "failure_to_thrive")


@_need("SN-06", domain_page("4.2", "The state's flag of special health care needs identifies the member."))
def the_state_names_special_health_care_needs(evidence: Evidence) -> Iterable[Input]:
    return evidence.flagged(frozenset({evidence.rule_set.special_needs_flag}))


@_need("SN-07", domain_page("4.2", "An aid category of foster care identifies the member."))
def the_member_is_in_foster_care(evidence: Evidence) -> Iterable[Input]:
    return evidence.flagged(frozenset({evidence.rule_set.foster_care_flag}))


RULES = (
    autism_is_known,
    an_intellectual_disability_is_known,
    a_developmental_disorder_is_known,
    the_development_of_a_child_is_delayed,
    a_child_fails_to_thrive,
    the_state_names_special_health_care_needs,
    the_member_is_in_foster_care,
)


def find(evidence: Evidence) -> ProgramFound | None:
    return found(ProgramCode.SPECIAL_NEEDS, RULES, evidence)
