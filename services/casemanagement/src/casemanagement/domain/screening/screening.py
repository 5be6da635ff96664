"""The screening of one member on one day: every program that the facts call for, each with its reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casemanagement.domain.screening import (
    catastrophic,
    complex_needs,
    lead,
    long_term_care,
    prenatal,
    special_needs,
    transplant,
)
from casemanagement.domain.screening.blood_lead import LeadPicture
from casemanagement.domain.screening.endings import EndFacts, Ending, endings
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.pregnancy import pregnancy_of
from casemanagement.domain.screening.rule import ProgramFound, ScreeningRule
from casemanagement.domain.screening.rule_set import RuleSet
from shared.kernel.facts.member_facts import MemberFacts
from shared.kernel.rule_result import MissingInput

RULES: tuple[ScreeningRule[Any], ...] = (
    *catastrophic.RULES,
    *complex_needs.COMPLEX_RULES,
    *complex_needs.HIV_RULES,
    *lead.RULES,
    *prenatal.RULES,
    *transplant.RULES,
    *special_needs.RULES,
    *long_term_care.RULES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """`programs` is empty for a member who is excluded; then `identified` says what the rules found all the same.

    `endings` are the programs whose condition is over (R18), whether or not a case is open.
    """

    as_of: date
    rule_set: str
    excluded: str | None
    programs: tuple[ProgramFound, ...]
    identified: tuple[ProgramFound, ...]
    missing: tuple[MissingInput, ...]
    endings: tuple[Ending, ...] = ()


def screen(facts: MemberFacts, as_of: date, rule_set: RuleSet) -> Screening:
    """Deterministic in its three arguments; the order of the facts does not matter."""
    evidence = Evidence(facts, as_of, rule_set)
    blood_lead = LeadPicture(evidence)
    pregnancy, missing_of_pregnancy = pregnancy_of(evidence)
    found = tuple(
        program
        for program in (
            catastrophic.find(evidence),
            complex_needs.find_complex(evidence),
            complex_needs.find_hiv(evidence),
            lead.find(blood_lead),
            prenatal.find(pregnancy) if pregnancy else None,
            transplant.find(evidence),
            special_needs.find(evidence),
            long_term_care.find(evidence),
        )
        if program is not None
    )
    missing = (*evidence.missing, *blood_lead.missing, *missing_of_pregnancy, *transplant.missing(evidence))
    return Screening(
        as_of=as_of,
        rule_set=rule_set.id,
        excluded=evidence.excluded,
        programs=() if evidence.excluded else found,
        identified=found if evidence.excluded else (),
        missing=tuple(sorted(set(missing), key=_in_order)),
        endings=() if evidence.excluded else endings(EndFacts(evidence, pregnancy, blood_lead)),
    )


def _in_order(missing: MissingInput) -> tuple[str, str, str, date]:
    return (missing.name, missing.reason, missing.source or "", missing.date or date.min)
