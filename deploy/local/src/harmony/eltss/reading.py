"""From a Bundle, or a folder of resources, to resources that find each other."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harmony.eltss.element import Element, Resource
from harmony.problem import SetupProblem

CONFORMANCE = frozenset({
    "CapabilityStatement", "CodeSystem", "ConceptMap", "ImplementationGuide", "NamingSystem", "OperationDefinition",
    "SearchParameter", "StructureDefinition", "StructureMap", "ValueSet",
})  # fmt: skip
BUNDLES = ("collection", "transaction", "batch", "document", "searchset")


class Content:
    """All resources of one import. A resource that comes twice alike is one; `repeated` holds the other copies."""

    def __init__(self) -> None:
        self.resources: list[Resource] = []
        self.bundles: list[Resource] = []
        self.repeated: list[tuple[Resource, Resource]] = []
        self.conflicting: list[tuple[Resource, Resource]] = []
        self._by_address: dict[str, Resource] = {}
        self._first: dict[str, Resource] = {}
        self._copies: Counter[str] = Counter()

    def add(self, content: dict[str, Any], source: str, full_url: str | None = None) -> None:
        name = f"{content.get('resourceType')}/{content.get('id') or '(no id)'}"
        self._copies[name] += 1
        copy = self._copies[name]
        resource = Resource(name if copy == 1 else f"{name} ({copy})", content, source, full_url)
        kept = self._first.setdefault(name, resource) if content.get("id") else resource
        if kept is resource:
            self.resources.append(resource)
        elif kept.content == content:
            self.repeated.append((resource, kept))
        else:
            self.conflicting.append((resource, kept))
        for address in (name, full_url):
            if address:
                self._by_address.setdefault(address, kept)

    @property
    def all(self) -> list[Resource]:
        return [*self.bundles, *self.resources, *(pair[0] for pair in (*self.repeated, *self.conflicting))]

    def of_type(self, *types: str) -> Iterator[Resource]:
        return (resource for resource in self.resources if resource.type in types)

    def named(self, reference: Element) -> Element | None:
        """What a Reference points to; None where that is not in the file."""
        address = reference["reference"].text
        if address.startswith("#"):
            contained = reference.resource.root.each("contained")
            return next((inner for inner in contained if inner["id"].text == address[1:]), None)
        found = self._by_address.get(address)
        if found is None and "/" in address:
            found = self._by_address.get("/".join(address.split("/_history/")[0].split("/")[-2:]))
        return found.root if found else None

    @property
    def digest(self) -> str:
        """The same for a Bundle and for a folder of its resources, in whatever order."""
        data = [resource.content for resource in self.resources if resource.type not in CONFORMANCE]
        texts = sorted(json.dumps(content, sort_keys=True, separators=(",", ":")) for content in data)
        return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def read(path: Path) -> Content:
    """Raises `SetupProblem` for what is no FHIR in JSON."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    content = Content()
    for file in files:
        _add(content, _parsed(file), file.name)
    if not content.resources:
        raise SetupProblem(f"{path} holds no FHIR resource. Give a Bundle, or a folder of resources as .json files.")
    return content


def _parsed(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_bytes())
    except OSError as error:
        raise SetupProblem(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SetupProblem(f"{file} is not JSON. FHIR in XML has to be converted first.") from error
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        raise SetupProblem(f"{file} is not a FHIR resource: it has no resourceType.")
    return value


def _add(content: Content, value: dict[str, Any], source: str) -> None:
    if value["resourceType"] != "Bundle":
        content.add(value, source)
        return
    if value.get("type") not in BUNDLES:
        raise SetupProblem(
            f"The Bundle in {source} is of type {value.get('type')}. Give a collection or a transaction."
        )
    entries = value.get("entry") or []
    envelope = {**value, "entry": [{k: v for k, v in entry.items() if k != "resource"} or None for entry in entries]}
    name = f"Bundle/{value.get('id') or source}"
    content.bundles.append(Resource(name, envelope, source))
    for entry in entries:
        inner = entry.get("resource")
        if isinstance(inner, dict) and isinstance(inner.get("resourceType"), str):
            if inner["resourceType"] == "Bundle":
                _add(content, inner, source)
            else:
                content.add(inner, source, entry.get("fullUrl"))
