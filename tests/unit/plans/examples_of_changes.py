"""Examples of the rules for changing services and for new plans."""

from tests.support.plan_bodies import (
    FIRST_YEAR,
    a_change,
    a_document,
    a_line,
    a_note,
    a_reassessment,
    a_transfer,
    an_addendum,
    an_authorized_line,
    an_increase,
    an_initial_plan,
    first_documents,
)
from tests.unit.plans.example import (
    CONVERTED,
    JANUARY_PLAN,
    L1,
    MEAL_LINE,
    MEALS,
    MORE_UNITS,
    NEW_PLAN,
    Example,
    an_edit,
    more_case_management,
)

CHANGING_SERVICES = {
    "CS-01": Example(
        trips=an_addendum(a_line(**MEALS | {"start": "2018-07-14"})),
        passes=an_addendum(MEAL_LINE),
        pointer="/proposed/lines/1/start",
        expected="2018-07-15",
        actual="2018-07-14",
    ),
    "CS-02": Example(
        trips=a_change("addendum", [], [a_line(**JANUARY_PLAN)], plan=JANUARY_PLAN, **NEW_PLAN),
        passes=an_addendum(MEAL_LINE),
        pointer="/proposed",
        stage="edit",
        companions=frozenset({"DT-04"}),
        expected=["2018-07-15", "2019-07-14"],
        actual=["2019-01-01", "2019-12-31"],
    ),
    "CS-03": Example(
        trips=an_edit(L1, {**L1, "units": 60}),
        passes=an_edit(L1, L1),
        pointer="/proposed/lines/0/units",
        expected=48,
        actual=60,
    ),
    "CS-04": Example(
        trips=an_increase(old={"reason": None}),
        passes=an_increase(),
        pointer="/proposed/lines/0/reason",
        expected=["transfer", "increase", "decrease", "end"],
        actual=None,
    ),
    "CS-05": Example(
        trips=an_increase(new={"start": "2018-11-12"}),
        passes=an_increase(),
        pointer="/proposed/lines/1/start",
        expected="2018-11-05",
        actual="2018-11-12",
    ),
    "CS-06": Example(
        trips=an_increase(new={"units": 40}),
        passes=an_increase(),
        pointer="/proposed/lines/1/units",
        severity="warning",
        expected="more than 48",
        actual=40,
    ),
    "CS-07": Example(
        trips=a_transfer(new={"start": "2018-12-14"}),
        passes=a_transfer(new={"start": "2018-12-13"}),
        pointer="/proposed/lines/1/start",
        expected=["2018-12-12", "2018-12-13"],
        actual="2018-12-14",
    ),
    "CS-08": Example(
        trips=an_increase(as_of="2018-11-05"),
        passes=an_increase(as_of="2018-11-04"),
        pointer="/proposed/lines/0/end",
        expected="2018-11-05",
        actual="2018-11-04",
    ),
    "CS-09": Example(
        trips=more_case_management(notes=[a_note()]),
        passes=more_case_management(),
        pointer="/proposed/notes",
        expected="a complete plan note that names T1016",
        actual=None,
    ),
    "CS-10": Example(
        trips=a_change(
            "addendum",
            [an_authorized_line(status="requested", entered_by="conversion")],
            [an_authorized_line(status="requested", entered_by="conversion", units=60)],
        ),
        passes=a_change(
            "addendum",
            [an_authorized_line(status="requested", entered_by="case_manager")],
            [an_authorized_line(status="requested", entered_by="case_manager", units=60)],
        ),
        pointer="/proposed/lines/0/units",
        expected=48,
        actual=60,
    ),
}

NEW_PLANS = {
    "NP-01": Example(
        trips=an_initial_plan(current=None, other_plans=[CONVERTED], stage="edit"),
        passes=an_initial_plan(),
        pointer="/proposed",
        stage="edit",
        companions=frozenset({"DT-04"}),
        expected=["2018-07-15", "2019-07-14"],
        actual=["2018-09-10", "2019-09-09"],
    ),
    "NP-02": Example(
        trips=an_initial_plan(cm={"provider": "B"}),
        passes=an_initial_plan(),
        pointer="/proposed/lines/0/provider",
        expected="A",
        actual="B",
    ),
    "NP-03": Example(
        trips=an_initial_plan(nurse={"end": "2018-11-08"}),
        passes=an_initial_plan(),
        pointer="/proposed/lines/1/end",
        expected="2019-09-09",
        actual="2018-11-08",
    ),
    "NP-04": Example(
        trips=an_initial_plan(cm={"units": 180}),
        passes=an_initial_plan(
            cm={"units": 180},
            plan={**MORE_UNITS, "documents": [*first_documents(), a_document("additional_units_request")]},
        ),
        pointer="/proposed/lines/0/units",
        severity="warning",
        expected=175,
        actual=180,
    ),
    "RA-01": Example(
        trips=an_initial_plan(a_line(start="2018-09-10", end="2019-09-10")),
        passes=an_initial_plan(a_line(**FIRST_YEAR)),
        pointer="/proposed/lines/2/end",
        expected="2019-09-09",
        actual="2019-09-10",
    ),
    "RA-02": Example(
        trips=a_reassessment(
            a_line(start="2019-07-16", end="2020-07-13"), plan={"start": "2019-07-16", "end": "2020-07-14"}
        ),
        passes=a_reassessment(),
        pointer="/proposed/start",
        companions=frozenset({"DT-05"}),
        expected="2019-07-15",
        actual="2019-07-16",
    ),
    "RA-03": Example(
        trips=an_addendum(
            MEAL_LINE,
            plan={
                "end": "2019-07-13",
                "short_reason": "moves away",
                "lines": [{**L1, "end": "2019-07-13", "reason": "end"}],
            },
        ),
        passes=an_addendum(MEAL_LINE),
        pointer="/proposed/end",
        expected="2019-07-14",
        actual="2019-07-13",
    ),
    "RA-04": Example(
        trips=a_reassessment(a_line("N1", **MEALS | {"start": "2019-07-15", "end": "2020-07-13"})),
        passes=a_reassessment(),
        pointer="/other_plans/0/lines/0",
        severity="warning",
        expected="T1019",
        actual=None,
    ),
}
