"""Why a member is in a program or a tier, as every stratification answers it."""

import datetime
from typing import Any, Literal

from shared.kernel.rule_pages import citation_as_json
from shared.kernel.rule_result import MissingInput, RuleResult
from shared.schema.findings import CitationRead
from shared.schema.wire import Day, Wire


class InputRead(Wire):
    """`value` is as it was reported: laboratory values are decimal strings."""

    name: str
    value: str | int | bool | None
    source: str | None = None
    date: Day | None = None


class RuleResultRead(Wire):
    rule_id: str
    version: str
    result: Literal[True] = True
    inputs: list[InputRead]
    citation: CitationRead


class MissingRead(Wire):
    """What was not there or could not be used, and why."""

    name: str
    reason: Literal["absent", "stale", "after_as_of", "rejected", "censored", "assumed"]
    source: str | None = None
    date: Day | None = None


def rule_result_as_json(result: RuleResult) -> dict[str, Any]:
    return {
        "rule_id": result.rule_id,
        "version": result.version,
        "result": True,
        "inputs": [
            {"name": given.name, "value": given.value, "source": given.source, "date": _day(given.date)}
            for given in result.inputs
        ],
        "citation": citation_as_json(result.citation),
    }


def missing_as_json(missing: MissingInput) -> dict[str, Any]:
    return {
        "name": missing.name,
        "reason": missing.reason,
        "source": missing.source,
        "date": _day(missing.date),
    }


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
