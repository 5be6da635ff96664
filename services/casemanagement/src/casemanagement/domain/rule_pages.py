"""The rule catalogue for people."""

from typing import Any


def rules_as_json() -> list[dict[str, Any]]:
    """Empty: this service judges nothing yet."""
    return []
