"""The programs say what the source says: every quote is verbatim, seven categories exactly."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from casemanagement.domain.program import CategoryCode, Program, ProgramCode
from casemanagement.domain.programs import (
    CATEGORIES,
    DISCHARGE,
    DISCHARGE_REASONS,
    LEAD_SERVICES,
    LEAD_THRESHOLDS,
    OPT_OUT,
    SEVEN_CATEGORIES,
)
from casemanagement.domain.rule_pages import rules_as_json
from casemanagement.domain.screening.screening import RULES
from casemanagement.domain.sources import CASE_AND_DISEASE, CDC_LEAD, CHARLSON, CLARIFICATIONS, DOMAIN_PAGE, LACE
from shared.kernel.citation import Citation

PARAPHRASED = (CDC_LEAD, CHARLSON, CLARIFICATIONS, DOMAIN_PAGE, LACE)
SOURCES = Path(__file__).parents[3] / "docs" / "sources"
PROGRAMS = [program for category in CATEGORIES for program in category.programs]


def normal(text: str) -> str:
    return " ".join(text.split())


def citations() -> Iterator[Citation]:
    yield from (SEVEN_CATEGORIES, OPT_OUT, DISCHARGE)
    yield from (reason.citation for reason in DISCHARGE_REASONS)
    yield from (rule.citation for rule in RULES)
    for program in PROGRAMS:
        yield program.citation
        yield from (threshold.citation for threshold in program.thresholds)
        yield from (service.citation for service in program.services)


@pytest.mark.parametrize("citation", list(citations()), ids=lambda citation: citation.quote[:40])
def test_a_quote_of_the_source_is_verbatim(citation: Citation) -> None:
    if citation.source in PARAPHRASED:
        assert citation.source.file is None
        return
    assert citation.source is CASE_AND_DISEASE
    assert citation.source.file is not None
    source = normal((SOURCES / citation.source.file).read_text(encoding="utf-8"))
    assert citation.quote in source
    assert citation.section in source


def test_there_are_seven_categories_and_every_program_stands_in_one() -> None:
    assert [category.code for category in CATEGORIES] == list(CategoryCode)
    assert len(CategoryCode) == 7
    assert [program.code for program in PROGRAMS] == list(ProgramCode)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.code)
def test_the_examples_are_words_of_the_source(program: Program) -> None:
    assert [example for example in program.examples if example not in program.citation.quote] == []


def test_the_lead_threshold_is_that_of_the_contract() -> None:
    case, watch = LEAD_THRESHOLDS

    assert (case.value, case.basis) == (Decimal(10), "contract")
    assert (watch.value, watch.basis) == (Decimal("3.5"), "cdc")
    assert len(LEAD_SERVICES) == 5


def test_every_rule_has_one_page_and_a_screening_rule_names_its_program() -> None:
    pages = rules_as_json()
    ids = [page["id"] for page in pages]

    assert ids[: len(RULES)] == [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids) > len(RULES)
    assert {page["program"] for page in pages if "program" in page} == set(ProgramCode)
    assert [page["id"] for page in pages if not page["message"].endswith(".") or not page["citation"]["quote"]] == []
