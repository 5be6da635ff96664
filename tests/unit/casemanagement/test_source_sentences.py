"""Nothing of the case management half of the source is forgotten: every sentence is carried, or says why not."""

import re
from pathlib import Path
from typing import Any

import pytest

from casemanagement.domain.letters.wording import LetterKind
from casemanagement.domain.lifecycle import OUTCOMES, TRANSITIONS
from casemanagement.domain.programs import LEAD_SERVICES
from casemanagement.domain.rule_pages import rules_as_json
from casemanagement.domain.screening.consequences import OPENING
from casemanagement.domain.source_sentences import SENTENCES
from casemanagement.domain.sources import CASE_AND_DISEASE

DOCS = Path(__file__).parents[3] / "docs"
OTHER_HALF = "Disease Management Programs"
HEADINGS = ("Overview", "Case Management Process", "Case Management Program")
GLYPHS = re.compile(r"[\ue000-\uf8ff•]|(?<=\s)o(?=\s)")
RECEIPT = "T1"
PARTS = ("assessment", "care plan", "goal", "intervention")


def normal(text: str) -> str:
    return " ".join(GLYPHS.sub(" ", text).split())


def our_half() -> str:
    text = (DOCS / "sources" / str(CASE_AND_DISEASE.file)).read_text(encoding="utf-8")
    return normal(text).split(OTHER_HALF)[0]


def test_every_sentence_is_in_the_table_and_nothing_is_left_over() -> None:
    rest = our_half()
    for sentence in sorted(SENTENCES, key=lambda sentence: -len(sentence.quote)):
        assert normal(sentence.quote) in rest, sentence.quote
        rest = rest.replace(normal(sentence.quote), " ", 1)
    for heading in sorted(HEADINGS, key=len, reverse=True):
        rest = rest.replace(heading, " ")

    assert rest.split() == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.quote[:40])
def test_a_sentence_is_carried_by_what_exists_or_says_why_not(sentence: Any) -> None:
    rules = {page["id"] for page in rules_as_json()}
    closings = {number for outcomes in OUTCOMES.values() for number in outcomes.values()}
    transitions = {transition.number for transition in TRANSITIONS} | closings | {RECEIPT, OPENING}
    letters = {f"{kind} letter" for kind in LetterKind}
    templates = {service.code for service in LEAD_SERVICES} | letters | set(PARTS)

    assert set(sentence.rules) <= rules
    assert set(sentence.transitions) <= transitions
    assert set(sentence.templates) <= templates
    assert sentence.rules or sentence.transitions or sentence.templates or sentence.note


def test_every_rule_that_quotes_the_source_is_in_the_table() -> None:
    quoting = {page["id"] for page in rules_as_json() if page["citation"]["source"] == CASE_AND_DISEASE.title}

    assert quoting - {rule_id for sentence in SENTENCES for rule_id in sentence.rules} == set()
