"""UT-01, UT-02, UN-04, UN-05, UN-06: what may be reported, what a decision may not undo, and the pace of use."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from authorization.domain.decision import Outcome, RunningLine
from authorization.domain.request import Frequency, LineAction
from authorization.domain.rules import BURN_RATE_RULES, DECISION_RULES, REPORT_RULES
from authorization.domain.utilization import (
    AuthorizedUse,
    BurnRateFacts,
    DeliveredDay,
    ReportFacts,
    UtilizationReport,
)
from shared.kernel.calendar import Span
from shared.kernel.finding import Finding
from shared.kernel.rule import evaluate
from tests.unit.authorization.builders import (
    POLICY,
    a_line,
    a_reason,
    a_request,
    an_outcome,
    decision_facts,
    line_id,
)

HUNDRED_DAYS = Span(date(2019, 1, 1), date(2019, 4, 10))
USE = AuthorizedUse(service="T1019", span=HUNDRED_DAYS, total=1000, used=0, delivered_through=None)


def reported(*days: tuple[date, int], takes_back: int = 0, **use: Any) -> list[tuple[str, str]]:
    report = UtilizationReport(report_id="R1", days=tuple(DeliveredDay(*day) for day in days))
    facts = ReportFacts(report=report, use=replace(USE, **use), takes_back=takes_back, today=date(2019, 3, 1))
    return [(found.rule_id, found.pointer) for found in evaluate(REPORT_RULES, facts, POLICY.id).findings]


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2019, 3, 1)])
def test_ut_01_takes_the_first_day_and_today(day: date) -> None:
    assert reported((day, 8)) == []


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2019, 3, 2), date(2019, 4, 11)])
def test_ut_01_refuses_days_outside_and_days_to_come(day: date) -> None:
    assert reported((date(2019, 1, 1), 1), (day, 8)) == [("UT-01", "/days/1/delivered_on")]


def test_ut_02_takes_the_last_unit_and_refuses_one_more() -> None:
    assert reported((date(2019, 1, 1), 100), used=900) == []
    assert reported((date(2019, 1, 1), 101), used=900) == [("UT-02", "/days")]


def test_ut_02_a_correction_gives_back_what_it_replaces() -> None:
    assert reported((date(2019, 1, 1), 150), used=900, takes_back=50) == []
    assert reported((date(2019, 1, 1), 151), used=900, takes_back=50) == [("UT-02", "/days")]


def paced(today: date, **use: Any) -> list[Finding]:
    facts = BurnRateFacts(use=replace(USE, **use), today=today, policy=POLICY)
    return list(evaluate(BURN_RATE_RULES, facts, POLICY.id).findings)


@pytest.mark.parametrize(
    ("used", "says"),
    [
        (0, "nothing was delivered since 2019-01-01"),
        (249, "where 500 were expected. Ask whether"),
        (250, None),
        (550, None),
        (551, "will not last"),
        (899, "will not last"),
        (900, "100 of 1000 units remain until 2019-04-10"),
    ],
)
def test_un_06_half_way(used: int, says: str | None) -> None:
    through = date(2019, 2, 19) if used else None

    messages = [found.message for found in paced(date(2019, 2, 19), used=used, delivered_through=through)]

    assert (says in messages[0]) if says else messages == []


def test_un_06_says_nothing_of_pace_in_the_first_weeks_nor_after_the_end() -> None:
    assert paced(date(2019, 1, 30)) == []
    assert [found.rule_id for found in paced(date(2019, 1, 31))] == ["UN-06"]
    assert paced(date(2019, 4, 11)) == []


def test_un_06_a_provider_that_reports_late_is_not_called_fast() -> None:
    """The pace is that of the days reported so far, not of today."""
    assert paced(date(2019, 2, 19), used=260, delivered_through=date(2019, 1, 20))[0].expected == 200
    assert paced(date(2019, 2, 19), used=260, delivered_through=date(2019, 1, 26)) == []


def running(used: int, through: date | None = None) -> dict[Any, RunningLine]:
    line = RunningLine(
        number="25",
        provider_id="P1",
        units=175,
        frequency=Frequency.YEAR,
        span=Span(date(2018, 7, 15), date(2019, 7, 14)),
        used=used,
        delivered_through=through,
    )
    return {line_id(9): line, line_id(1): line}


def year_decrease(units: int) -> Any:
    """Scenario 13: case management 175 a year, 120 used, to be decreased."""
    span = Span(date(2018, 7, 15), date(2019, 1, 31))
    old = a_line(9, action=LineAction.NONE, service_code="T1016", units=175, frequency=Frequency.YEAR, span=span)
    rest = Span(date(2019, 2, 1), date(2019, 7, 14))
    new = a_line(1, service_code="T1016", units=units, frequency=Frequency.YEAR, span=rest, total=units)
    return a_request(old, replace(new, supersedes=line_id(9)))


@pytest.mark.parametrize(("units", "rules"), [(100, ["UN-04"]), (119, ["UN-04"]), (120, [])])
def test_scenario_13_a_decrease_does_not_go_below_what_was_used(units: int, rules: list[str]) -> None:
    facts = replace(decision_facts(request=year_decrease(units)), running=running(120))

    findings = evaluate(DECISION_RULES, facts, POLICY.id).findings

    assert [found.rule_id for found in findings] == rules
    assert all("120 units were used" in found.message for found in findings)


def transfer(total: int, start: date = date(2018, 12, 12)) -> Any:
    """Scenario 11: case management 175 a year goes to another agency."""
    old = a_line(9, action=LineAction.NONE, service_code="T1016", units=175, frequency=Frequency.YEAR)
    rest = Span(start, date(2019, 7, 14))
    new = a_line(1, service_code="T1016", units=175, frequency=Frequency.YEAR, span=rest, total=total)
    return a_request(old, replace(new, supersedes=line_id(9), provider_id="P2"))


@pytest.mark.parametrize(("used", "rules"), [(70, []), (71, []), (72, ["UN-05"]), (175, ["UN-05"])])
def test_scenario_11_a_transfer_carries_what_the_first_agency_left(used: int, rules: list[str]) -> None:
    facts = replace(decision_facts(request=transfer(104)), running=running(used))

    findings = evaluate(DECISION_RULES, facts, POLICY.id).findings

    assert [found.rule_id for found in findings] == rules


def test_un_05_says_what_to_decide_instead_and_takes_it() -> None:
    early = decision_facts(request=transfer(145, date(2018, 9, 16)))
    asked = replace(early, running=running(71))
    (found,) = evaluate(DECISION_RULES, asked, POLICY.id).findings
    assert (found.pointer, found.expected, found.actual) == ("/lines/0/units", 104, 145)
    assert "at most 125 units a year" in found.message

    def judged(units: int) -> list[str]:
        outcome = an_outcome(outcome=Outcome.MODIFIED, units=units, reasons=(a_reason(),))
        facts = replace(asked, outcomes=(outcome,))
        return [found.rule_id for found in evaluate(DECISION_RULES, facts, POLICY.id).findings]

    assert ("UN-05" in judged(126), "UN-05" in judged(125)) == (True, False)


def test_un_04_a_line_changed_in_place_keeps_what_was_used() -> None:
    line = a_line(1, action=LineAction.CHANGE, units=200, frequency=Frequency.YEAR, total=200)
    less = an_outcome(outcome=Outcome.MODIFIED, units=110, reasons=(a_reason(),))
    facts = replace(decision_facts(less, request=a_request(line)), running=running(120))

    found, cut = evaluate(DECISION_RULES, facts, POLICY.id).findings

    assert (found.rule_id, found.pointer, found.expected) == ("UN-04", "/lines/0/units", 120)
    assert cut.rule_id == "DN-02"


def test_un_04_a_line_does_not_end_before_its_last_delivered_day() -> None:
    ending = a_request(a_line(action=LineAction.END, span=Span(date(2018, 7, 15), date(2018, 11, 30))))
    delivered = replace(decision_facts(request=ending), running=running(120, date(2018, 12, 1)))
    in_time = replace(delivered, running=running(120, date(2018, 11, 30)))

    (found,) = evaluate(DECISION_RULES, delivered, POLICY.id).findings

    assert (found.rule_id, found.pointer) == ("UN-04", "/lines/0/end")
    assert "delivered through 2018-12-01" in found.message
    assert evaluate(DECISION_RULES, in_time, POLICY.id).findings == ()
