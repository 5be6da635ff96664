"""Examples of the rules for dates, units, overlaps and workflow."""

from tests.support.plan_bodies import (
    FIRST_YEAR,
    YEAR_BEFORE,
    a_change,
    a_line,
    a_reassessment,
    a_transfer,
    an_addendum,
    an_increase,
    an_initial_plan,
    case_management,
)
from tests.unit.plans.example import L1, MEAL_LINE, MEALS, Example

EXTRA = {
    "DT-01": Example(
        trips=an_addendum(a_line(**MEALS | {"start": "2018-11-05", "end": "2018-11-04"})),
        passes=an_addendum(a_line(**MEALS | {"start": "2018-11-05", "end": "2018-11-05"})),
        pointer="/proposed/lines/1/end",
        actual="2018-11-04",
    ),
    "DT-02": Example(
        trips=an_initial_plan(plan={"end": "2019-09-10"}),
        passes=an_initial_plan(),
        pointer="/proposed/end",
        expected="2019-09-09",
        actual="2019-09-10",
    ),
    "DT-03": Example(
        trips=a_reassessment(a_line("N1", start="2019-07-15", end="2020-07-12"), plan={"end": "2020-07-12"}),
        passes=a_reassessment(
            a_line("N1", start="2019-07-15", end="2020-07-12"),
            plan={"end": "2020-07-12", "short_reason": "medical certification ends"},
        ),
        pointer="/proposed/end",
        severity="warning",
        expected="2020-07-13",
        actual="2020-07-12",
    ),
    "DT-04": Example(
        trips=an_addendum(MEAL_LINE, other_plans=[{**YEAR_BEFORE, "end": "2018-07-15"}]),
        passes=an_addendum(MEAL_LINE, other_plans=[YEAR_BEFORE]),
        pointer="/other_plans/0",
        actual=["2018-07-15", "2018-07-15"],
    ),
    "DT-05": Example(
        trips=an_initial_plan(plan={"type": "reentry"}, current=None, other_plans=[{**YEAR_BEFORE}]),
        passes=an_initial_plan(
            plan={"type": "reentry"}, current=None, other_plans=[{**YEAR_BEFORE, "end": "2018-09-09"}]
        ),
        pointer="/proposed/start",
        severity="warning",
        expected="2018-07-15",
        actual="2018-09-10",
    ),
    "DT-06": Example(
        trips=an_initial_plan(
            case_management("C2", modifiers=["U3"], status="draft", provider="A", start="2018-09-09", end="2019-09-09")
        ),
        passes=an_initial_plan(case_management("C2", modifiers=["U3"], status="draft", provider="A", **FIRST_YEAR)),
        pointer="/proposed/lines/2/end",
        expected="2019-09-08",
        actual="2019-09-09",
    ),
    "DT-10": Example(
        trips=an_increase(old={"end": "2018-11-07"}, new={"start": "2018-11-08"}),
        passes=an_increase(),
        pointer="/proposed/lines/0/end",
        severity="warning",
        expected="2018-11-11",
        actual="2018-11-07",
    ),
    "UN-01": Example(
        trips=an_addendum(a_line(**MEALS | {"units": 0})),
        passes=an_addendum(a_line(**MEALS | {"units": 1})),
        pointer="/proposed/lines/1/units",
        actual=0,
    ),
    "UN-02": Example(
        trips=an_addendum(a_line(service_code="S5100", units=100)),
        passes=an_addendum(a_line(service_code="S5100", modifiers=["U1"], units=100)),
        pointer="/proposed/lines/1/modifiers",
        expected=[["U1"]],
        actual=[],
    ),
    "UN-03": Example(
        trips=an_increase(new={"total": 2161}),
        passes=an_increase(new={"total": 2160}),
        pointer="/proposed/lines/1/total",
        expected=2160,
        actual=2161,
    ),
    "UN-04": Example(
        trips=an_increase(old={"used_units": 776}),
        passes=an_increase(old={"used_units": 775}),
        pointer="/proposed/lines/0/units",
        expected=776,
        actual=775,
    ),
    "UN-05": Example(
        trips=a_transfer(old={"used_units": 72}),
        passes=a_transfer(old={"used_units": 71}),
        pointer="/proposed/lines/1/units",
        expected=103,
        actual=104,
    ),
    "OV-01": Example(
        trips=an_addendum(a_line(provider="P2", start="2018-11-05")),
        passes=an_addendum(a_line(modifiers=["TF"], start="2018-11-05")),
        pointer="/proposed/lines/1/start",
        expected="2019-07-15",
        actual="2018-11-05",
    ),
    "OV-02": Example(
        trips=an_addendum(a_line(service_code="S5125", start="2018-11-05"), stage="submit"),
        passes=a_change("addendum", [], [a_line(service_code="S5125", start="2018-11-05")], stage="submit"),
        pointer="/proposed/lines/1",
        stage="submit",
    ),
    "WF-01": Example(
        trips=a_change("addendum", [L1, a_line(status="requested", **MEALS)], [L1]),
        passes=a_change("addendum", [L1, a_line(status="draft", **MEALS)], [L1]),
        pointer="/current/lines/1/status",
        expected="draft",
        actual="requested",
    ),
}
