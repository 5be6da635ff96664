"""What a policy pack says: every number and list of the domain that may change by date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plans.domain.plan import ChangeType, DocumentType, Frequency, NoteType


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocuments:
    """Documents that a request needs.

    `changes` are the kinds of request (None: any that may need documents); `codes` narrows it to requests with a
    line of these codes (None: whatever the lines); `changed_lines` counts changed lines beside new ones.
    """

    documents: tuple[DocumentType, ...]
    changes: frozenset[ChangeType] | None = None
    codes: frozenset[str] | None = None
    changed_lines: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusivePair:
    """Two sets of service keys that must not run on the same day; `because` finishes the sentence for the reader."""

    one: frozenset[str]
    other: frozenset[str]
    because: str
    different_providers_only: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    id: str
    title: str
    start: date
    rule_ids: frozenset[str]
    case_management_code: str
    nursing_facility_respite_code: str
    assisted_living_codes: frozenset[str]
    msu_opened_codes: frozenset[str]
    priority_exempt_codes: frozenset[str]
    standard_quantities: Mapping[str, tuple[int, Frequency]]
    required_documents: tuple[RequiredDocuments, ...]
    additional_units_document: DocumentType
    plan_note_types: frozenset[NoteType]
    exclusive_pairs: tuple[ExclusivePair, ...]
    ucat_valid_days: int
    ucat_days_before_plan_end: int
    justification_min_length: int
    shared_days_of_case_management_transfer: int
    reassessment_opens_days: int
    reassessment_overdue_days: int
    reassessment_late_days: int
