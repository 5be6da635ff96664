"""Complex: several chronic conditions, a high score, or many emergency visits and stays; and HIV, on its own."""

from collections.abc import Callable, Iterable
from functools import cached_property

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.charlson import CharlsonScore, charlson_of
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.lace import LaceScore, lace_of
from casemanagement.domain.screening.rule import (
    ProgramFound,
    ScreeningOutcome,
    ScreeningRule,
    found,
    held,
    newest_fact,
    screening_rule,
)
from casemanagement.domain.sources import CHARLSON, LACE, domain_page, program
from shared.kernel.citation import Citation
from shared.kernel.facts.known import Event
from shared.kernel.facts.member_facts import EncounterClass
from shared.kernel.rule_result import Input

OFFER = "Enroll the member in complex case management."


class Burden:
    """The evidence with the two scores, each worked out once."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.policy = evidence.rule_set.complex

    @cached_property
    def charlson(self) -> CharlsonScore:
        return charlson_of(self.evidence)

    @cached_property
    def lace(self) -> LaceScore | None:
        return lace_of(self.evidence, self.charlson)

    def acute(self, kind: EncounterClass) -> tuple[Event, ...]:
        return self.evidence.events_since(kind, self.evidence.months_back(self.policy.acute_months))


def _burden(id: str, citation: Citation) -> Callable[..., ScreeningRule[Burden]]:
    return screening_rule(
        id=id, program=ProgramCode.COMPLEX, outcome=ScreeningOutcome.ENROLL, message=OFFER, citation=citation
    )


@_burden(
    "CX-01",
    program("Complex – multiple co-morbidities or multiple intricate barriers to quality health care i.e. HIV/AIDS."),
)
def several_chronic_conditions(burden: Burden) -> Iterable[Input]:
    evidence = burden.evidence
    present = [diagnoses for codes in evidence.rule_set.chronic if (diagnoses := evidence.why_confirmed(codes.id))]
    if len(present) < burden.policy.chronic_least:
        return ()
    return (
        *(given for diagnoses in present for given in diagnoses),
        evidence.of_rule_set("chronic_conditions_at_least", burden.policy.chronic_least),
    )


@_burden(
    "CX-02", Citation(CHARLSON, "Weights of 1987", "Each group of comorbidity has a weight; four or more is high.")
)
def a_high_charlson_score(burden: Burden) -> Iterable[Input]:
    if burden.charlson.for_complex < burden.policy.charlson_least:
        return ()
    return (
        Input("charlson", burden.charlson.for_complex, "Charlson", burden.evidence.as_of),
        *burden.charlson.inputs,
        burden.evidence.of_rule_set("charlson_at_least", burden.policy.charlson_least),
    )


@_burden("CX-03", Citation(LACE, "Score", "Ten points or more after a discharge mean a high risk of coming back."))
def a_high_lace_score_after_a_discharge(burden: Burden) -> Iterable[Input]:
    if burden.lace is None or burden.lace.score < burden.policy.lace_least:
        return ()
    return (*burden.lace.inputs, burden.evidence.of_rule_set("lace_at_least", burden.policy.lace_least))


@_burden("CX-04", domain_page("4.2", "Three or more emergency visits in six months call for complex case management."))
def many_emergency_visits(burden: Burden) -> Iterable[Input]:
    return _many(burden, EncounterClass.ED, burden.policy.ed_least)


@_burden("CX-05", domain_page("4.2", "Two or more hospital stays in six months call for complex case management."))
def several_hospital_stays(burden: Burden) -> Iterable[Input]:
    return _many(burden, EncounterClass.INPATIENT, burden.policy.stays_least)


def _many(burden: Burden, kind: EncounterClass, least: int) -> tuple[Input, ...]:
    events = burden.acute(kind)
    if len(events) < least:
        return ()
    name, source = f"{kind.value}_event", f"encounter {kind.value}"
    return (
        *(
            Input(name, event.principals[0].code if event.principals else None, source, event.counted_on)
            for event in events
        ),
        burden.evidence.of_rule_set(f"{name}s_at_least", least),
        burden.evidence.of_rule_set("within_months", burden.policy.acute_months),
    )


@screening_rule(
    id="HIV-01",
    program=ProgramCode.COMPLEX_HIV,
    outcome=ScreeningOutcome.ENROLL,
    message="Enroll the member in HIV case management; the program is confidential.",
    citation=program("In addition, Harmony’s Case Management services also provide HIV/AIDS and Lead Case Management."),
)
def an_hiv_infection_is_known(evidence: Evidence) -> Iterable[Input]:
    return evidence.why_confirmed("hiv_diagnosis")


@screening_rule(
    id="HIV-02",
    program=ProgramCode.COMPLEX_HIV,
    outcome=ScreeningOutcome.ENROLL,
    message="Enroll the member in HIV case management; the program is confidential.",
    citation=domain_page("4.2", "A measured viral load identifies a member for the HIV track."),
)
def a_viral_load_was_measured(evidence: Evidence) -> Iterable[Input]:
    measured = [o for o in evidence.facts.observations if evidence.rule_set.lists["hiv_viral_load"].names(o.code)]
    if not measured:
        return ()
    newest = max(measured, key=lambda o: (o.observed_on, str(o.code), str(o.value)))
    value = None if newest.value is None else f"{newest.comparator or ''}{newest.value:f}"
    return (Input("hiv_viral_load", value, str(newest.code), newest.observed_on),)


COMPLEX_RULES = (
    several_chronic_conditions,
    a_high_charlson_score,
    a_high_lace_score_after_a_discharge,
    many_emergency_visits,
    several_hospital_stays,
)
HIV_RULES = (an_hiv_infection_is_known, a_viral_load_was_measured)


def find_complex(evidence: Evidence) -> ProgramFound | None:
    results, outcome = held(COMPLEX_RULES, Burden(evidence), evidence.rule_set.id)
    if outcome is None:
        return None
    return ProgramFound(
        program=ProgramCode.COMPLEX,
        level=None,
        outcome=outcome,
        rules=results,
        eligible_on=evidence.as_of,
        fresh_on=newest_fact(results),
    )


def find_hiv(evidence: Evidence) -> ProgramFound | None:
    return found(ProgramCode.COMPLEX_HIV, HIV_RULES, evidence)
