"""What an overturned refusal gives: the lines as they were asked for, as far as no later decision governs them."""

from collections.abc import Mapping
from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.authorization import authorizations_of
from authorization.domain.decision import EndedLine, GrantedLine, RunningLine, asked_total
from authorization.domain.policies.policy import Policy
from authorization.domain.request import LineAction, RequestedLine
from authorization.domain.units import total_units
from authorization.persistence.appeal_repository import StoredNotice, decided_later
from authorization.persistence.decision_repository import (
    authorization_row,
    authorizations_to_end,
    end_authorizations,
    issue_authorizations,
    next_sequences,
    running_lines,
)
from authorization.persistence.request_repository import StoredRequest
from authorization.use_cases.continue_services import tell_lines
from shared.kernel.calendar import ONE_DAY, Span
from shared.runtime.work import Work
from shared.schema.plans import LineDecision


async def authorize_as_asked(
    work: Work, plans: Plans, stored: StoredRequest, notice: StoredNotice, policy: Policy
) -> None:
    """Lines are authorized, or end where that was asked and refused. Plans is told."""
    assert notice.decision_id is not None  # noqa: S101 - only a decision refuses
    asked = [stored.request.submission.by_id[line_id] for line_id in notice.line_ids]
    named = [line_id for line in asked for line_id in (line.line_id, line.supersedes) if line_id is not None]
    running = await running_lines(work.tx, stored.line_origin, named)
    later = await decided_later(work.tx, stored.line_origin, notice.decision_id, named)
    open_lines = [line for line in asked if line.line_id not in later and line.supersedes not in later]
    judged = stored.request.submission.plan_id is not None
    granted = [
        one
        for line in open_lines
        if line.action is not LineAction.END and (one := _as_asked(line, running, judged_by_plans=judged)) is not None
    ]
    ended = [
        EndedLine(line_id=line.line_id, last_day=max(line.span.end, work.today))
        for line in open_lines
        if line.action is LineAction.END and line.line_id in running
    ]
    told = [LineDecision(line_id=one.line_id, outcome="modified", end=one.last_day) for one in ended]
    ended += [
        EndedLine(line_id=one.line.supersedes, last_day=one.span.start - ONE_DAY)
        for one in granted
        if one.line.supersedes is not None
    ]
    cut_short = await authorizations_to_end(work.tx, stored.line_origin, ended)
    await end_authorizations(work.tx, notice.decision_id, cut_short)
    if granted:
        issued = authorizations_of(policy, await next_sequences(work.tx, len(granted)), granted)
        rows = [authorization_row(one, work.new_id(), notice.decision_id, stored, work.now) for one in issued.values()]
        await issue_authorizations(work.tx, rows)
        told += [
            LineDecision(
                line_id=line_id,
                outcome="authorized",
                units=one.granted.units,
                start=one.granted.span.start,
                end=one.granted.span.end,
                authorization_number=one.number,
            )
            for line_id, one in issued.items()
        ]
    tell_lines(work, plans, stored, told)


def _as_asked(line: RequestedLine, running: Mapping[UUID, RunningLine], *, judged_by_plans: bool) -> GrantedLine | None:
    """A successor begins after the last day that was delivered before it; None when nothing is left of its time."""
    old = running.get(line.supersedes) if line.supersedes is not None else None
    start = line.span.start
    if old is not None and old.delivered_through is not None:
        start = max(start, old.delivered_through + ONE_DAY)
    if start > line.span.end:
        return None
    span = Span(start, line.span.end)
    stated = asked_total(line, judged_by_plans=judged_by_plans)
    total = stated if span == line.span else total_units(line.units, line.frequency, span)
    now = running.get(line.line_id)
    return GrantedLine(line=line, units=line.units, span=span, total=max(total, now.used if now is not None else 0))
