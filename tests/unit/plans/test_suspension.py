"""Stays take days from running lines."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from plans.domain.circumstances import Facility, Stay
from plans.domain.lifecycle import PlanStatus
from plans.domain.plan import Frequency, LineStatus, PlanOrigin, PlanType
from plans.domain.policies import POLICIES, Policy
from plans.domain.stored_plan import StoredLine, StoredPlan
from plans.domain.suspension import suspensions_of

NOW = datetime(2018, 10, 24, 15, tzinfo=UTC)
START, END = date(2018, 7, 15), date(2019, 7, 14)


def a_line(number: int = 1, code: str = "T1019", **changes: Any) -> StoredLine:
    line = StoredLine(
        id=UUID(int=number),
        service_code=code,
        units=48,
        frequency=Frequency.WEEK,
        start=START,
        end=END,
        status=LineStatus.AUTHORIZED,
    )
    return replace(line, **changes)


def a_plan(*lines: StoredLine) -> StoredPlan:
    return StoredPlan(
        id=UUID(int=100),
        version=1,
        member_id=UUID(int=200),
        agency=None,
        type=PlanType.INITIAL,
        origin=PlanOrigin.CONVERSION,
        status=PlanStatus.AUTHORIZED,
        start=START,
        end=END,
        case_manager="cm1",
        created_at=NOW,
        updated_at=NOW,
        lines=lines,
    )


def a_stay(start: date, end: date | None = None) -> Stay:
    return Stay(facility=Facility.HOSPITAL, start=start, end=end)


def days(plan: StoredPlan, *stays: Stay, policy: Policy = POLICIES[0]) -> list[tuple[int, date, date, date | None]]:
    found = suspensions_of(plan, stays, policy)
    return [(one.line_id.int, one.start, one.end, one.resumes_on) for one in found]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_scenario_22_a_hospital_stay_pauses_the_waiver_lines_and_not_case_management(policy: Policy) -> None:
    plan = a_plan(a_line(1), a_line(2, "T1016"), a_line(3, "UB120"), a_line(4, "S5170"))
    stay = a_stay(date(2018, 12, 3), date(2018, 12, 9))
    lost = (date(2018, 12, 3), date(2018, 12, 9), date(2018, 12, 10))
    assert days(plan, stay, policy=policy) == [(1, *lost), (4, *lost)]


def test_before_the_discharge_nobody_knows_when_a_line_resumes() -> None:
    assert days(a_plan(a_line()), a_stay(date(2018, 12, 3))) == [(1, date(2018, 12, 3), END, None)]


def test_two_stays_without_a_day_between_them_resume_after_the_second() -> None:
    stays = a_stay(date(2018, 12, 3), date(2018, 12, 9)), a_stay(date(2018, 12, 10), date(2018, 12, 12))
    assert [found[3] for found in days(a_plan(a_line()), *stays)] == [date(2018, 12, 13)] * 2


def test_a_line_that_ends_during_the_stay_does_not_resume_and_its_successor_does() -> None:
    ended = a_line(1, end=date(2018, 12, 5), status=LineStatus.SUPERSEDED)
    plan = a_plan(ended, a_line(2, start=date(2018, 12, 6)))
    assert days(plan, a_stay(date(2018, 12, 3), date(2018, 12, 9))) == [
        (1, date(2018, 12, 3), date(2018, 12, 5), None),
        (2, date(2018, 12, 6), date(2018, 12, 9), date(2018, 12, 10)),
    ]


@pytest.mark.parametrize("status", [LineStatus.DRAFT, LineStatus.REQUESTED, LineStatus.NOT_AUTHORIZED])
def test_what_does_not_run_is_not_suspended(status: LineStatus) -> None:
    assert days(a_plan(a_line(status=status)), a_stay(date(2018, 12, 3))) == []


def test_a_stay_outside_the_line_takes_nothing() -> None:
    stays = a_stay(date(2018, 7, 1), date(2018, 7, 14)), a_stay(date(2019, 7, 15))
    assert days(a_plan(a_line()), *stays) == []
