"""What stands around a plan, on the wire of the dry run: the member, the providers, open requests, costs.

Every member is optional: what is left out is not guessed.
"""

from decimal import Decimal
from typing import Annotated, Any, Required, TypeAlias

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from plans.api.dry_run_types import CLOSED, Amount, Day, Name
from plans.domain.circumstances import (
    Authority,
    Caregiver,
    Certification,
    Facility,
    MemberFacts,
    OtherService,
    Payer,
    Period,
    PlanContent,
    ProviderChoice,
    ProviderFacts,
    Representative,
    RightsModification,
    Signature,
    Signer,
    Stay,
)
from plans.domain.plan import Costs

MOST = 200
Code: TypeAlias = Annotated[str, Field(min_length=1, max_length=20)]
Text: TypeAlias = Annotated[str, Field(max_length=4000)]
Score: TypeAlias = Annotated[int, Field(ge=0, le=1000)]


class PeriodBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    start: Required[Day]
    end: Day | None


class CoverageBody(PeriodBody, total=False):
    program: Name | None


class StayBody(PeriodBody, total=False):
    facility: Required[Facility]


class OtherServiceBody(PeriodBody, total=False):
    service_code: Required[Code]
    payer: Required[Payer]


class CertificationBody(PeriodBody, total=False):
    service_code: Required[Code]
    counties: Annotated[tuple[Name, ...], Field(max_length=MOST)] | None


class RepresentativeBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    name: Required[Name]
    authority: Required[Authority]
    may_sign: bool | None


class MemberBody(TypedDict, total=False):
    """Left out is unknown; `coverage: []` is not covered. `certified_on`: first day of the certification."""

    __pydantic_config__ = ConfigDict(**CLOSED, title="DryRunMember")  # type: ignore[misc]
    birth_date: Day | None
    deceased_on: Day | None
    county: Name | None
    coverage: Annotated[list[CoverageBody], Field(max_length=MOST)] | None
    level_of_care: PeriodBody | None
    slot_held: bool | None
    certified_on: Day | None
    moved_in_on: Day | None
    stays: Annotated[list[StayBody], Field(max_length=MOST)] | None
    state_plan_services: Annotated[list[OtherServiceBody], Field(max_length=MOST)] | None
    representatives: Annotated[list[RepresentativeBody], Field(max_length=MOST)] | None
    msq: Score | None
    ucat_score: Score | None
    aps_on: Day | None


class ProviderBody(TypedDict, total=False):
    """`ref` is what the lines name as `provider`."""

    __pydantic_config__ = ConfigDict(**CLOSED, title="DryRunProvider")  # type: ignore[misc]
    ref: Required[Name]
    certifications: Annotated[list[CertificationBody], Field(max_length=500)] | None
    contract: PeriodBody | None
    excluded: bool | None
    conflict_waived: bool | None


class CaregiverBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    name: Required[Name]
    authorities: Annotated[tuple[Authority, ...], Field(max_length=3)] | None
    is_spouse: bool | None
    has_exception: bool | None


class ProviderChoiceBody(TypedDict):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    offered: Annotated[int, Field(ge=0, le=1000)]
    recorded: bool


class SignatureBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    by: Required[Signer]
    signed_on: Required[Day]
    name: Name | None
    provider: Name | None


class RightsModificationBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    right: Required[Name]
    parts: Annotated[tuple[Name, ...], Field(max_length=20)] | None


class ContentBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    risks: Text | None
    backup_plan: Text | None
    monitor: Text | None
    setting_choice: Text | None
    rights_modifications: Annotated[list[RightsModificationBody], Field(max_length=50)] | None


class CostsBody(TypedDict, total=False):
    """Dollars of the plan year: its cap, and what agency care would cost instead of self-direction."""

    __pydantic_config__ = CLOSED  # type: ignore[misc]
    plan_cost_cap: Amount | None
    cap_exception: bool | None
    agency_cost: Amount | None


def stated(body: Any) -> dict[str, Any]:
    """Without the members that are null, which then take the value of a member left out."""
    return {name: value for name, value in body.items() if value is not None}


def member_facts(body: MemberBody) -> MemberFacts:
    facts = stated(body)
    if "coverage" in facts:
        facts["coverage"] = tuple(Period(start=one["start"], end=one.get("end")) for one in facts["coverage"])
    if "level_of_care" in facts:
        facts["level_of_care"] = Period(**facts["level_of_care"])
    for name, kind in (("stays", Stay), ("state_plan_services", OtherService), ("representatives", Representative)):
        if name in facts:
            facts[name] = tuple(kind(**stated(one)) for one in facts[name])
    return MemberFacts(**facts)


def provider_facts(body: ProviderBody) -> ProviderFacts:
    facts = stated(body)
    if "certifications" in facts:
        facts["certifications"] = tuple(Certification(**stated(one)) for one in facts["certifications"])
    if "contract" in facts:
        facts["contract"] = Period(**facts["contract"])
    return ProviderFacts(**facts)


def costs(body: CostsBody) -> Costs:
    cap, agency = body.get("plan_cost_cap"), body.get("agency_cost")
    return Costs(
        plan_cost_cap=None if cap is None else Decimal(cap),
        cap_exception=body.get("cap_exception") or False,
        agency_cost=None if agency is None else Decimal(agency),
    )


def content(body: ContentBody) -> PlanContent:
    facts = stated(body)
    if "rights_modifications" in facts:
        facts["rights_modifications"] = tuple(
            RightsModification(**stated(one)) for one in facts["rights_modifications"]
        )
    return PlanContent(**facts)


def signatures(bodies: list[SignatureBody]) -> tuple[Signature, ...]:
    return tuple(Signature(**stated(one)) for one in bodies)


OBJECTS_OF_A_LINE = frozenset({"cost", "caregiver", "provider_choice"})


def with_objects(facts: dict[str, Any]) -> None:
    """What a line costs, who renders the service and how the provider was chosen, as objects."""
    if "cost" in facts:
        facts["cost"] = Decimal(facts["cost"])
    if "caregiver" in facts:
        facts["caregiver"] = Caregiver(**stated(facts["caregiver"]))
    if "provider_choice" in facts:
        facts["provider_choice"] = ProviderChoice(**facts["provider_choice"])
