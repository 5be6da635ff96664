"""What the plan rules judge: the facts, the policy, and what was changed, compared once for all rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from plans.domain import catalogue
from plans.domain.catalogue import Service
from plans.domain.plan import (
    ChangeType,
    CompletionStatus,
    EndReason,
    LineStatus,
    Note,
    PlanFacts,
    PlanOrigin,
    PlanType,
    ServiceLine,
    ServicePlan,
)
from plans.domain.policies import Policy
from plans.domain.previous_plan import previous_plan
from plans.domain.redating import REQUESTED, after_the_ban, at_the_move_in
from plans.domain.totals import line_totals
from shared.kernel.calendar import ONE_DAY, Span

LIVE = frozenset({LineStatus.DRAFT, LineStatus.REQUESTED, LineStatus.AUTHORIZED})
ONCE_AUTHORIZED = frozenset({LineStatus.AUTHORIZED, LineStatus.SERVICE_ENDED, LineStatus.SUPERSEDED})
FIRST_WORK = frozenset({ChangeType.INITIAL, ChangeType.REASSESSMENT})
FROZEN = ("service_code", "modifiers", "provider", "units", "frequency", "start")
REASON_OF_CHANGE = {ChangeType(reason.value): reason for reason in EndReason}


def plain(value: Any) -> Any:
    """A value as JSON: dates and enum members as strings, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    return value


class ProposedLine:
    """A proposed line beside the same line as it is stored. `pointer` finds it in the request.

    `line` is what is judged: with the end that is requested, and with the dates that the office sets; `asked` is the
    line as it was entered.
    """

    __slots__ = (
        "asked",
        "before",
        "changed_fields",
        "index",
        "line",
        "pointer",
        "reason",
        "service",
        "span",
        "successors",
        "total",
    )

    def __init__(
        self,
        index: int,
        line: ServiceLine,
        asked: ServiceLine,
        before: ServiceLine | None,
        reason: EndReason | None,
        total: int | None,
    ) -> None:
        self.asked = asked
        self.index = index
        self.pointer = f"/proposed/lines/{index}"
        self.line = line
        self.before = before
        self.reason = reason
        self.total = total
        self.span: Span | None = line.span
        self.service: Service | None = catalogue.find(line.service_code, line.modifiers)
        self.successors: list[ProposedLine] = []
        self.changed_fields = _changed(before, line)

    @property
    def asked_end(self) -> str:
        """Where the end that is asked for stands."""
        return f"{self.pointer}/{'end' if self.asked.requested_end is None else 'requested_end'}"

    @property
    def asked_end_day(self) -> date | None:
        return self.asked.end if self.asked.requested_end is None else self.asked.requested_end

    @property
    def member(self) -> str:
        """How a missing fact of this line is named."""
        return self.pointer[1:]

    @property
    def was_authorized(self) -> bool:
        return (self.before or self.line).status in ONCE_AUTHORIZED

    @property
    def is_requested(self) -> bool:
        """Still to be authorized."""
        return self.line.status in REQUESTED

    @property
    def is_live(self) -> bool:
        return self.line.status in LIVE

    @property
    def is_ended(self) -> bool:
        """An authorized line whose end is moved by this request."""
        if not self.was_authorized:
            return False
        return self.line.reason is not None if self.before is None else self.before.end != self.line.end


def _changed(before: ServiceLine | None, line: ServiceLine) -> list[str]:
    """Frozen fields that differ from what is stored."""
    if before is None:
        return []
    return [name for name in FROZEN if getattr(before, name) != getattr(line, name)]


