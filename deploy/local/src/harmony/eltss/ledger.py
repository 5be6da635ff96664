"""What became of every value of the file: nothing is dropped in silence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from harmony.eltss.element import Element, Resource, leaves


class Outcome(StrEnum):
    TAKEN = "taken"  # stands in Harmony as it was
    CONVERTED = "converted"  # stands in Harmony in other words, units or keys
    USED = "used"  # steered the import and is not stored
    NOT_TAKEN = "not_taken"  # has a place in Harmony but could not go there; the reason is given
    NOT_HELD = "not_held"  # Harmony has no place for it


STRENGTH = {outcome: place for place, outcome in enumerate(reversed(Outcome))}
STORED = frozenset({Outcome.TAKEN, Outcome.CONVERTED})
NO_PLACE = "Harmony does not hold it"


@dataclass(frozen=True, slots=True)
class Account:
    """`where` are JSON Pointers into what is sent (lines by their ref), or the reason."""

    resource: str
    pointer: str
    outcome: Outcome
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that the file does not say, or says otherwise, and how it was read."""

    resource: str
    pointer: str
    text: str


class Ledger:
    """`assumed` and the marks grow while the file is mapped; a value without a mark is not held."""

    def __init__(self) -> None:
        self._marks: dict[str, dict[str, list[tuple[Outcome, str]]]] = {}
        self.assumed: list[Assumption] = []

    def mark(self, element: Element, outcome: Outcome, where: str) -> None:
        """For the element and all that is in it."""
        for pointer, _ in element.leaves:
            marks = self._marks.setdefault(element.resource.key, {}).setdefault(pointer, [])
            if (outcome, where) not in marks:
                marks.append((outcome, where))

    def take(self, element: Element, where: str) -> None:
        self.mark(element, Outcome.TAKEN, where)

    def convert(self, element: Element, where: str) -> None:
        self.mark(element, Outcome.CONVERTED, where)

    def use(self, element: Element, why: str) -> None:
        self.mark(element, Outcome.USED, why)

    def leave(self, element: Element, reason: str) -> None:
        self.mark(element, Outcome.NOT_TAKEN, reason)

    def assume(self, element: Element, text: str) -> None:
        made = Assumption(element.resource.key, element.pointer, text)
        if made not in self.assumed:
            self.assumed.append(made)

    def withdraw(self, gone: Callable[[str], bool], reason: str) -> None:
        """What was bound for such a place did not get there after all."""
        for of_resource in self._marks.values():
            for pointer, marks in of_resource.items():
                kept = [mark for mark in marks if not (mark[0] in STORED and gone(mark[1]))]
                if len(kept) != len(marks):
                    of_resource[pointer] = kept or [(Outcome.NOT_TAKEN, reason)]

    def accounts(self, resources: Iterable[Resource]) -> list[Account]:
        """One for every populated value of every resource."""
        return [self._account(resource, pointer) for resource in resources for pointer, _ in leaves(resource.content)]

    def touched(self, resource: Resource) -> bool:
        """Whether anything of the resource went in."""
        of_resource = self._marks.get(resource.key, {})
        return any(mark[0] in STORED for marks in of_resource.values() for mark in marks)

    def marked(self, resource: Resource) -> bool:
        """Whether anything was said of the resource yet."""
        return resource.key in self._marks

    def _account(self, resource: Resource, pointer: str) -> Account:
        marks = self._marks.get(resource.key, {}).get(pointer)
        if not marks:
            return Account(resource.key, pointer, Outcome.NOT_HELD, (NO_PLACE,))
        best = max((mark[0] for mark in marks), key=STRENGTH.__getitem__)
        return Account(resource.key, pointer, best, tuple(where for outcome, where in marks if outcome is best))
