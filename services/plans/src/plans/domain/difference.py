"""What changed between two versions of a plan, as a person would say it: part by part, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

HEADER = (
    "status", "type", "start", "end", "case_manager", "agency", "short_reason", "priority", "changes", "review",
    "decided_at",
)  # fmt: skip
# Fields that follow from others or say who and when are left to the versions themselves.
PARTS = {
    "lines": (
        "service_code", "modifiers", "provider_id", "units", "frequency", "start", "end", "status", "reason",
        "supersedes", "total", "cost", "used_units", "delivered_through", "authorization_number",
    ),
    "notes": ("type", "status", "text", "acknowledged_by", "acknowledged_on"),
    "documents": ("type", "status", "dated"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`before` and `after` are JSON values as they stood in the versions."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PartChange:
    """`change` is added, removed, ended (the end came nearer, or the service was ended) or changed."""

    id: str
    change: str
    what: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    plan: tuple[FieldChange, ...]
    lines: tuple[PartChange, ...]
    notes: tuple[PartChange, ...]
    documents: tuple[PartChange, ...]


def difference(before: Json, after: Json) -> Difference:
    """Of two snapshots of one plan; either may be the older."""
    parts = {name: _parts(before[name], after[name], fields) for name, fields in PARTS.items()}
    return Difference(_fields(before, after, HEADER), parts["lines"], parts["notes"], parts["documents"])


def _fields(before: Json, after: Json, names: Sequence[str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def _parts(before: Sequence[Json], after: Sequence[Json], names: Sequence[str]) -> tuple[PartChange, ...]:
    """In the order in which the parts stand, those that are gone first."""
    old = {part["id"]: part for part in before}
    new = {part["id"]: part for part in after}
    changes = [
        PartChange(part["id"], "removed", _what(part), _fields(part, {}, names))
        for part in before
        if part["id"] not in new
    ]
    for part in after:
        known = old.get(part["id"])
        fields = _fields(known or {}, part, names)
        if known is None:
            changes.append(PartChange(part["id"], "added", _what(part), fields))
        elif fields:
            changes.append(
                PartChange(part["id"], "ended" if _is_ended(known, part) else "changed", _what(part), fields)
            )
    return tuple(changes)


def _is_ended(before: Json, after: Json) -> bool:
    if "end" not in after:
        return False
    over = ("service_ended", "superseded")
    return after["end"] < before["end"] or (after["status"] in over and before["status"] not in over)


def _what(part: Json) -> str:
    """The service by code, or the kind of paper: enough to know it by, and nothing of what is in it."""
    if "service_code" in part:
        return "-".join((part["service_code"], *part["modifiers"]))
    return str(part["type"])
