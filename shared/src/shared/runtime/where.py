"""Conditions of a search: only those that were asked for, so that one plan per combination fits all arguments."""

from collections.abc import Sequence
from typing import Any


class Where:
    """Numbers the arguments of a statement as conditions are added."""

    def __init__(self, *arguments: Any) -> None:
        self.arguments = list(arguments)
        self._conditions: list[str] = []

    def argument(self, value: Any) -> str:
        """The placeholder of a further argument."""
        self.arguments.append(value)
        return f"${len(self.arguments)}"

    def add(self, condition: str, *values: Any) -> None:
        """`condition` has one `{}` per value; it is left out when a value is None."""
        if all(value is not None for value in values):
            self._conditions.append(condition.format(*(self.argument(value) for value in values)))

    def __str__(self) -> str:
        return " and ".join(f"({condition})" for condition in self._conditions) or "true"


def newest_first(select: str, scopes: Sequence[str], where: Where, limit: int) -> str:
    """The newest `limit + 1` rows of all scopes together; each scope walks its own index and stops early.

    `select` ends in its conditions and names its table `p`; ids are ordered by time.
    """
    most = where.argument(limit + 1)
    parts = [f"({select} and {scope} order by p.id desc limit {most})" for scope in scopes]
    if len(parts) == 1:
        return parts[0]
    return f"select * from ({' union all '.join(parts)}) p order by p.id desc limit {most}"
