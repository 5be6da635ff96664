"""Examples of the rules for what stands around a plan: the member, the providers, money, other requests."""

from typing import Any

from tests.support.plan_bodies import (
    Json,
    a_change,
    a_document,
    a_line,
    a_note,
    a_plan_note,
    an_addendum,
    an_increase,
    case_management,
)
from tests.unit.plans.example import MEALS, RESPITE, TEN_DAYS, Example

MEMBER: Json = {
    "birth_date": "1941-12-10",
    "county": "Tulsa",
    "coverage": [{"program": "advantage", "start": "2018-01-01"}],
    "level_of_care": {"start": "2018-07-15", "end": "2019-07-14"},
    "slot_held": True,
}
CERTIFIED: Json = {"service_code": "S5170", "counties": ["Tulsa", "Osage"], "start": "2018-01-01"}
NOVEMBER_MEALS = a_line(**MEALS | {"start": "2018-11-05"})
CD_PASS: Json = {"service_code": "S5125", "provider": "F1", "start": "2018-11-05"}
WORKSHEET = {"documents": [a_document("cdpass_budget_worksheet")]}
CAREGIVER: Json = {"name": "Bea Byron"}
NOTE = "Plan year 2018-2019: please look at S5170."


def with_member(line: Json = NOVEMBER_MEALS, **member: Any) -> Json:
    return an_addendum(line, member={**MEMBER, **member})


def during_a_stay(line: Json, first: str, last: str) -> Json:
    stays = [{"facility": "hospital", "start": first, "end": last}]
    return a_change("addendum", [], [line], member={**MEMBER, "stays": stays})


def with_provider(certification: Json | None = None, **provider: Any) -> Json:
    held = [CERTIFIED if certification is None else {**CERTIFIED, **certification}]
    return an_addendum(NOVEMBER_MEALS, member=MEMBER, providers=[{"ref": "M1", "certifications": held, **provider}])


def self_directed(plan: Json | None = None, **line: Any) -> Json:
    return a_change("addendum", [], [a_line(**CD_PASS | line)], plan=plan or WORKSHEET)


def supervised_by(*others: Json) -> Json:
    return {"notes": [a_note(), *others]}


def conflicted(waived: bool) -> Json:
    care = a_line(provider="A", start="2018-11-05")
    providers = [{"ref": "A", "conflict_waived": waived}]
    return a_change("addendum", [case_management()], [case_management(), care], providers=providers)


def signed(*signers: Json) -> Json:
    return an_addendum(NOVEMBER_MEALS, plan={"signatures": [{"signed_on": "2018-10-20", **one} for one in signers]})


CIRCUMSTANCES = {
    "DT-07": Example(
        trips=an_addendum(a_line(service_code="S9126", frequency="calendar_day", units=1, start="2018-10-20"),
                          received_on="2018-10-22"),
        passes=an_addendum(a_line(service_code="S9126", frequency="calendar_day", units=1, start="2018-10-20",
                                  retro_reason="hospice began at night"), received_on="2018-10-22"),
        pointer="/proposed/lines/1/start",
        severity="warning",
        expected="2018-10-22",
        actual="2018-10-20",
    ),
    "DT-08": Example(
        trips=with_member(level_of_care={"start": "2018-07-15", "end": "2019-07-13"}),
        passes=with_member(),
        pointer="/proposed/lines/1/end",
        expected="2019-07-13",
        actual="2019-07-14",
    ),
    "EL-01": Example(
        trips=with_member(coverage=[]),
        passes=with_member(),
        pointer="/member/coverage",
        expected="2018-10-24",
    ),
    "OV-03": Example(
        trips=with_member(state_plan_services=[{"service_code": "S5170", "payer": "medicare", "start": "2019-01-01"}]),
        passes=with_member(state_plan_services=[{"service_code": "S5170", "payer": "medicare", "start": "2018-01-01",
                                                 "end": "2018-11-04"}]),
        pointer="/proposed/lines/1",
        severity="warning",
        actual="medicare",
    ),
    "OV-04": Example(
        trips=during_a_stay(NOVEMBER_MEALS, "2018-11-01", "2018-11-07"),
        passes=during_a_stay(a_line(**RESPITE | TEN_DAYS), "2018-12-20", "2018-12-29"),
        pointer="/proposed/lines/0/start",
        expected="2018-11-08",
        actual="2018-11-05",
    ),
    "OV-05": Example(
        trips=an_addendum(NOVEMBER_MEALS, open_requests=[{"ref": "R7", "lines": [{**NOVEMBER_MEALS, "ref": "other"}]}]),
        passes=an_addendum(NOVEMBER_MEALS, open_requests=[{"ref": "R7", "lines": [{**NOVEMBER_MEALS, "units": 2}]}]),
        pointer="/open_requests/0",
        actual="R7",
    ),
    "PV-01": Example(
        trips=with_provider({"counties": ["Osage"]}),
        passes=with_provider(),
        pointer="/proposed/lines/1/provider",
        actual="M1",
    ),
    "PV-02": Example(
        trips=an_addendum({**NOVEMBER_MEALS, "provider_choice": {"offered": 1, "recorded": True}}),
        passes=an_addendum({**NOVEMBER_MEALS, "provider_choice": {"offered": 2, "recorded": True}}),
        pointer="/proposed/lines/1/provider_choice/offered",
        severity="warning",
        expected=2,
        actual=1,
    ),
    "PV-03": Example(
        trips=conflicted(waived=False),
        passes=conflicted(waived=True),
        pointer="/proposed/lines/1/provider",
        expected="not A",
        actual="A",
    ),
    "PV-04": Example(
        trips=self_directed(caregiver={**CAREGIVER, "authorities": ["guardian"]}),
        passes=self_directed(caregiver={**CAREGIVER, "is_spouse": True, "has_exception": True}),
        pointer="/proposed/lines/0/caregiver",
        actual="Bea Byron",
    ),
    "BD-01": Example(
        trips=an_increase(costs={"plan_cost_cap": "11886.74"}),
        passes=an_increase(costs={"plan_cost_cap": "11886.75"}),
        pointer="/costs/plan_cost_cap",
        expected="11886.74",
        actual="11886.75",
    ),
    "BD-02": Example(
        trips={**self_directed(), "costs": {"agency_cost": "5909.76"}},
        passes={**self_directed(), "costs": {"agency_cost": "5909.77"}},
        pointer="/costs/agency_cost",
        expected="less than 5909.76",
        actual="5909.76",
    ),
    "CP-01": Example(
        trips={**self_directed(), "member": {**MEMBER, "msq": 12, "representatives": []}},
        passes={**self_directed(), "member": {**MEMBER, "msq": 11, "ucat_score": 116, "representatives": []}},
        pointer="/member/representatives",
        expected="authorized_representative",
    ),
    "PC-01": Example(
        trips=an_addendum({**NOVEMBER_MEALS, "needs": ["cannot cook"], "goals": []}),
        passes=an_addendum({**NOVEMBER_MEALS, "needs": ["cannot cook"], "goals": ["one warm meal a day"]}),
        pointer="/proposed/lines/1/goals",
        expected="a goal",
        actual=[],
    ),
    "PC-02": Example(
        trips=signed({"by": "case_manager"}, {"by": "provider", "provider": "M1"}),
        passes=signed({"by": "member"}, {"by": "case_manager"}, {"by": "provider", "provider": "M1"}),
        pointer="/proposed/signatures",
        expected="member",
    ),
    "WF-03": Example(
        trips=an_addendum(NOVEMBER_MEALS, plan=supervised_by(a_plan_note(NOTE, attachments=["image/png"]))),
        passes=an_addendum(NOVEMBER_MEALS, plan=supervised_by(a_plan_note(NOTE, attachments=["application/pdf"]))),
        pointer="/proposed/notes/1",
        severity="warning",
        actual=["attach PDF files only"],
    ),
}  # fmt: skip


