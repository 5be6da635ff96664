"""The programs on the wire."""

from casemanagement.domain.program import (
    Category,
    CategoryCode,
    DischargeReason,
    DischargeReasonCode,
    Program,
    ProgramCode,
    ProgramService,
    Threshold,
    ThresholdBasis,
)
from casemanagement.domain.programs import CATEGORIES, DISCHARGE, DISCHARGE_REASONS, OPT_OUT, SEVEN_CATEGORIES
from casemanagement.domain.screening.rule_set import RuleSet
from casemanagement.domain.screening.screening import RULES
from shared.kernel.citation import Citation
from shared.schema.findings import CitationRead
from shared.schema.pages import Page
from shared.schema.wire import Wire


class ThresholdRead(Wire):
    """Reached by a result equal to `value` or greater; `value` is a decimal string."""

    code: str
    value: str
    unit: str
    effect: str
    basis: ThresholdBasis
    citation: CitationRead


class ProgramServiceRead(Wire):
    code: str
    name: str
    citation: CitationRead


class IdentifyingRuleRead(Wire):
    rule_id: str
    title: str


class ProgramRead(Wire):
    """`examples` are words of the source; it names them as examples, not as limits."""

    program: ProgramCode
    name: str
    examples: list[str]
    thresholds: list[ThresholdRead]
    services: list[ProgramServiceRead]
    identified_by: list[IdentifyingRuleRead]
    citation: CitationRead


class CategoryRead(Wire):
    """`reading` says how we read the source where its print leaves room."""

    category: CategoryCode
    name: str
    programs: list[ProgramRead]
    reading: str | None = None


class OptOutRead(Wire):
    """A member who is eligible is enrolled and leaves by saying so."""

    citation: CitationRead


class DischargeReasonRead(Wire):
    reason: DischargeReasonCode
    citation: CitationRead


class DischargeRead(Wire):
    """One or more of the reasons."""

    reasons: list[DischargeReasonRead]
    citation: CitationRead


class ProgramsRead(Page[CategoryRead]):
    """The seven categories, as the rule set in force today has them; `next` is always null."""

    rule_set: str
    citation: CitationRead
    opt_out: OptOutRead
    discharge: DischargeRead


def programs_read(rule_set: RuleSet) -> ProgramsRead:
    return ProgramsRead(
        rule_set=rule_set.id,
        items=[_category(category, rule_set) for category in CATEGORIES],
        citation=_citation(SEVEN_CATEGORIES),
        opt_out=OptOutRead(citation=_citation(OPT_OUT)),
        discharge=DischargeRead(
            reasons=[_discharge_reason(reason) for reason in DISCHARGE_REASONS], citation=_citation(DISCHARGE)
        ),
    )


def _category(category: Category, rule_set: RuleSet) -> CategoryRead:
    programs = [_program(program, rule_set) for program in category.programs]
    return CategoryRead(category=category.code, name=category.name, programs=programs, reading=category.reading)


def _program(program: Program, rule_set: RuleSet) -> ProgramRead:
    return ProgramRead(
        program=program.code,
        name=program.name,
        examples=list(program.examples),
        thresholds=[_threshold(threshold, rule_set) for threshold in program.thresholds],
        services=[_service(service) for service in program.services],
        identified_by=[
            IdentifyingRuleRead(rule_id=rule.id, title=rule.title) for rule in RULES if rule.program is program.code
        ],
        citation=_citation(program.citation),
    )


def _threshold(threshold: Threshold, rule_set: RuleSet) -> ThresholdRead:
    return ThresholdRead(
        code=threshold.code,
        value=f"{rule_set.lead.thresholds[threshold.code]:f}",
        unit=threshold.unit,
        effect=threshold.effect,
        basis=threshold.basis,
        citation=_citation(threshold.citation),
    )


def _service(service: ProgramService) -> ProgramServiceRead:
    return ProgramServiceRead(code=service.code, name=service.name, citation=_citation(service.citation))


def _discharge_reason(reason: DischargeReason) -> DischargeReasonRead:
    return DischargeReasonRead(reason=reason.code, citation=_citation(reason.citation))


def _citation(citation: Citation) -> CitationRead:
    return CitationRead(source=citation.source.title, section=citation.section, quote=citation.quote)
