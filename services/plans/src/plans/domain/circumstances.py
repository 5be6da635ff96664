"""What rules may know around a plan: the member, the providers, what else is open. None means nobody said."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.calendar import Span


class Payer(StrEnum):
    STATE_PLAN = "state_plan"
    MEDICARE = "medicare"


class Facility(StrEnum):
    HOSPITAL = "hospital"
    NURSING_FACILITY = "nursing_facility"
    ICF = "icf"


class Authority(StrEnum):
    """In what capacity somebody stands for the member."""

    AUTHORIZED_REPRESENTATIVE = "authorized_representative"
    POWER_OF_ATTORNEY = "power_of_attorney"
    GUARDIAN = "guardian"


class Signer(StrEnum):
    MEMBER = "member"
    REPRESENTATIVE = "representative"
    CASE_MANAGER = "case_manager"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`end` is the last day; None while it is open."""

    start: date
    end: date | None = None

    @property
    def span(self) -> Span:
        """An open period runs for ever; a reversed one is its first day."""
        return Span(self.start, max(self.start, self.end or date.max))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay(Period):
    """A stay as an inpatient: `end` is the last day in the facility."""

    facility: Facility


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherService(Period):
    """A State Plan or Medicare service that meets the need that the waiver code would meet."""

    service_code: str
    payer: Payer


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    name: str
    authority: Authority
    may_sign: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """`coverage` empty means not covered. `certified_on` and `moved_in_on` date the life in assisted living."""

    birth_date: date | None = None
    deceased_on: date | None = None
    county: str | None = None
    coverage: tuple[Period, ...] | None = None
    level_of_care: Period | None = None
    slot_held: bool | None = None
    certified_on: date | None = None
    moved_in_on: date | None = None
    stays: tuple[Stay, ...] | None = None
    state_plan_services: tuple[OtherService, ...] | None = None
    representatives: tuple[Representative, ...] | None = None
    msq: int | None = None
    ucat_score: int | None = None
    aps_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification(Period):
    """`counties` empty means every county."""

    service_code: str
    counties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """`ref` is the line's `provider`. `conflict_waived` permits it to serve a member whose case it manages."""

    ref: str
    certifications: tuple[Certification, ...] | None = None
    contract: Period | None = None
    excluded: bool | None = None
    conflict_waived: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caregiver:
    """Who renders a self-directed service, and what else that person is to the member."""

    name: str
    authorities: tuple[Authority, ...] = ()
    is_spouse: bool = False
    has_exception: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderChoice:
    """How many providers were offered, and whether the member's choice is on record."""

    offered: int
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """`name` is the signer's; `provider` the line's provider that signs."""

    by: Signer
    signed_on: date
    name: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsModification:
    """A restriction of the member's rights, and the parts of its justification that are written."""

    right: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """What a person-centered plan holds beside its services; None where it is not written."""

    risks: str | None = None
    backup_plan: str | None = None
    monitor: str | None = None
    setting_choice: str | None = None
    rights_modifications: tuple[RightsModification, ...] = ()
