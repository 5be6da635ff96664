"""The dry run on the wire: a body of bytes is read into facts, and its answer written back as bytes.

Typed dictionaries instead of models, because reading the body is most of the work of a dry run.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Required, TypeAlias

import orjson
from pydantic import AfterValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypedDict

from plans.api.dry_run_example import DRY_RUN_EXAMPLE
from plans.domain.dry_run import DryRun, dry_run
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
    OtherPlan,
    PlanFacts,
    PlanOrigin,
    PlanType,
    ServiceLine,
    ServicePlan,
)
from plans.domain.policies import policy_named, policy_on
from plans.domain.stage import Stage
from shared.schema.findings import FindingRead, finding_as_json
from shared.schema.wire import Wire

CLOSED = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)
MOST_LINES = 500
MOST_PLANS = 100


class CalendarDate:
    """`YYYY-MM-DD` and nothing else; pydantic by itself would take a number of seconds in a string for a date."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.chain_schema(
            [
                core_schema.str_schema(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", strip_whitespace=False),
                core_schema.date_schema(strict=False, ge=date(1900, 1, 1), le=date(2200, 12, 31)),
            ]
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


Day: TypeAlias = Annotated[date, CalendarDate]
Count: TypeAlias = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Amount: TypeAlias = Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,2})?$")]
Modifier: TypeAlias = Annotated[str, Field(min_length=1, max_length=8)]


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


class NoteBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: Required[NoteType]
    status: Required[CompletionStatus]
    text: Annotated[str, Field(max_length=8000)] | None
    author: Name | None
    written_on: Day | None
    acknowledged_by: Name | None
    acknowledged_on: Day | None


class DocumentBody(TypedDict, total=False):
    __pydantic_config__ = CLOSED  # type: ignore[misc]
    type: Required[DocumentType]
    status: Required[CompletionStatus]
    dated: Day | None


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


class NotEvaluatedRead(Wire):
    """A rule that could not be judged, and the members of the body that it lacks."""

    rule_id: str
    needs: list[str]


class TotalRead(Wire):
    """`cost` is a decimal string of dollars; null where units or rates cannot be known."""

    ref: str
    units: int | None
    cost: Annotated[str, Field(pattern=r"^\d+\.\d{2}$")] | None


class PriorityRead(Wire):
    requested: bool | None
    granted: list[str]
    denied: list[str]


class DryRunRead(Wire):
    policy: str
    outcome: Literal["clear", "warnings", "held", "blocked"]
    findings: list[FindingRead]
    not_evaluated: list[NotEvaluatedRead]
    totals: list[TotalRead]
    priority: PriorityRead


BODY: TypeAdapter[DryRunBody] = TypeAdapter(DryRunBody)


def run_dry_run(body: bytes) -> bytes:
    """Raises `pydantic.ValidationError` for a body that cannot be read, `UnknownPolicy` for an unknown pack."""
    read = BODY.validate_json(body)
    policy_id = read.get("policy")
    policy = policy_on(read["as_of"]) if policy_id is None else policy_named(policy_id)
    return answer_bytes(dry_run(facts_of(read), read["stage"], policy))


def facts_of(body: DryRunBody) -> PlanFacts:
    current, other_plans = body.get("current"), body.get("other_plans")
    return PlanFacts(
        as_of=body["as_of"],
        changes=_CHANGES[body["change"]["type"]],
        current=_plan(current) if current is not None else None,
        proposed=_plan(body["proposed"]),
        other_plans=None if other_plans is None else tuple(_other_plan(other) for other in other_plans),
        priority=body.get("priority"),
    )


def answer_bytes(answer: DryRun) -> bytes:
    return orjson.dumps(
        {
            "policy": answer.policy,
            "outcome": answer.outcome,
            "findings": [finding_as_json(finding) for finding in answer.findings],
            "not_evaluated": [{"rule_id": gap.rule_id, "needs": gap.needs} for gap in answer.not_evaluated],
            "totals": [
                {"ref": total.ref, "units": total.units, "cost": None if total.cost is None else f"{total.cost:.2f}"}
                for total in answer.totals
            ],
            "priority": {
                "requested": answer.priority.requested,
                "granted": answer.priority.granted,
                "denied": answer.priority.denied,
            },
        }
    )


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
        notes=tuple(Note(**_stated(note)) for note in body.get("notes") or ()),
        documents=tuple(Document(**_stated(document)) for document in body.get("documents") or ()),
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
    stated = _stated(body)
    if "cost" in stated:
        stated["cost"] = Decimal(stated["cost"])
    return ServiceLine(**stated)


def _stated(body: Any) -> dict[str, Any]:
    """Without the members that are null, which then take the value of a member left out."""
    return {name: value for name, value in body.items() if value is not None}
