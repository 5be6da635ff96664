"""Prenatal: every pregnant member is assessed; high risk goes to high-risk obstetrics, low risk gets information."""

from collections.abc import Callable, Iterable
from datetime import date

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.pregnancy import PregnancyPicture
from casemanagement.domain.screening.rule import (
    NextStep,
    ProgramFound,
    ScreeningOutcome,
    ScreeningRule,
    held,
    screening_rule,
)
from casemanagement.domain.sources import domain_page, program
from shared.kernel.citation import Citation
from shared.kernel.facts.known import age_on
from shared.kernel.rule_result import Input

LOW, HIGH = "low", "high"
ASSESSED = program("Pre Natal – All Members reached receive an initial assessment to determine the level of risk.")
LOWER_RISK = program(
    "Those found to be lower risk receive departmental contact information and are encouraged"
    " to outreach to the prenatal program as necessary."
)
INDUCTED = program(
    "High Risk Obstetrics Program – teen pregnancy, past history of low birth weight, history of pre-term birth, etc."
)


def _risk(id: str, citation: Citation = INDUCTED) -> Callable[..., ScreeningRule[PregnancyPicture]]:
    return screening_rule(
        id=id,
        program=ProgramCode.HIGH_RISK_OBSTETRICS,
        outcome=ScreeningOutcome.ENROLL,
        message="Enroll the member in high-risk obstetrics.",
        citation=citation,
    )


def _listed(paraphrase: str) -> Citation:
    return domain_page("4.4", paraphrase)


