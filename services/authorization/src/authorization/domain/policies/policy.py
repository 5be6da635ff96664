"""What a policy holds: every number and list of the domain, none of them in code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from authorization.domain.request import Frequency
from shared.kernel.citation import Citation


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """A reason for not authorizing what was asked. A `clinical` one is given by a clinician only."""

    code: str
    title: str
    clinical: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class NoteExemption:
    """Services whose priority needs no note: every code that starts with `prefix`, or exactly that code."""

    prefix: str
    whole_code: bool

    def covers(self, service_code: str) -> bool:
        return service_code == self.prefix if self.whole_code else service_code.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class BurnRate:
    """Shares of the expected use above and below which it is fast or slow, and of the total that is little to remain.

    The pace is judged from `judged_after_days` on: a first week says nothing.
    """

    fast: Fraction
    slow: Fraction
    low_remaining: Fraction
    judged_after_days: int


@dataclass(frozen=True, slots=True)
class AdvanceNotice:
    """Days between a notice and the cut that it announces; by `exceptions`, stated in the decision, fewer."""

    days: int
    exceptions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AppealTerms:
    """Days from the date of a notice: presumed receipt and last day to appeal; continuation counts from receipt.

    An appeal is resolved within `resolution_days`, an expedited one within `expedited_hours`.
    """

    receipt_days: int
    appeal_days: int
    continuation_days: int
    resolution_days: int
    expedited_hours: int
    hearing_days: int
    """Days from an appeal that upheld the decision, within which a fair hearing can be asked for."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Extension:
    """Once, by at most so many days, for one of these reasons."""

    days: int
    reasons: frozenset[str]


@dataclass(frozen=True, slots=True)
class ExportTerms:
    """How long an entry may wait to be sent, and a sent one for its answer."""

    unsent_after: timedelta
    unanswered_after: timedelta


@dataclass(frozen=True, slots=True)
class UnitLimit:
    units: int
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class StraightThrough:
    """What may be approved without a reviewer: services by code with modifiers, each up to its limit.

    A finding of plans bars it by its severity or its rule; `provider_rules` are those that doubt the provider.
    """

    enabled: bool
    limits: Mapping[str, UnitLimit]
    barring_severities: frozenset[str]
    barring_rules: frozenset[str]
    provider_rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Policy:
    """In force from `starts` until the next policy starts. `clocks` are by kind: standard, expedited, priority."""

    id: str
    starts: date
    note_exemptions: tuple[NoteExemption, ...]
    note_exemption_citation: Citation
    shortest_justification: int
    clocks: Mapping[str, timedelta]
    clock_citations: Mapping[str, Citation]
    amber_share: float
    reason_codes: tuple[ReasonCode, ...]
    clinician_roles: frozenset[str]
    number_prefix: str
    number_digits: int
    number_citation: Citation
    burn_rate: BurnRate
    advance_notice: AdvanceNotice
    appeals: AppealTerms
    extension: Extension
    pending_pauses: frozenset[str]
    """Kinds of clock that stand still while a question waits for its answer."""
    expiry: Mapping[str, str]
    """What a decision clock that ran out is, by kind of programme: `denial` or `alert`."""
    exports: ExportTerms
    straight_through: StraightThrough

    def needs_no_note(self, service_code: str) -> bool:
        return any(exemption.covers(service_code) for exemption in self.note_exemptions)

    def reason_code(self, code: str) -> ReasonCode | None:
        return next((known for known in self.reason_codes if known.code == code), None)
