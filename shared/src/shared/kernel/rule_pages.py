"""Rules for people: as JSON for `GET /rules`, as Markdown for `docs/rules.md`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from shared.kernel.citation import Citation
from shared.kernel.rule import Rule


def rule_as_json(rule: Rule[Any], policies: Sequence[str]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "stages": list(rule.stages),
        "title": rule.title,
        "message": rule.message,
        "citation": citation_as_json(rule.citation),
        "policies": list(policies),
    }


def citation_as_json(citation: Citation) -> dict[str, str]:
    return {"source": citation.source.title, "section": citation.section, "quote": citation.quote}


def rules_as_markdown(heading: str, rules: Sequence[dict[str, Any]]) -> str:
    """A table of contents, then each rule with its message and the sentence behind it."""
    lines = [f"# {heading}", "", "| Rule | Severity | Stages | What must hold |", "|---|---|---|---|"]
    lines.extend(
        f"| {rule['id']} | {rule['severity']} | {_listed(rule['stages'])} | {rule['title']} |" for rule in rules
    )
    return "\n".join([*lines, "", *(_page(rule) for rule in rules)])


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


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def plain(value: Any) -> Any:
    """A value of a policy as JSON; a set in order, so that two packs compare."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(entry) for key, entry in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(entry) for entry in value)
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return value
