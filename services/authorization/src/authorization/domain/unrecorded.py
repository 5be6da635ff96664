"""Lines that run without an authorization of ours: those of a former system, known by a request alone."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from authorization.domain.decision import RunningLine
from authorization.domain.request import LineAction, RequestedLine, Submission
from shared.kernel.calendar import Span


def ran_until(submission: Submission, line: RequestedLine) -> date:
    """Until when the line was to run: as long as what follows it, or to the end of the plan year where nothing does.

    The snapshot shows it as it would be ended.
    """
    if line.action is LineAction.END:
        return max(line.span.end, submission.plan_year.end)
    followers = [one.span.end for one in submission.lines if one.supersedes == line.line_id]
    return max([line.span.end, *followers])


def with_unrecorded(submission: Submission, running: Mapping[UUID, RunningLine]) -> dict[UUID, RunningLine]:
    """What runs, with the lines that this request ends or follows and of which we have no authorization."""
    followed = {line.supersedes for line in submission.lines}
    known = dict(running)
    for line in submission.lines:
        if line.line_id not in known and (line.action is LineAction.END or line.line_id in followed):
            known[line.line_id] = RunningLine(
                number=None,
                provider_id=line.provider_id,
                units=line.units,
                frequency=line.frequency,
                span=Span(line.span.start, ran_until(submission, line)),
                used=0,
                delivered_through=None,
            )
    return known
