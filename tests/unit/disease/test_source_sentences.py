"""Every sentence of the disease management half of the source is answered for, by what exists."""

import re
from pathlib import Path
from typing import Any

import pytest

from disease.app import create_app
from disease.domain.rules import CATALOGUE
from disease.domain.source_sentences import SENTENCES, Sentence
from disease.domain.sources import CASE_AND_DISEASE, PROGRAMS
from tests.api.disease.conftest import settings_for

SOURCES = Path(__file__).parents[3] / "docs" / "sources"


def normal(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s.,:;'()/&-]", " ", text).split())


def half() -> str:
    assert CASE_AND_DISEASE.file is not None
    text = normal((SOURCES / CASE_AND_DISEASE.file).read_text(encoding="utf-8"))
    return text[text.index(f"{PROGRAMS} The Disease Management Program") :]


def sentences() -> list[str]:
    """Without headings."""
    text = half().replace(PROGRAMS, "", 1).replace("In the Disease Management Programs:", "")
    parts = re.split(r"(?<=[a-z]\.)\s+(?=[A-Z])|(?<=Asthma Diabetes)\s+", text)
    return [normal(part) for part in parts if part.strip()]


@pytest.fixture(scope="module")
def operations() -> set[str]:
    document: dict[str, Any] = create_app(settings_for("postgresql://nowhere")).openapi()
    return {operation["operationId"] for path in document["paths"].values() for operation in path.values()}


def test_every_sentence_is_answered_for_in_its_order() -> None:
    assert [normal(sentence.quote) for sentence in SENTENCES] == sentences()


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.quote[:40])
def test_a_sentence_is_carried_by_what_exists_or_says_why_not(sentence: Sentence, operations: set[str]) -> None:
    assert set(sentence.rules) <= {rule.id for rule in CATALOGUE}
    assert set(sentence.operations) <= operations
    assert sentence.rules or sentence.operations or sentence.note
