"""Since when a decision takes something away, and what is said when that is too early."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from authorization.domain.decision import DecisionFacts, GrantedLine, Outcome, RunningLine, asked_total
from authorization.domain.notice import cut_on
from authorization.domain.priority import PriorityFacts
from authorization.domain.request import Frequency, LineAction
from authorization.domain.rules import DECISION_RULES, RECEIPT_RULES
from shared.kernel.calendar import Span
from shared.kernel.rule import evaluate
from tests.unit.authorization.builders import (
    PLAN_YEAR,
    POLICY,
    a_line,
    a_reason,
    a_request,
    a_submission,
    an_outcome,
    decision_facts,
    ids,
    line_id,
)

TODAY = date(2018, 10, 26)
RUNNING = RunningLine(
    number="2500000019",
    provider_id="P1",
    units=48,
    frequency=Frequency.WEEK,
    span=PLAN_YEAR,
    used=0,
    delivered_through=None,
)
FOLLOWS = date(2018, 11, 5)


def cut(action: LineAction = LineAction.NEW, provider_id: str = "P1", **granted: Any) -> date | None:
    line = a_line(action=action, units=48, provider_id=provider_id, span=Span(FOLLOWS, PLAN_YEAR.end))
    given = GrantedLine(**{"line": line, "units": 48, "span": line.span, "total": 1, **granted})
    return cut_on(line, given, None, RUNNING, TODAY)


@pytest.mark.parametrize(
    ("granted", "expected"),
    [
        ({}, None),
        ({"units": 49}, None),
        ({"units": 47}, FOLLOWS),
        ({"span": Span(FOLLOWS, date(2019, 3, 31))}, date(2019, 4, 1)),
        ({"units": 60, "span": Span(FOLLOWS, date(2019, 3, 31))}, date(2019, 4, 1)),
        ({"units": 47, "span": Span(FOLLOWS, date(2019, 3, 31))}, FOLLOWS),
        ({"provider_id": "P2", "units": 47}, None),
    ],
)
def test_less_per_day_cuts_at_once_and_an_earlier_end_when_it_comes(
    granted: dict[str, Any], expected: date | None
) -> None:
    assert cut(**granted) == expected


def test_in_place_fewer_units_count_from_the_day_of_the_notice() -> None:
    assert cut(LineAction.CHANGE, units=40) == TODAY
    assert cut(LineAction.CHANGE, span=Span(PLAN_YEAR.start, PLAN_YEAR.end - timedelta(days=1))) == PLAN_YEAR.end


def in_place(**outcome: Any) -> DecisionFacts:
    line = a_line(action=LineAction.CHANGE, units=40, span=PLAN_YEAR, total=None)
    facts = decision_facts(an_outcome(**outcome), request=a_request(line))
    return replace(facts, running={line_id(1): RUNNING})


def test_dn_02_what_is_cut_in_place_is_not_told_to_begin_later() -> None:
    (finding,) = evaluate(DECISION_RULES, in_place(), POLICY.id).findings

    assert (finding.rule_id, finding.expected) == ("DN-02", "2018-11-05")
    assert "ask for a new one that begins on 2018-11-05 or later" in finding.message


def test_wf_05_a_line_changed_in_place_keeps_its_start() -> None:
    later = in_place(
        outcome=Outcome.MODIFIED,
        start=FOLLOWS,
        reasons=(a_reason("UNITS_NOT_SUPPORTED"),),
        advance_notice_exception="written_request",
    )

    assert ids(evaluate(DECISION_RULES, later, POLICY.id)) == ["WF-05"]


@pytest.mark.parametrize(
    ("stated", "plan", "total", "found"),
    [
        (2160, False, 2160, []),
        (2161, False, 2160, ["UN-03"]),
        (100, False, 100, []),
        (None, False, 2160, []),
        (2161, True, 2161, []),
    ],
)
def test_un_03_a_partner_gets_no_more_units_than_there_are(
    stated: int | None, plan: bool, total: int, found: list[str]
) -> None:
    line = a_line(total=stated)
    of_a_partner: dict[str, Any] = {} if plan else {"plan_id": None, "plan_version": None}
    submission = a_submission(line, **of_a_partner)

    assert asked_total(line, judged_by_plans=plan) == total
    assert ids(evaluate(RECEIPT_RULES, PriorityFacts(submission, POLICY), POLICY.id)) == found
