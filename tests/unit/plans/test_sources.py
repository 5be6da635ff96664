"""Quotes stand in the source, every commanding sentence is answered for."""

import re
import string
from pathlib import Path
from typing import Any

import pytest

from plans.domain.rule_pages import rules_as_json
from plans.domain.rules import CATALOGUE
from plans.domain.source_sentences import SENTENCES
from plans.domain.sources import PROVIDER_UPDATE
from plans.domain.stage import Stage
from shared.kernel.rule import Rule

DOCS = Path(__file__).parents[3] / "docs"
COMMANDS = re.compile(
    r"\b(should|must|never|needs?|do not|shall|please)\b|is not part of|will be|review and take action|not appropriate"
    r"|would require|is completed by|Excluding",
    re.IGNORECASE,
)
BY_ID = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)


def normal(text: str) -> str:
    return " ".join(text.replace("•", " ").split())


def source(file: str) -> str:
    return normal((DOCS / "sources" / file).read_text(encoding="utf-8"))


def sentences(file: str) -> list[str]:
    """Line by line, because headings carry no full stop; `i.e.` and the name of a job sheet end no sentence."""
    text = (DOCS / "sources" / file).read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        found.extend(re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])", normal(line)))
    return [sentence for sentence in found if sentence]


@BY_ID
def test_a_quote_of_a_held_source_is_verbatim(rule: Rule[Any]) -> None:
    file = rule.citation.source.file
    if file is not None:
        assert normal(rule.citation.quote) in source(file)
        assert rule.citation.section in source(file)


@BY_ID
def test_a_rule_can_be_cited_and_its_message_filled(rule: Rule[Any]) -> None:
    assert rule.citation.quote.strip()
    assert rule.citation.section.strip()
    assert set(rule.stages) <= {stage.value for stage in Stage}
    names = [name for _, name, _, _ in string.Formatter().parse(rule.message) if name is not None]
    assert all(name.isidentifier() for name in names)
    assert rule.message.endswith(".")


def test_every_commanding_sentence_is_in_the_table() -> None:
    assert PROVIDER_UPDATE.file is not None
    answered = [normal(sentence.quote) for sentence in SENTENCES]

    forgotten = [
        sentence
        for sentence in sentences(PROVIDER_UPDATE.file)
        if COMMANDS.search(sentence) and not any(sentence in quote or quote in sentence for quote in answered)
    ]

    assert forgotten == []
    assert sum(bool(COMMANDS.search(sentence)) for sentence in sentences(PROVIDER_UPDATE.file)) >= 18


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.quote[:40])
def test_a_sentence_of_the_table_is_verbatim_and_answered(sentence: Any) -> None:
    assert PROVIDER_UPDATE.file is not None
    assert normal(sentence.quote) in source(PROVIDER_UPDATE.file)
    assert set(sentence.rules) <= {rule.id for rule in CATALOGUE}
    assert sentence.rules or sentence.note


def test_every_rule_that_quotes_the_source_is_in_the_table() -> None:
    quoting = {rule.id for rule in CATALOGUE if rule.citation.source is PROVIDER_UPDATE}

    assert quoting - {rule_id for sentence in SENTENCES for rule_id in sentence.rules} == set()


def test_rules_as_json_hold_what_the_contract_names() -> None:
    members = {"id", "severity", "stages", "title", "message", "citation", "policies"}

    assert all(rule.keys() == members for rule in rules_as_json())
    assert all(rule["policies"] in (["2018-10", "2019-04"], ["2019-04"]) for rule in rules_as_json())
    assert [rule["id"] for rule in rules_as_json() if rule["policies"] == ["2019-04"]] == ["CS-11", "BD-03"]
