"""Notices of action: which letters a decision calls for, about which lines, and by when the member may answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from authorization.domain.decision import (
    EndedLine,
    GrantedLine,
    LineOutcome,
    Outcome,
    Reason,
    RunningLine,
    ended_lines,
    granted_lines,
)
from authorization.domain.policies.policy import AppealTerms
from authorization.domain.request import AuthorizationRequest, Frequency, LineAction, RequestedLine
from authorization.domain.units import DAYS_OF_A_PLAN_YEAR, DAYS_OF_A_WEEK
from shared.kernel.calendar import ONE_DAY, Span

MONTHS_OF_A_YEAR = 12


class NoticeKind(StrEnum):
    APPROVAL = "approval"
    PARTIAL = "partial"
    DENIAL = "denial"
    REDUCTION_OR_TERMINATION = "reduction_or_termination"
    EXTENSION = "extension"
    PRIORITY_DENIED = "priority_denied"


ADVERSE = frozenset({NoticeKind.PARTIAL, NoticeKind.DENIAL, NoticeKind.REDUCTION_OR_TERMINATION})
"""These can be appealed."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Last days, each included. `continue_by` is set where a running service would be cut."""

    receipt_presumed_on: date
    appeal_by: date | None
    continue_by: date | None


def deadlines_of(terms: AppealTerms, kind: NoticeKind, noticed_on: date) -> Deadlines:
    received_on = noticed_on + ONE_DAY * terms.receipt_days
    appeal_by = noticed_on + ONE_DAY * terms.appeal_days if kind in ADVERSE else None
    running = kind is NoticeKind.REDUCTION_OR_TERMINATION
    return Deadlines(received_on, appeal_by, received_on + ONE_DAY * terms.continuation_days if running else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTerms:
    units: int
    frequency: Frequency
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A service in a letter: what runs now, what was asked, what was decided; None where there is nothing.

    `effective_on` is the first day on which less is authorized than before; `last_day` that of a service that ends.
    """

    line_id: UUID
    service_code: str
    modifiers: tuple[str, ...]
    before: ServiceTerms | None
    asked: ServiceTerms | None
    decided: ServiceTerms | None
    number: str | None
    effective_on: date | None
    last_day: date | None = None
    reasons: tuple[Reason, ...] = ()


def daily_rate(units: int, frequency: Frequency, span: Span) -> Fraction:
    """Units per day, so that different frequencies compare."""
    match frequency:
        case Frequency.CALENDAR_DAY:
            return Fraction(units)
        case Frequency.WEEK:
            return Fraction(units, DAYS_OF_A_WEEK)
        case Frequency.MONTH:
            return Fraction(units * MONTHS_OF_A_YEAR, DAYS_OF_A_PLAN_YEAR)
        case Frequency.YEAR:
            return Fraction(units, DAYS_OF_A_PLAN_YEAR)
        case Frequency.ONE_TIME:
            return Fraction(units, span.days)


def cut_on(
    line: RequestedLine,
    granted: GrantedLine | None,
    ended: EndedLine | None,
    running: RunningLine | None,
    noticed_on: date,
) -> date | None:
    """The first day on which a line that runs is worth less than before, or no more; None where nothing is taken away.

    A transfer to another provider takes nothing away by itself, and what has run out cannot be cut.
    """
    if running is None or running.end < noticed_on:
        return None
    if granted is None:
        first = ended.last_day + ONE_DAY if ended is not None and line.action is LineAction.END else None
        return first if first is not None and first <= running.end else None
    if running.provider_id != line.provider_id:
        return None
    now = daily_rate(running.units, running.frequency, running.span)
    if daily_rate(granted.units, line.frequency, granted.span) < now:
        return noticed_on if line.action is LineAction.CHANGE else granted.span.start
    return granted.span.end + ONE_DAY if granted.span.end < running.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEffect:
    """An outcome with what it grants, what it ends, and since when it takes something away."""

    index: int
    line: RequestedLine
    outcome: LineOutcome
    granted: GrantedLine | None
    ended: EndedLine | None
    running: RunningLine | None
    cut_on: date | None


def effects_of(
    request: AuthorizationRequest,
    outcomes: tuple[LineOutcome, ...],
    running: Mapping[UUID, RunningLine],
    noticed_on: date,
) -> Iterable[LineEffect]:
    lines = request.submission.by_id
    for index, outcome in enumerate(outcomes):
        line = lines.get(outcome.line_id)
        if line is None:
            continue
        granted = next(iter(granted_lines(request, (outcome,))), None)
        ended = next(iter(ended_lines(request, (outcome,))), None)
        before = running.get(line.supersedes or line.line_id)
        refused = outcome.outcome is Outcome.NOT_AUTHORIZED
        cut = None if refused else cut_on(line, granted, ended, before, noticed_on)
        yield LineEffect(
            index=index, line=line, outcome=outcome, granted=granted, ended=ended, running=before, cut_on=cut
        )


def kind_of(effect: LineEffect) -> NoticeKind:
    if effect.outcome.outcome is Outcome.NOT_AUTHORIZED:
        return NoticeKind.DENIAL
    if effect.cut_on is not None:
        return NoticeKind.REDUCTION_OR_TERMINATION
    return NoticeKind.APPROVAL if effect.outcome.outcome is Outcome.AUTHORIZED else NoticeKind.PARTIAL


def noticed_lines(effects: Iterable[LineEffect], numbers: Mapping[UUID, str]) -> dict[NoticeKind, list[NoticeLine]]:
    """One letter per kind, with its lines in the order of the decision; `numbers` are the issued authorizations."""
    letters: dict[NoticeKind, list[NoticeLine]] = {}
    for effect in effects:
        letters.setdefault(kind_of(effect), []).append(_line(effect, numbers))
    return letters


def _terms(running: RunningLine | None) -> ServiceTerms | None:
    if running is None:
        return None
    return ServiceTerms(units=running.units, frequency=running.frequency, span=running.span)


def _line(effect: LineEffect, numbers: Mapping[UUID, str]) -> NoticeLine:
    line, granted, running = effect.line, effect.granted, effect.running
    decided = None
    if granted is not None:
        decided = ServiceTerms(units=granted.units, frequency=line.frequency, span=granted.span)
    return NoticeLine(
        line_id=line.line_id,
        service_code=line.service_code,
        modifiers=line.modifiers,
        before=_terms(running),
        asked=ServiceTerms(units=line.units, frequency=line.frequency, span=line.span),
        decided=decided,
        number=numbers.get(line.line_id) or (running.number if running and granted is None else None),
        effective_on=effect.cut_on,
        last_day=effect.ended.last_day if effect.ended is not None and granted is None else None,
        reasons=effect.outcome.reasons,
    )
