"""A rule as `GET /rules` shows it."""

from typing import Literal

from shared.schema.findings import CitationRead
from shared.schema.wire import Wire


class RuleRead(Wire):
    id: str
    severity: Literal["error", "warning", "hold", "info"]
    stages: list[str]
    title: str
    message: str
    citation: CitationRead
    policies: list[str]
