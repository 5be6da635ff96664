"""A new rate splits a line: no unit is lost or made, no day is left out, and authorization goes on knowing one line."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.lifecycle import PlanStatus
from plans.domain.plan import EndReason, Frequency, LineStatus
from plans.domain.rate_parts import as_authorized, newest_part, split_at, with_splits
from plans.domain.stored_plan import LineAsk, StoredLine, StoredPlan
from plans.domain.totals import line_totals
from plans.domain.units import split_at_boundaries, split_by_days
from plans.use_cases.judge_plan import with_totals
from tests.unit.plans.test_suspension import a_line, a_plan

START, END = date(2019, 4, 10), date(2020, 4, 8)
NEW_RATE = date(2019, 10, 1)
NEW = UUID(int=900)


def a_running_plan(*lines: StoredLine) -> StoredPlan:
    plan = replace(a_plan(*lines), start=START, end=END)
    plan = with_totals(plan)
    return replace(plan, lines=tuple(replace(line, authorized=line.terms) for line in plan.lines))


def case_management(**changes: object) -> StoredLine:
    line = a_line(code="T1016", units=175, frequency=Frequency.YEAR, start=START, end=END)
    return replace(line, authorization_number="2500000019", **changes)  # type: ignore[arg-type]


def split(plan: StoredPlan, day: date = NEW_RATE, key: str = "T1016", new_id: UUID = NEW) -> StoredPlan:
    return with_splits(plan, split_at(plan, key, day, lambda: new_id))


def test_scenario_21_the_parts_are_83_and_92_units_under_one_number() -> None:
    old, new = split(a_running_plan(case_management())).lines
    assert [(part.start, part.end, part.total) for part in (old, new)] == [
        (START, date(2019, 9, 30), 83),
        (NEW_RATE, END, 92),
    ]
    assert (new.supersedes, new.rate_from, new.id) == (old.id, NEW_RATE, NEW)
    assert old.authorization_number == new.authorization_number == "2500000019"
    assert (old.status, new.status) == (LineStatus.SUPERSEDED, LineStatus.AUTHORIZED)
    assert [part.authorized for part in (old, new)] == [old.terms, new.terms]


FREQUENCIES = [Frequency.CALENDAR_DAY, Frequency.WEEK, Frequency.MONTH, Frequency.YEAR]


@given(
    units=st.integers(1, 400),
    frequency=st.sampled_from(FREQUENCIES),
    length=st.integers(3, 365),
    cuts=st.sets(st.integers(1, 364), min_size=1, max_size=4),
)
def test_the_parts_keep_the_total_whatever_the_frequency_and_however_often_it_is_split(
    units: int, frequency: Frequency, length: int, cuts: set[int]
) -> None:
    code = "T1016" if frequency is Frequency.YEAR else "T1019"
    end = START + timedelta(days=length - 1)
    plan = a_running_plan(a_line(code=code, units=units, frequency=frequency, start=START, end=end))
    whole = plan.lines[0].total
    assert whole is not None
    for place, cut in enumerate(sorted(cuts)):
        plan = split(plan, START + timedelta(days=cut), code, UUID(int=900 + place))

    parts = sorted(plan.lines, key=lambda line: line.start or START)
    totals = [part.total or 0 for part in parts]
    assert sum(totals) == whole
    assert min(totals) >= 0
    assert (parts[0].start, parts[-1].end) == (START, end)
    for before, after in pairwise(parts):
        assert before.end is not None
        assert after.start == before.end + timedelta(days=1)
    assert [line.total for line in with_totals(plan).lines] == [line.total for line in plan.lines]
    [(joined, asked)] = as_authorized(plan)
    assert (joined.id, joined.start, joined.end, joined.total, asked) == (UUID(int=1), START, end, whole, LineAsk.NONE)
    assert newest_part(plan, UUID(int=1)) == parts[-1].id


def test_a_line_that_was_split_is_not_split_again_at_the_same_day() -> None:
    plan = split(a_running_plan(case_management()))
    assert split_at(plan, "T1016", NEW_RATE, lambda: NEW) == []


@pytest.mark.parametrize("day", [START, END + timedelta(days=1)])
def test_a_line_without_a_day_on_both_sides_is_left_alone(day: date) -> None:
    assert split_at(a_running_plan(case_management()), "T1016", day, lambda: NEW) == []


def test_other_services_and_what_is_delivered_once_are_left_alone() -> None:
    plan = a_running_plan(a_line(code="S5160", units=1, frequency=Frequency.ONE_TIME, start=START, end=END))
    assert split_at(plan, "S5160", NEW_RATE, lambda: NEW) == []
    assert split_at(plan, "T1016", NEW_RATE, lambda: NEW) == []


def test_what_is_under_way_waits_and_says_for_what() -> None:
    plan = a_running_plan(case_management())
    asked = replace(plan.lines[0], end=END - timedelta(days=60), reason=EndReason.END)
    [changing] = split_at(replace(plan, lines=(asked,)), "T1016", NEW_RATE, lambda: NEW)
    [reviewed] = split_at(replace(plan, status=PlanStatus.SPA_REVIEW), "T1016", NEW_RATE, lambda: NEW)
    assert (changing.parts, reviewed.parts) == ((), ())
    assert changing.reason is not None
    assert changing.reason.startswith("A change of this line")
    assert reviewed.reason is not None
    assert reviewed.reason.startswith("The plan is in review")


def test_authorization_sees_the_end_of_a_split_line_as_that_of_the_line_it_knows() -> None:
    plan = split(a_running_plan(case_management()))
    ended = replace(plan.lines[1], end=END - timedelta(days=60), reason=EndReason.END)
    [(joined, asked)] = as_authorized(with_totals(plan.with_line(ended)))
    assert (joined.id, joined.start, joined.end, asked) == (UUID(int=1), START, ended.end, LineAsk.END)


def test_a_successor_of_a_split_line_supersedes_the_line_that_authorization_knows() -> None:
    plan = split(a_running_plan(case_management()))
    begins = END - timedelta(days=60)
    successor = case_management(id=UUID(int=5), start=begins, supersedes=NEW, status=LineStatus.REQUESTED, units=100)
    ended = replace(plan.lines[1], end=begins - timedelta(days=1), reason=EndReason.DECREASE)
    (known, nothing), (new, asked) = as_authorized(plan.with_line(ended).with_line(successor))
    assert (known.id, nothing, new.supersedes, asked) == (UUID(int=1), LineAsk.NONE, UUID(int=1), LineAsk.NEW)


def test_two_week_lines_that_only_stand_beside_each_other_are_counted_apart() -> None:
    one = a_line(1, units=48, start=START, end=date(2019, 4, 13)).as_service_line()
    other = a_line(2, units=48, start=date(2019, 4, 14), end=date(2019, 4, 17)).as_service_line()
    assert line_totals([one, other]) == [28, 28]
    assert line_totals([one, replace(other, rate_from=other.start)]) == [28, 27]


@given(total=st.integers(0, 5000), first=st.integers(1, 400), rest=st.integers(1, 400), cut=st.integers(1, 400))
def test_two_parts_share_by_largest_remainder_and_a_later_cut_leaves_the_first(
    total: int, first: int, rest: int, cut: int
) -> None:
    assert split_at_boundaries(total, [first, rest]) == split_by_days(total, [first, rest])
    parts = split_at_boundaries(total, [first, cut, rest])
    assert parts[0] == split_at_boundaries(total, [first, cut + rest])[0]
    assert sum(parts) == total
    assert min(parts) >= 0
