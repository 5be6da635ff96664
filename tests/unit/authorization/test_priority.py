"""PR-01 to PR-04 and PR-06, and scenarios 16, 17 (its priority) and 18 of the domain page."""

from datetime import date

import pytest

from authorization.domain.priority import (
    PriorityFacts,
    PriorityOutcome,
    PriorityReviewFacts,
    judge_priority,
    request_priority,
    review_priority,
)
from authorization.domain.request import LineAction, LinePriority, PriorityStatus, Submission
from authorization.domain.rules import PRIORITY_REVIEW_RULES, RECEIPT_RULES
from shared.kernel.finding import Severity
from shared.kernel.rule import Evaluation, evaluate
from tests.unit.authorization.builders import (
    JUSTIFICATION,
    POLICY,
    a_line,
    a_note,
    a_submission,
    a_ub120_line,
    ids,
    line_id,
)


def on_receipt(submission: Submission) -> Evaluation:
    return evaluate(RECEIPT_RULES, PriorityFacts(submission, POLICY), POLICY.id)


def statuses(submission: Submission) -> list[PriorityStatus]:
    return [entry.status for entry in judge_priority(PriorityFacts(submission, POLICY))]


def test_without_a_wish_for_priority_no_rule_speaks() -> None:
    submission = a_submission(a_line(), a_ub120_line())

    assert ids(on_receipt(submission)) == []
    assert statuses(submission) == [PriorityStatus.NOT_REQUESTED, PriorityStatus.NOT_REQUESTED]


def test_pr_01_scenario_16_no_note_denies_the_priority_only() -> None:
    submission = a_submission(a_line(), priority=True)

    found = on_receipt(submission).findings

    assert [finding.rule_id for finding in found] == ["PR-01"]
    assert found[0].severity is Severity.INFO
    assert found[0].pointer == "/lines/0"
    assert "T1019" in found[0].message
    assert statuses(submission) == [PriorityStatus.DENIED]


def test_pr_01_a_blank_note_is_no_note() -> None:
    assert ids(on_receipt(a_submission(a_line(), priority=True, justifications=(a_note("  \n"),)))) == ["PR-01"]


def test_pr_01_passes_with_a_note() -> None:
    submission = a_submission(a_line(), priority=True, justifications=(a_note(),))

    assert ids(on_receipt(submission)) == []
    assert statuses(submission) == [PriorityStatus.UNDER_REVIEW]


@pytest.mark.parametrize("code", ["UB120", "T2031", "S5125", "T2025"])
def test_pr_02_exempt_services_need_no_note(code: str) -> None:
    submission = a_submission(a_line(service_code=code), priority=True)

    assert ids(on_receipt(submission)) == ["PR-02"]
    assert statuses(submission) == [PriorityStatus.UNDER_REVIEW]


@pytest.mark.parametrize("code", ["UB1200", "T20250", "T1019", "T1016"])
def test_pr_02_other_services_are_not_exempt(code: str) -> None:
    assert ids(on_receipt(a_submission(a_line(service_code=code), priority=True))) == ["PR-01"]


def test_scenario_17_cd_pass_keeps_its_priority_without_a_note() -> None:
    submission = a_submission(a_line(service_code="S5125", modifiers=("TF",)), priority=True)

    found = on_receipt(submission).findings

    assert [finding.message for finding in found] == ["No note needed for S5125-TF; sent to priority review."]
    assert statuses(submission) == [PriorityStatus.UNDER_REVIEW]


def test_pr_06_scenario_18_a_mixed_request_keeps_priority_for_the_exempt_line() -> None:
    submission = a_submission(a_line(), a_ub120_line(), priority=True)

    evaluation = on_receipt(submission)

    assert ids(evaluation) == ["PR-01", "PR-02", "PR-06"]
    assert evaluation.findings[-1].message == "Priority kept for UB120; standard for T1019."
    assert statuses(submission) == [PriorityStatus.DENIED, PriorityStatus.UNDER_REVIEW]
    assert evaluation.outcome == "clear"


