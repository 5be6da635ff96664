"""Priority per line: judged by rule on receipt, then by a reviewer against the criteria."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from authorization.domain.policies.policy import Policy
from authorization.domain.request import LineAction, LinePriority, PriorityStatus, RequestedLine, Submission


class PriorityOutcome(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """All that the priority rules may know on receipt."""

    submission: Submission
    policy: Policy

    @property
    def asked(self) -> tuple[tuple[int, RequestedLine], ...]:
        """The lines for which priority was asked, with their place in the request; none when it was not."""
        if not self.submission.priority:
            return ()
        lines = enumerate(self.submission.lines)
        return tuple((index, line) for index, line in lines if line.action is not LineAction.NONE)

    @property
    def justified(self) -> bool:
        return any(note.text.strip() for note in self.submission.justifications)

    def exempt(self, line: RequestedLine) -> bool:
        return self.policy.needs_no_note(line.service_code)

    def denied(self, line: RequestedLine) -> bool:
        return not self.exempt(line) and not self.justified


@dataclass(frozen=True, slots=True)
class PriorityReviewFacts:
    """A reviewer's judgement of the lines under priority review, each with its place in the request."""

    lines: tuple[tuple[int, RequestedLine], ...]
    outcome: PriorityOutcome
    reason: str


def judge_priority(facts: PriorityFacts) -> tuple[LinePriority, ...]:
    """One entry per line to decide: denied for want of a note (PR-01), else sent to priority review."""
    return tuple(_judged(facts, line) for line in facts.submission.asked)


def _judged(facts: PriorityFacts, line: RequestedLine) -> LinePriority:
    if not facts.submission.priority:
        return LinePriority(line_id=line.line_id, status=PriorityStatus.NOT_REQUESTED)
    if facts.denied(line):
        return LinePriority(line_id=line.line_id, status=PriorityStatus.DENIED, rule_ids=("PR-01",))
    rule_ids = ("PR-02",) if facts.exempt(line) else ()
    return LinePriority(line_id=line.line_id, status=PriorityStatus.UNDER_REVIEW, rule_ids=rule_ids)


def review_priority(
    priorities: tuple[LinePriority, ...], outcome: PriorityOutcome, reason: str | None
) -> tuple[LinePriority, ...]:
    """The lines under review take the outcome; lines already judged keep theirs."""
    rejected = outcome is PriorityOutcome.REJECTED
    return tuple(
        replace(
            entry,
            status=PriorityStatus(outcome),
            rule_ids=(*entry.rule_ids, "PR-04") if rejected else entry.rule_ids,
            reason=reason,
        )
        if entry.status is PriorityStatus.UNDER_REVIEW
        else entry
        for entry in priorities
    )


def request_priority(priorities: Iterable[LinePriority]) -> PriorityStatus:
    """The whole request stands as high as its best line."""
    statuses = {entry.status for entry in priorities}
    for status in (
        PriorityStatus.ACCEPTED,
        PriorityStatus.UNDER_REVIEW,
        PriorityStatus.REJECTED,
        PriorityStatus.DENIED,
    ):
        if status in statuses:
            return status
    return PriorityStatus.NOT_REQUESTED


QUEUE_RANKS: dict[PriorityStatus, int] = {
    PriorityStatus.ACCEPTED: 0,
    PriorityStatus.UNDER_REVIEW: 1,
    PriorityStatus.REJECTED: 2,
    PriorityStatus.DENIED: 2,
    PriorityStatus.NOT_REQUESTED: 2,
}
"""Order of the queue before the order of receipt: a lower rank is worked first."""
