"""The service catalogue and the policy packs on the wire."""

from typing import Annotated, Any

from pydantic import Field

from plans.domain.catalogue import Unit
from plans.domain.plan import Frequency
from plans.domain.units import MonthCounting, Rounding
from shared.schema.wire import Day, Wire

Amount = Annotated[str, Field(pattern=r"^\d+\.\d{2}$")]


class StandardQuantityRead(Wire):
    units: int
    frequency: Frequency


class CapRead(Wire):
    """No more than `units` per day, week or plan year."""

    units: int
    per: Frequency
    evidence: str


class RateRead(Wire):
    """Dollars per unit from the day on, until a later rate begins."""

    start: Day
    amount: Amount
    evidence: str


class CatalogueServiceRead(Wire):
    """`key` is the code with its modifiers; `evidence` is how we know it: [n] read, (M) from memory, (I) inferred."""

    key: str
    code: str
    modifiers: list[str]
    name: str
    unit: Unit
    frequencies: list[Frequency]
    standard_quantity: StandardQuantityRead | None
    caps: list[CapRead]
    rounding: Rounding
    month_counting: MonthCounting
    rates: list[RateRead]
    priority_note_exempt: bool
    backdating_banned_from: Day | None
    special_rules: list[str]
    evidence: str


class ValueChange(Wire):
    name: str
    before: Any
    after: Any


class PolicyChanges(Wire):
    """What differs from the pack before, `since`."""

    since: str
    rules_added: list[str]
    rules_removed: list[str]
    values: list[ValueChange]


class PolicyRead(Wire):
    """`end` is its last day, null for the newest; plans are judged by `adopted` packs; the first has no `changes`."""

    id: str
    title: str
    start: Day
    end: Day | None
    adopted: bool
    rules: list[str]
    values: dict[str, Any]
    changes: PolicyChanges | None
