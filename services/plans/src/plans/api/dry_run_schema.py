"""The question of the dry run on the wire: a body of bytes is read into facts.

Typed dictionaries instead of models, because reading the body is most of the work of a dry run.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Required, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from plans.api.circumstances_schema import (
    OBJECTS_OF_A_LINE,
    CaregiverBody,
    ContentBody,
    CostsBody,
    MemberBody,
    ProviderBody,
    ProviderChoiceBody,
    SignatureBody,
    content,
    costs,
    member_facts,
    provider_facts,
    signatures,
    stated,
    with_objects,
)
from plans.api.dry_run_answer import answer_bytes
from plans.api.dry_run_example import DRY_RUN_EXAMPLE
from plans.api.dry_run_types import CLOSED, Amount, Count, Day, Modifier, Name
from plans.domain.dry_run import dry_run
from plans.domain.plan import (
    ChangeType,
    CompletionStatus,
    Document,
    DocumentType,
    EndReason,
    EnteredBy,
    Frequency,
    LineStatus,
    Note,
    NoteType,
    OpenRequest,
    OtherPlan,
    PlanFacts,
    PlanOrigin,
    PlanType,
    ServiceLine,
    ServicePlan,
)
from plans.domain.policies import policy_named, policy_on
from plans.domain.stage import Stage

MOST_LINES = 500
MOST_PLANS = 100


Texts: TypeAlias = Annotated[tuple[Annotated[str, Field(max_length=1000)], ...], Field(max_length=50)]


class LineBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    ref: Required[Name]
    service_code: Required[Annotated[str, Field(min_length=1, max_length=16)]]
    modifiers: Annotated[tuple[Modifier, ...], Field(max_length=4)] | None
    provider: Name | None
    units: Count | None
    frequency: Frequency | None
    start: Day | None
    end: Day | None
    status: LineStatus | None
    reason: EndReason | None
    supersedes: Name | None
    entered_by: EnteredBy | None
    changed_on: Day | None
    delivered_through: Day | None
    used_units: Annotated[int, Field(ge=0, le=1_000_000_000)] | None
    total: Count | None
    cost: Amount | None
    requested_end: Day | None
    retro_reason: Annotated[str, Field(max_length=1000)] | None
    needs: Texts | None
    goals: Texts | None
    caregiver: CaregiverBody | None
    provider_choice: ProviderChoiceBody | None


class NoteBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: Required[NoteType]
    status: Required[CompletionStatus]
    text: Annotated[str, Field(max_length=8000)] | None
    author: Name | None
    written_on: Day | None
    acknowledged_by: Name | None
    acknowledged_on: Day | None
    recipients: Annotated[tuple[Name, ...], Field(max_length=50)] | None
    attachments: Annotated[tuple[Name, ...], Field(max_length=50)] | None


class DocumentBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: Required[DocumentType]
    status: Required[CompletionStatus]
    dated: Day | None
    valid_from: Day | None
    valid_through: Day | None


def _refs_are_unique(lines: list[LineBody]) -> list[LineBody]:
    if len({line["ref"] for line in lines}) != len(lines):
        raise PydanticCustomError("duplicate_ref", "Every line of a plan needs a ref of its own.")
    return lines


Lines: TypeAlias = Annotated[list[LineBody], Field(max_length=MOST_LINES), AfterValidator(_refs_are_unique)]


class PlanBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: Required[PlanType]
    origin: Required[PlanOrigin]
    start: Required[Day]
    end: Required[Day]
    case_manager: Name | None
    short_reason: Annotated[str, Field(max_length=1000)] | None
    lines: Lines | None
    notes: Annotated[list[NoteBody], Field(max_length=MOST_LINES)] | None
    documents: Annotated[list[DocumentBody], Field(max_length=MOST_LINES)] | None
    content: ContentBody | None
    signatures: Annotated[list[SignatureBody], Field(max_length=MOST_LINES)] | None
    reviewed_on: Day | None
    contacted_on: Day | None


class OpenRequestBody(TypedDict):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    ref: Name
    lines: Lines


class OtherPlanBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: Required[PlanType]
    origin: Required[PlanOrigin]
    start: Required[Day]
    end: Required[Day]
    lines: Lines | None


class ChangeBody(TypedDict):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: ChangeType


class DryRunBody(TypedDict, total=False):
    """A plan as it would be, beside what is stored. A member left out and null mean the same."""

    __pydantic_config__ = ConfigDict(  # type: ignore[misc]
        **CLOSED, title="DryRunRequest", json_schema_extra={"example": DRY_RUN_EXAMPLE}
    )
    as_of: Required[Day]
    stage: Required[Stage]
    policy: Annotated[str, Field(min_length=1, max_length=32)] | None
    change: Required[ChangeBody]
    current: PlanBody | None
    proposed: Required[PlanBody]
    other_plans: Annotated[list[OtherPlanBody], Field(max_length=MOST_PLANS)] | None
    priority: bool | None
    received_on: Day | None
    member: MemberBody | None
    providers: Annotated[list[ProviderBody], Field(max_length=MOST_LINES)] | None
    open_requests: Annotated[list[OpenRequestBody], Field(max_length=MOST_PLANS)] | None
    costs: CostsBody | None


BODY: TypeAdapter[DryRunBody] = TypeAdapter(DryRunBody)


def run_dry_run(body: bytes) -> bytes:
    """Raises `pydantic.ValidationError` for a body that cannot be read, `UnknownPolicy` for an unknown pack."""
    read = BODY.validate_json(body)
    policy_id = read.get("policy")
    policy = policy_on(read["proposed"]["start"]) if policy_id is None else policy_named(policy_id)
    return answer_bytes(dry_run(facts_of(read), read["stage"], policy))


def facts_of(body: DryRunBody) -> PlanFacts:
    current, other_plans = body.get("current"), body.get("other_plans")
    return PlanFacts(
        **({} if AROUND.isdisjoint(body) else _around(body)),
        as_of=body["as_of"],
        changes=_CHANGES[body["change"]["type"]],
        current=_plan(current) if current is not None else None,
        proposed=_plan(body["proposed"]),
        other_plans=None if other_plans is None else tuple(_other_plan(other) for other in other_plans),
        priority=body.get("priority"),
    )


AROUND = frozenset({"received_on", "member", "providers", "open_requests", "costs"})


def _around(body: DryRunBody) -> dict[str, Any]:
    """What was given of the circumstances of the plan."""
    facts: dict[str, Any] = {}
    if (received_on := body.get("received_on")) is not None:
        facts["received_on"] = received_on
    if (member := body.get("member")) is not None:
        facts["member"] = member_facts(member)
    if (providers := body.get("providers")) is not None:
        facts["providers"] = tuple(provider_facts(provider) for provider in providers)
    if (requests := body.get("open_requests")) is not None:
        facts["open_requests"] = tuple(OpenRequest(ref=one["ref"], lines=_lines(one["lines"])) for one in requests)
    if (money := body.get("costs")) is not None:
        facts["costs"] = costs(money)
    return facts


def request_schema() -> dict[str, Any]:
    """The body as JSON Schema, for OpenAPI."""
    return BODY.json_schema(ref_template="#/components/schemas/{model}")


_CHANGES = {change: frozenset({change}) for change in ChangeType}


def _plan(body: PlanBody) -> ServicePlan:
    return ServicePlan(
        type=body["type"],
        origin=body["origin"],
        start=body["start"],
        end=body["end"],
        case_manager=body.get("case_manager"),
        short_reason=body.get("short_reason"),
        lines=_lines(body.get("lines") or ()),
        notes=tuple(Note(**stated(note)) for note in body.get("notes") or ()),
        documents=tuple(Document(**stated(document)) for document in body.get("documents") or ()),
        content=None if (told := body.get("content")) is None else content(told),
        signatures=None if (signed := body.get("signatures")) is None else signatures(signed),
        reviewed_on=body.get("reviewed_on"),
        contacted_on=body.get("contacted_on"),
    )


def _other_plan(body: OtherPlanBody) -> OtherPlan:
    lines = body.get("lines")
    return OtherPlan(
        type=body["type"],
        origin=body["origin"],
        start=body["start"],
        end=body["end"],
        lines=None if lines is None else _lines(lines),
    )


def _lines(bodies: Iterable[LineBody]) -> tuple[ServiceLine, ...]:
    return tuple(_line(body) for body in bodies)


def _line(body: LineBody) -> ServiceLine:
    facts = stated(body)
    if not OBJECTS_OF_A_LINE.isdisjoint(facts):
        with_objects(facts)
    return ServiceLine(**facts)
