"""FHIR resources whose every value remembers where it stands, so that it can be accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """`key` is `Type/id`, made unique within the import; `source` is the file it came from."""

    key: str
    content: dict[str, Any]
    source: str
    full_url: str | None = None

    @property
    def type(self) -> str:
        return str(self.content.get("resourceType"))

    @property
    def root(self) -> "Element":
        return Element(self, "", self.content)


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A value and its JSON Pointer; an absent element has the value None and is false."""

    resource: Resource
    pointer: str
    value: Any

    def __bool__(self) -> bool:
        return self.value is not None

    def __getitem__(self, name: str | int) -> "Element":
        value = None
        if isinstance(self.value, dict) and isinstance(name, str):
            value = self.value.get(name)
        elif isinstance(self.value, list) and isinstance(name, int) and name < len(self.value):
            value = self.value[name]
        return Element(self.resource, f"{self.pointer}/{_escaped(name)}", value)

    def at(self, *names: str | int) -> "Element":
        found = self
        for name in names:
            found = found[name]
        return found

    def each(self, name: str) -> Iterator["Element"]:
        """The items of a list; a single object in its place counts as a list of one, as older drafts write it."""
        found = self[name]
        if isinstance(found.value, list):
            yield from (found[place] for place in range(len(found.value)))
        elif found:
            yield found

    def extensions(self, ending: str) -> Iterator["Element"]:
        """Extensions whose url ends so; drafts and releases of a guide differ in the rest."""
        yield from (item for item in self.each("extension") if item["url"].text.endswith(ending))

    @property
    def text(self) -> str:
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def leaves(self) -> Iterator[tuple[str, Any]]:
        yield from leaves(self.value, self.pointer)


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Pointer and value of everything that is populated; an empty object or list is a leaf of its own."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, f"{pointer}/{_escaped(name)}")
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{place}")
    elif value is not None:
        yield pointer, value


def _escaped(name: str | int) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