def running(as_of: str, *others: Json, next_year: bool = True, line: Json | None = None, **plan: Any) -> Json:
    """The running plan with half of its units used by January, looked at on the day."""
    half = {"used_units": 1251, "delivered_through": as_of}
    care = a_line("L1", status="authorized", **{**half, **(line or {})})
    following = [{"type": "reassessment", "origin": "case_manager", "start": "2019-07-15", "end": "2020-07-13"}]
    watched = {"reviewed_on": "2018-07-15", "contacted_on": as_of, **plan}
    return a_change(
        "addendum", [care], [care, *others], as_of=as_of, other_plans=following if next_year else [], plan=watched
    )


RUNNING_PLANS = {
    "DT-09": Example(
        trips=running("2019-06-04", next_year=False, line={"used_units": 2200}),
        passes=running("2019-06-04", line={"used_units": 2200}),
        pointer="/proposed/end",
        severity="warning",
        stage="periodic",
        expected="2019-07-15",
    ),
    "UN-06": Example(
        trips=running("2019-01-13", line={"used_units": 600}),
        passes=running("2019-01-13"),
        pointer="/proposed/lines/0/used_units",
        severity="warning",
        stage="periodic",
        expected=1255,
        actual=600,
    ),
    "EL-02": Example(
        trips=running("2019-01-13", line={"delivered_through": "2018-11-30"}),
        passes=running("2019-01-13", line={"delivered_through": "2018-12-01"}),
        pointer="/proposed/lines",
        severity="warning",
        stage="periodic",
        expected="2018-12-01",
        actual="2018-11-30",
    ),
    "PC-03": Example(
        trips=running("2019-01-13", reviewed_on="2018-01-12"),
        passes=running("2019-01-13", reviewed_on="2018-01-13"),
        pointer="/proposed/reviewed_on",
        stage="periodic",
        expected="2018-01-13",
        actual="2018-01-12",
    ),
}
LATER: dict[str, Example] = {
    "CS-11": Example(
        trips=an_increase(policy="2019-04"),
        passes=an_increase(old={"end": "2019-07-14", "requested_end": "2018-11-04"}, policy="2019-04"),
        pointer="/proposed/lines/0/end",
        severity="info",
        expected="2019-07-14",
        actual="2018-11-04",
    ),
    "BD-03": Example(
        trips=an_increase(
            old={"end": "2019-07-14", "requested_end": "2018-11-04"}, new={"units": 61}, policy="2019-04"
        ),
        passes=an_increase(
            old={"end": "2019-07-14", "requested_end": "2018-11-04"}, new={"units": 60}, policy="2019-04"
        ),
        pointer="/proposed/lines/1/units",
        severity="info",
        actual=61,
    ),
}