def test_pr_06_is_silent_when_the_note_carries_both() -> None:
    submission = a_submission(a_line(), a_ub120_line(), priority=True, justifications=(a_note(),))

    assert ids(on_receipt(submission)) == ["PR-02"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("T1019 2018: at once", "is shorter than"),
        ("Without T1019 she is alone at night and falls.", "does not name the plan year"),
        ("Plan year 2018-2019: she is alone at night and falls.", "does not name T1019"),
    ],
)
def test_pr_03_a_thin_justification_warns(text: str, message: str) -> None:
    submission = a_submission(a_line(), priority=True, justifications=(a_note(text),))

    found = on_receipt(submission).findings

    assert [finding.rule_id for finding in found] == ["PR-03"]
    assert message in found[0].message
    assert statuses(submission) == [PriorityStatus.UNDER_REVIEW]


def test_pr_03_a_copied_justification_warns() -> None:
    notes = (a_note(written_on=date(2018, 8, 1)), a_note(written_on=date(2018, 10, 24)))

    found = on_receipt(a_submission(a_line(), priority=True, justifications=notes)).findings

    assert [finding.rule_id for finding in found] == ["PR-03"]
    assert "word for word" in found[0].message


def test_pr_03_judges_the_latest_note() -> None:
    notes = (a_note("x", date(2018, 8, 1)), a_note(JUSTIFICATION, date(2018, 10, 24)))

    assert ids(on_receipt(a_submission(a_line(), priority=True, justifications=notes))) == []


def test_lines_that_are_context_have_no_priority() -> None:
    context = a_line(2, action=LineAction.NONE)

    assert len(judge_priority(PriorityFacts(a_submission(a_line(), context, priority=True), POLICY))) == 1


def test_pr_04_a_rejected_priority_says_why() -> None:
    facts = PriorityReviewFacts(((0, a_line()),), PriorityOutcome.REJECTED, "no harm within {24} hours")

    found = evaluate(PRIORITY_REVIEW_RULES, facts, POLICY.id).findings

    assert [finding.rule_id for finding in found] == ["PR-04"]
    assert found[0].message == "Priority criteria not met for T1019: no harm within {24} hours"


def test_pr_04_passes_when_accepted() -> None:
    facts = PriorityReviewFacts(((0, a_line()),), PriorityOutcome.ACCEPTED, "")

    assert ids(evaluate(PRIORITY_REVIEW_RULES, facts, POLICY.id)) == []


def test_a_review_judges_only_the_lines_under_review() -> None:
    judged = judge_priority(PriorityFacts(a_submission(a_line(), a_ub120_line(), priority=True), POLICY))

    accepted = review_priority(judged, PriorityOutcome.ACCEPTED, "respite bed is held")
    rejected = review_priority(judged, PriorityOutcome.REJECTED, "no harm")

    assert [entry.status for entry in accepted] == [PriorityStatus.DENIED, PriorityStatus.ACCEPTED]
    assert [entry.rule_ids for entry in accepted] == [("PR-01",), ("PR-02",)]
    assert rejected[1] == LinePriority(
        line_id=line_id(2), status=PriorityStatus.REJECTED, rule_ids=("PR-02", "PR-04"), reason="no harm"
    )


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("accepted", "denied"), "accepted"),
        (("under_review", "denied"), "under_review"),
        (("rejected", "denied"), "rejected"),
        (("denied",), "denied"),
        (("not_requested",), "not_requested"),
        ((), "not_requested"),
    ],
)
def test_a_request_stands_as_high_as_its_best_line(lines: tuple[str, ...], whole: str) -> None:
    entries = [LinePriority(line_id=line_id(n), status=PriorityStatus(status)) for n, status in enumerate(lines)]

    assert request_priority(entries) == whole
