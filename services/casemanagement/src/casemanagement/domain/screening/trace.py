"""A finding as JSON values: for the answer, and to be kept with the case and the result that it led to."""

from dataclasses import replace
from typing import Any

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.code_list import CodeList
from casemanagement.domain.screening.rule import ProgramFound
from casemanagement.domain.screening.screening import Screening
from shared.kernel.facts.member_facts import Code, CodeSystem
from shared.kernel.rule_pages import citation_as_json, plain
from shared.kernel.rule_result import Input, MissingInput, RuleResult

VEILED = "confidential_condition"


def discreet(found: ProgramFound, hiv: CodeList) -> ProgramFound:
    """As it may be kept with a case that everybody sees: HIV is named by its own program only (R20).

    A rule that stands on HIV alone is left out where others hold; else the day of the diagnosis is all that is told.
    """
    if found.program is ProgramCode.COMPLEX_HIV:
        return found
    rules = [replace(result, inputs=tuple(_veiled(given, hiv) for given in result.inputs)) for result in found.rules]
    open_rules = [result for result in rules if any(given.name != VEILED for given in result.inputs)]
    return replace(found, rules=tuple(open_rules or rules))


def _veiled(given: Input, hiv: CodeList) -> Input:
    if not isinstance(given.value, str):
        return given
    telling = any(hiv.names(Code(system, given.value)) for system in (CodeSystem.ICD10CM, CodeSystem.SNOMED))
    return Input(VEILED, None, None, given.date) if telling else given


def reasons_of(found: ProgramFound) -> dict[str, Any]:
    """The rules with their inputs, and what comes next."""
    return {
        "rules": [_rule(result) for result in found.rules],
        "next_steps": [
            {
                "code": step.code,
                "text": step.text,
                "not_before": plain(step.not_before),
                "due_on": plain(step.due_on),
                "citation": citation_as_json(step.citation),
            }
            for step in found.next_steps
        ],
    }


def detail_of(found: ProgramFound, screening: Screening) -> dict[str, Any]:
    """The same with what was missing."""
    return {**reasons_of(found), "missing": [missing_as_json(missing) for missing in screening.missing]}


def trace_of(found: ProgramFound, screening: Screening) -> dict[str, Any]:
    """What an episode keeps of the screening that opened it or set its level."""
    return {"as_of": screening.as_of.isoformat(), **detail_of(found, screening)}


def missing_as_json(missing: MissingInput) -> dict[str, Any]:
    value: dict[str, Any] = plain(missing)
    return value


def _rule(result: RuleResult) -> dict[str, Any]:
    return {
        "rule_id": result.rule_id,
        "version": result.version,
        "result": True,
        "inputs": [plain(given) for given in result.inputs],
        "citation": citation_as_json(result.citation),
    }