@screening_rule(
    id="OB-01",
    program=ProgramCode.PRENATAL,
    outcome=ScreeningOutcome.INFO_ONLY,
    message="Assess the risk of the pregnancy; at low risk send the contact information of the prenatal program.",
    citation=ASSESSED,
)
def the_member_is_pregnant(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return pregnancy.inputs


def _age_then(pregnancy: PregnancyPicture, name: str, day: date, of: str) -> tuple[int, Input]:
    age = age_on(pregnancy.evidence.person.birth_date, day)
    return age, Input(name, age, "estimated" if pregnancy.estimated else of, day)


@_risk("OB-02")
def a_teenager_is_pregnant(pregnancy: PregnancyPicture) -> Iterable[Input]:
    most = pregnancy.evidence.rule_set.prenatal.teen_age
    age, given = _age_then(pregnancy, "age_at_conception", pregnancy.conceived_on, "due date less 266 days")
    return (given, pregnancy.evidence.of_rule_set("teen_age_at_most", most)) if age <= most else ()


@_risk("OB-03", _listed("A mother of 35 years or more on the due date has a high risk."))
def a_mother_is_older(pregnancy: PregnancyPicture) -> Iterable[Input]:
    least = pregnancy.evidence.rule_set.prenatal.later_age
    age, given = _age_then(pregnancy, "age_on_due_date", pregnancy.due_on, "due date")
    return (given, pregnancy.evidence.of_rule_set("later_age_at_least", least)) if age >= least else ()


def _named(pregnancy: PregnancyPicture, risk: str) -> tuple[Input, ...]:
    return (Input(risk, True, "pregnancy"),) if risk in pregnancy.risks else ()


def _in_this_pregnancy(pregnancy: PregnancyPicture, list_id: str) -> tuple[Input, ...]:
    return pregnancy.evidence.why_mentioned(list_id, pregnancy.started_on)


@_risk("OB-04")
def a_child_was_born_too_light(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return _named(pregnancy, "prior_low_birth_weight")


@_risk("OB-05")
def a_child_was_born_too_early(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return (
        *_named(pregnancy, "prior_preterm_birth"),
        *pregnancy.evidence.why_mentioned("prior_preterm_birth_code"),
    )


@_risk("OB-06", _listed("A child that died before its first birthday means a high risk."))
def a_child_died(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return _named(pregnancy, "prior_infant_death")


@_risk("OB-07", _listed("More than one child means a high risk."))
def more_than_one_child_is_expected(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return (*_named(pregnancy, "multiples"), *_in_this_pregnancy(pregnancy, "multiples_code"))


@_risk("OB-08", _listed("A weight below 100 pounds before the pregnancy means a high risk."))
def the_mother_was_underweight(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return _named(pregnancy, "underweight")


@_risk("OB-09", _listed("Tobacco, alcohol or drugs, the partner's too, mean a high risk."))
def tobacco_alcohol_or_drugs_are_used(pregnancy: PregnancyPicture) -> Iterable[Input]:
    evidence = pregnancy.evidence
    recently = evidence.days_back(evidence.rule_set.prenatal.recent_use_days)
    return (
        *_named(pregnancy, "substance_use"),
        *_in_this_pregnancy(pregnancy, "substance_use_in_pregnancy"),
        *evidence.why_mentioned("substance_use_disorder", recently),
    )


@_risk("OB-10", _listed("A mother without a home has a high risk."))
def the_mother_has_no_home(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return (*_named(pregnancy, "homelessness"), *_in_this_pregnancy(pregnancy, "homelessness_code"))


@_risk("OB-11", _listed("Violence by the partner means a high risk."))
def the_partner_is_violent(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return _named(pregnancy, "partner_violence")


@_risk("OB-12", _listed("A mother who lives alone and unsupported has a high risk."))
def the_mother_lives_alone_unsupported(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return _named(pregnancy, "lives_alone_unsupported")


@_risk("OB-13", _listed("High blood pressure before or in the pregnancy means a high risk."))
def the_mother_has_high_blood_pressure(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return (
        *_in_this_pregnancy(pregnancy, "hypertension_in_pregnancy"),
        *pregnancy.evidence.why_confirmed("chronic_hypertension"),
    )


@_risk("OB-14", _listed("Diabetes before or in the pregnancy means a high risk."))
def the_mother_has_diabetes(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return (
        *_in_this_pregnancy(pregnancy, "diabetes_in_pregnancy"),
        *pregnancy.evidence.why_confirmed("diabetes"),
    )


@_risk("OB-15", _listed("A weak cervix means a high risk."))
def the_cervix_is_weak(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return _in_this_pregnancy(pregnancy, "cervical_insufficiency")


@_risk("OB-16", _listed("HIV in the mother means a high risk."))
def the_mother_has_hiv(pregnancy: PregnancyPicture) -> Iterable[Input]:
    return pregnancy.evidence.why_confirmed("hiv_diagnosis")


RISKS = (
    a_teenager_is_pregnant,
    a_mother_is_older,
    a_child_was_born_too_light,
    a_child_was_born_too_early,
    a_child_died,
    more_than_one_child_is_expected,
    the_mother_was_underweight,
    tobacco_alcohol_or_drugs_are_used,
    the_mother_has_no_home,
    the_partner_is_violent,
    the_mother_lives_alone_unsupported,
    the_mother_has_high_blood_pressure,
    the_mother_has_diabetes,
    the_cervix_is_weak,
    the_mother_has_hiv,
)
RULES = (the_member_is_pregnant, *RISKS)

CONTACT_INFORMATION = NextStep(
    code="contact_information", text="Send the letter with the contact information.", citation=LOWER_RISK
)


def find(pregnancy: PregnancyPicture) -> ProgramFound:
    """Clarification 22: one of the two programs, never both."""
    version, as_of = pregnancy.evidence.rule_set.id, pregnancy.evidence.as_of
    pregnant, low = held((the_member_is_pregnant,), pregnancy, version)
    risks, high = held(RISKS, pregnancy, version)
    if high is not None:
        return ProgramFound(
            program=ProgramCode.HIGH_RISK_OBSTETRICS,
            level=HIGH,
            outcome=high,
            rules=(*pregnant, *risks),
            eligible_on=as_of,
            fresh_on=pregnancy.started_on,
        )
    return ProgramFound(
        program=ProgramCode.PRENATAL,
        level=LOW,
        outcome=low or ScreeningOutcome.INFO_ONLY,
        rules=pregnant,
        eligible_on=as_of,
        fresh_on=pregnancy.started_on,
        next_steps=(CONTACT_INFORMATION,),
    )
