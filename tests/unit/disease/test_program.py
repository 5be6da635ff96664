"""The diseases and promises say what the source says: every quote is verbatim."""

from pathlib import Path

import pytest

from disease.domain.program import COVERED, DISEASES, PROMISES, DiseaseCode, PromiseCode
from shared.kernel.citation import Citation

SOURCES = Path(__file__).parents[3] / "docs" / "sources"
CITATIONS = [COVERED, *(disease.citation for disease in DISEASES), *(promise.citation for promise in PROMISES)]


def normal(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("citation", CITATIONS, ids=lambda citation: citation.quote[:40])
def test_a_quote_of_the_source_is_verbatim(citation: Citation) -> None:
    assert citation.source.file is not None
    source = normal((SOURCES / citation.source.file).read_text(encoding="utf-8"))
    assert citation.quote in source
    assert citation.section in source


def test_every_code_is_told_once() -> None:
    assert [disease.code for disease in DISEASES] == list(DiseaseCode)
    assert [promise.code for promise in PROMISES] == list(PromiseCode)
