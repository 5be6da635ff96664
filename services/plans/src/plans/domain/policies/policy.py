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
class ReassessmentDays:
    """Days before the plan's end: the work opens, is overdue, is late."""

    opens: int
    overdue: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnRate:
    """Percent of the units expected by now that are too many or too few, of the total that is little, days unused."""

    high: int
    low: int
    little_left: int
    unused_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalReview:
    """An increase above either goes to clinical review: percent, or units a week."""

    percent: int
    units_a_week: int


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
    minimum_age: int
    providers_offered: int
    backdating_is_banned: bool
    codes_during_a_stay: frozenset[str]
    self_directed_codes: frozenset[str]
    msq_that_needs_representative: int
    ucat_score_that_needs_representative: int
    aps_days_that_need_representative: int
    rights_modification_parts: tuple[str, ...]
    reassessment_days: ReassessmentDays
    burn_rate: BurnRate
    review_after_days: int
    contact_after_days: int
    clinical_review: ClinicalReview | None = None