class Proposal:
    """`current` is None for a new plan; `previous` is the plan year before it, where the facts tell."""

    __slots__ = (
        "as_of",
        "by_ref",
        "changes",
        "costs",
        "current",
        "lines",
        "member",
        "moved_by_ban",
        "moved_to_move_in",
        "open_requests",
        "other_plans",
        "plan",
        "policy",
        "previous",
        "priority",
        "providers",
        "received_on",
        "removed",
        "span",
    )

    def __init__(self, facts: PlanFacts, policy: Policy) -> None:
        self.policy = policy
        self.as_of = facts.as_of
        self.changes = facts.changes
        self.plan = plan = facts.proposed
        self.span = plan.span
        self.other_plans = facts.other_plans
        self.priority = facts.priority
        self.received_on = facts.received_on
        self.member = facts.member
        self.providers = None if facts.providers is None else {one.ref: one for one in facts.providers}
        self.open_requests = facts.open_requests
        self.costs = facts.costs
        running = facts.current if _is_next_year_of(facts.current, facts) else None
        self.current: ServicePlan | None = None if running else facts.current
        self.previous = previous_plan(plan, running, facts.other_plans)
        stored = {line.ref: line for line in self.current.lines} if self.current else {}
        by_change = [REASON_OF_CHANGE[change] for change in facts.changes if change in REASON_OF_CHANGE]
        fallback = by_change[0] if len(by_change) == 1 else None
        lines = self._as_judged(plan.lines, stored)
        totals = line_totals(lines)
        self.lines = [
            ProposedLine(index, line, plan.lines[index], stored.get(line.ref), line.reason or fallback, totals[index])
            for index, line in enumerate(lines)
        ]
        self.by_ref = {line.line.ref: line for line in self.lines}
        self.removed = [
            (index, line)
            for index, line in enumerate(self.current.lines if self.current else ())
            if line.ref not in self.by_ref
        ]
        ended = [line for line in self.lines if line.is_ended]
        if ended:
            _find_successors(ended, self.lines)

    def _as_judged(self, asked: tuple[ServiceLine, ...], stored: Mapping[str, ServiceLine]) -> tuple[ServiceLine, ...]:
        """With the ends that are requested, and the dates that the office sets whatever was asked."""
        lines = tuple(line if line.requested_end is None else replace(line, end=line.requested_end) for line in asked)
        self.moved_by_ban: dict[str, ServiceLine] = {}
        self.moved_to_move_in: dict[str, ServiceLine] = {}
        if self.moves_backdated_lines:
            self.moved_by_ban = after_the_ban(lines, stored, self.policy, self.as_of)
        member = self.member
        if member is not None and member.moved_in_on is not None and member.certified_on is not None:
            self.moved_to_move_in = at_the_move_in(
                lines, self.policy, self.span, member.moved_in_on, member.certified_on
            )
        if not self.moved_by_ban and not self.moved_to_move_in:
            return lines
        moved = {**self.moved_by_ban, **self.moved_to_move_in}
        return tuple(moved.get(line.ref, line) for line in lines)

    @property
    def moves_backdated_lines(self) -> bool:
        """The ban is about changes in a running plan; the first work of a plan year follows its certification."""
        return self.policy.backdating_is_banned and self.changes.isdisjoint(FIRST_WORK)

    @property
    def is_reassessment(self) -> bool:
        return ChangeType.REASSESSMENT in self.changes

    @property
    def is_initial(self) -> bool:
        return ChangeType.INITIAL in self.changes

    @property
    def case_manager(self) -> str | None:
        return self.plan.case_manager or (self.current.case_manager if self.current else None)

    def complete_notes(self, *types: str) -> list[tuple[int, Note]]:
        """Notes that count as evidence, with their place in the plan. A draft never does."""
        return [
            (index, note)
            for index, note in enumerate(self.plan.notes)
            if note.status is CompletionStatus.COMPLETE and note.type in types
        ]

    def has_plan_note_about(self, service_code: str) -> bool:
        return any(service_code in note.text for _, note in self.complete_notes(*self.policy.plan_note_types))

    def names_the_plan_year(self, note: Note) -> bool:
        """As `2018`, `2019` or `18-19`."""
        start, end = self.plan.start.year, self.plan.end.year
        return any(year in note.text for year in (str(start), str(end), f"{start % 100:02}-{end % 100:02}"))

    def is_open_to_initial_work(self, line: ProposedLine) -> bool | None:
        """Opened by MSU for the initial plan, so not frozen yet; None when nobody said who entered the line."""
        if not self.is_initial or (line.before or line.line).service_code not in self.policy.msu_opened_codes:
            return False
        entered_by = (line.before.entered_by if line.before else None) or line.line.entered_by
        return None if entered_by is None else entered_by == "msu"


def _is_next_year_of(current: ServicePlan | None, facts: PlanFacts) -> bool:
    """A reassessment may be sent with the running plan as `current`: then it is the plan before, not this plan."""
    return (
        current is not None
        and ChangeType.REASSESSMENT in facts.changes
        and facts.proposed.type is PlanType.REASSESSMENT
        and facts.proposed.origin is not PlanOrigin.CONVERSION
        and current.start < facts.proposed.start
    )


def _find_successors(ended: list[ProposedLine], lines: list[ProposedLine]) -> None:
    """A successor names the line it supersedes; else it is the new line of the same service that fits best."""
    linked: dict[str, list[ProposedLine]] = {}
    unlinked: dict[str, list[ProposedLine]] = {}
    for line in lines:
        if line.line.supersedes is not None and line.is_live:
            linked.setdefault(line.line.supersedes, []).append(line)
        elif line.line.supersedes is None and line.is_requested:
            unlinked.setdefault(line.line.service_code, []).append(line)
    for old in ended:
        old.successors = linked.get(old.line.ref) or _best_fit(old, unlinked.get(old.line.service_code, []))


def _best_fit(old: ProposedLine, candidates: list[ProposedLine]) -> list[ProposedLine]:
    moves = old.reason is EndReason.TRANSFER
    fitting = [
        new
        for new in candidates
        if new is not old
        and new.line.start is not None
        and (moves or new.line.modifiers == old.line.modifiers)
        and (_same_provider(old.line, new.line) is not moves or None in (old.line.provider, new.line.provider))
    ]
    if not fitting or old.line.end is None:
        return fitting[:1]
    next_day = old.line.end + ONE_DAY
    exact = [new for new in fitting if new.line.start == next_day]
    return exact or [min(fitting, key=lambda new: abs((new.line.start or next_day) - next_day))]


def _same_provider(one: ServiceLine, other: ServiceLine) -> bool:
    return one.provider == other.provider
