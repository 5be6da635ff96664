"""Long term care: old and frail, by diagnosis, by the services that are given, or by living in an institution."""

from collections.abc import Callable, Iterable

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome, ScreeningRule, found, screening_rule
from casemanagement.domain.sources import program
from shared.kernel.rule_result import Input


def _frail(id: str) -> Callable[..., ScreeningRule[Evidence]]:
    return screening_rule(
        id=id,
        program=ProgramCode.LONG_TERM_CARE,
        outcome=ScreeningOutcome.ENROLL,
        message="Enroll the member in long term care case management.",
        citation=program("Long Term Care – medically frail elderly."),
    )


def _when_old(evidence: Evidence, frailty: tuple[Input, ...]) -> tuple[Input, ...]:
    least = evidence.rule_set.frail_age
    if not frailty or evidence.age < least:
        return ()
    return (
        Input("age", evidence.age, "member", evidence.as_of),
        evidence.of_rule_set("age_at_least", least),
        *frailty,
    )


@_frail("LTC-01")
def an_old_member_is_frail(evidence: Evidence) -> Iterable[Input]:
    return _when_old(evidence, evidence.why_confirmed("frailty"))


@_frail("LTC-02")
def an_old_member_has_long_term_services(evidence: Evidence) -> Iterable[Input]:
    return _when_old(evidence, evidence.flagged(evidence.rule_set.frailty_flags))


@_frail("LTC-03")
def an_old_member_lives_in_an_institution(evidence: Evidence) -> Iterable[Input]:
    return _when_old(evidence, evidence.flagged(evidence.rule_set.institution_flags))


RULES = (an_old_member_is_frail, an_old_member_has_long_term_services, an_old_member_lives_in_an_institution)


def find(evidence: Evidence) -> ProgramFound | None:
    return found(ProgramCode.LONG_TERM_CARE, RULES, evidence)
