"""The snapshot of a submission, from the wire to the domain."""

from authorization.domain.request import Frequency, JustificationNote, LineAction, RequestedLine, Submission
from shared.kernel.calendar import Span
from shared.kernel.errors import InvalidMember
from shared.schema.authorization import RequestCreate, RequestLine


def submission_of(sent: RequestCreate) -> Submission:
    """Raises `InvalidMember` for what can be read but not reviewed: reversed dates, a line twice, nothing asked for."""
    lines = tuple(_line(line, index) for index, line in enumerate(sent.lines))
    places: dict[object, int] = {}
    for index, line in enumerate(lines):
        if places.setdefault(line.line_id, index) != index:
            raise InvalidMember(f"/lines/{index}/line_id", "duplicate", "A line stands once in a request.")
    if sent.plan.end < sent.plan.start:
        raise InvalidMember("/plan/end", "reversed", "The plan year ends before it begins.")
    if (sent.plan_id is None) != (sent.plan_version is None):
        raise InvalidMember("/plan_version", "incomplete", "Send plan_id and plan_version together.")
    if sent.submitted_at is not None and sent.submitted_at.tzinfo is None:
        raise InvalidMember("/submitted_at", "zone", "Send an instant with its offset from UTC.")
    if all(line.action is LineAction.NONE for line in lines):
        raise InvalidMember("/lines", "nothing_asked", "No line asks for anything; there is nothing to decide.")
    return Submission(
        submission_id=sent.submission_id,
        plan_id=sent.plan_id,
        plan_version=sent.plan_version,
        agency=sent.agency,
        case_manager=sent.case_manager,
        approved_by=sent.approved_by,
        plan_year=Span(sent.plan.start, sent.plan.end),
        priority=sent.priority,
        expedited=sent.expedited,
        lines=lines,
        justifications=tuple(
            JustificationNote(text=note.text, written_on=note.written_on)
            for note in sent.notes
            if note.type == "priority_justification" and note.status == "complete"
        ),
    )


def _line(line: RequestLine, index: int) -> RequestedLine:
    if line.end < line.start:
        raise InvalidMember(f"/lines/{index}/end", "reversed", "The line ends before it begins.")
    return RequestedLine(
        line_id=line.line_id,
        action=LineAction(line.action),
        service_code=line.service_code,
        modifiers=tuple(line.modifiers),
        provider_id=line.provider_id,
        units=line.units,
        frequency=Frequency(line.frequency),
        span=Span(line.start, line.end),
        total=line.total,
        supersedes=line.supersedes,
    )
