"""The rule catalogue for people: as JSON for `GET /rules`, as Markdown for `docs/rules.md`."""

from collections.abc import Iterable
from typing import Any

from plans.domain.policies import POLICIES
from plans.domain.rules import CATALOGUE
from shared.kernel.rule import Rule

INTRODUCTION = """# The plan rules

Printed from the rule catalogue (`plans.domain.rule_pages`). A dry run or a step of a plan judges the rules of its own
stage and of the stages before it: edit, submit, forward, decide. An error blocks, a hold waits, a warning asks, an info
tells. Sentences of the provider update stand word for word in `docs/sources`; those of the domain reference are our own
words.
"""


def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, severity, stages, title, message, citation, policies`."""
    return [rule_as_json(rule) for rule in CATALOGUE]


def rule_as_json(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "stages": list(rule.stages),
        "title": rule.title,
        "message": rule.message,
        "citation": {
            "source": rule.citation.source.title,
            "section": rule.citation.section,
            "quote": rule.citation.quote,
        },
        "policies": [policy.id for policy in POLICIES if rule.id in policy.rule_ids],
    }


def rules_as_markdown() -> str:
    pages = [INTRODUCTION, _contents(rules_as_json())]
    pages.extend(_page(rule) for rule in rules_as_json())
    return "\n".join(pages)


def _contents(rules: Iterable[dict[str, Any]]) -> str:
    lines = ["| Rule | Severity | Stages | What must hold |", "|---|---|---|---|"]
    lines.extend(
        f"| [{rule['id']}](#{rule['id'].lower()}) | {rule['severity']} | {_listed(rule['stages'])} | {rule['title']} |"
        for rule in rules
    )
    return "\n".join([*lines, ""])


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _page(rule: dict[str, Any]) -> str:
    citation = rule["citation"]
    return "\n".join(
        [
            f"## {rule['id']}",
            "",
            f"{rule['title'].capitalize()}.",
            "",
            f"- Severity: {rule['severity']}; stages: {_listed(rule['stages'])}; policies: {_listed(rule['policies'])}",
            f"- Message: {rule['message']}",
            f"- Source: {citation['source']}, {citation['section']}",
            "",
            f"> {citation['quote']}",
            "",
        ]
    )
