"""Valid requests and decisions; a test states only its difference."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from authorization.domain.decision import DecisionFacts, LineOutcome, Outcome, Reason
from authorization.domain.policies import POLICIES
from authorization.domain.request import (
    Actor,
    AuthorizationRequest,
    Frequency,
    JustificationNote,
    LineAction,
    RequestedLine,
    Submission,
)
from shared.kernel.calendar import Span
from shared.kernel.rule import Evaluation

POLICY = POLICIES[0]
PLAN_YEAR = Span(date(2018, 7, 15), date(2019, 7, 14))
RECEIVED_AT = datetime(2018, 10, 24, 15, 0, tzinfo=UTC)
JUSTIFICATION = "Plan year 2018-2019: without more T1019 she is alone at night and falls."


def line_id(number: int) -> UUID:
    return UUID(int=number)


def a_line(number: int = 1, **differences: Any) -> RequestedLine:
    line = RequestedLine(
        line_id=line_id(number),
        action=LineAction.NEW,
        service_code="T1019",
        provider_id="P1",
        units=60,
        frequency=Frequency.WEEK,
        span=Span(date(2018, 11, 5), date(2019, 7, 14)),
        total=2160,
    )
    return replace(line, **differences)


def a_ub120_line(number: int = 2) -> RequestedLine:
    return a_line(
        number,
        service_code="UB120",
        units=1,
        frequency=Frequency.CALENDAR_DAY,
        span=Span(date(2018, 12, 20), date(2018, 12, 29)),
        total=10,
    )


def a_submission(*lines: RequestedLine, **differences: Any) -> Submission:
    submission = Submission(
        submission_id=UUID(int=900),
        plan_id=UUID(int=901),
        plan_version=2,
        agency="agency-a",
        case_manager="cm1",
        approved_by="sup1",
        plan_year=PLAN_YEAR,
        priority=False,
        expedited=False,
        lines=lines or (a_line(),),
    )
    return replace(submission, **differences)


def a_request(*lines: RequestedLine, **differences: Any) -> AuthorizationRequest:
    request = AuthorizationRequest(id=UUID(int=902), submission=a_submission(*lines), received_at=RECEIVED_AT)
    return replace(request, **differences)


def a_note(text: str = JUSTIFICATION, written_on: date | None = None) -> JustificationNote:
    return JustificationNote(text=text, written_on=written_on)


def an_outcome(number: int = 1, outcome: Outcome = Outcome.AUTHORIZED, **members: Any) -> LineOutcome:
    return LineOutcome(line_id=line_id(number), outcome=outcome, **members)


def a_reason(code: str = "DOC_MISSING", text: str = "The nurse evaluation is missing.") -> Reason:
    return Reason(code=code, text=text)


def decision_facts(
    *outcomes: LineOutcome,
    request: AuthorizationRequest | None = None,
    subject: str = "rev1",
    roles: tuple[str, ...] = ("spa_reviewer",),
    agency: str | None = None,
) -> DecisionFacts:
    return DecisionFacts(
        request=request or a_request(),
        outcomes=outcomes or (an_outcome(),),
        decider=Actor(subject=subject, roles=frozenset(roles), agency=agency),
        policy=POLICY,
        noticed_on=date(2018, 10, 26),
    )


def ids(evaluation: Evaluation) -> list[str]:
    return [found.rule_id for found in evaluation.findings]
