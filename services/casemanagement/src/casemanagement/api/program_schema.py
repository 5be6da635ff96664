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


class ProgramRead(Wire):
    """`examples` are words of the source; it names them as examples, not as limits."""

    program: ProgramCode
    name: str
    examples: list[str]
    thresholds: list[ThresholdRead]
    services: list[ProgramServiceRead]
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
    """The seven categories; `next` is always null."""

    citation: CitationRead
    opt_out: OptOutRead
    discharge: DischargeRead


def programs_read() -> ProgramsRead:
    return ProgramsRead(
        items=[_category(category) for category in CATEGORIES],
        citation=_citation(SEVEN_CATEGORIES),
        opt_out=OptOutRead(citation=_citation(OPT_OUT)),
        discharge=DischargeRead(
            reasons=[_discharge_reason(reason) for reason in DISCHARGE_REASONS], citation=_citation(DISCHARGE)
        ),
    )


def _category(category: Category) -> CategoryRead:
    programs = [_program(program) for program in category.programs]
    return CategoryRead(category=category.code, name=category.name, programs=programs, reading=category.reading)


def _program(program: Program) -> ProgramRead:
    return ProgramRead(
        program=program.code,
        name=program.name,
        examples=list(program.examples),
        thresholds=[_threshold(threshold) for threshold in program.thresholds],
        services=[_service(service) for service in program.services],
        citation=_citation(program.citation),
    )


def _threshold(threshold: Threshold) -> ThresholdRead:
    return ThresholdRead(
        code=threshold.code,
        value=str(threshold.value),
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
