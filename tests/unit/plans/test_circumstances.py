"""Rules for what stands around a plan, beyond the one example of each; scenarios 17, 21 and 22 by number."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.spans import joined, served
from shared.kernel.calendar import Span
from tests.support.plan_bodies import (
    Json,
    a_change,
    a_document,
    a_line,
    an_addendum,
    an_authorized_line,
    an_increase,
    case_management,
    check,
    finding,
    rule_ids,
)
from tests.unit.plans.examples_of_circumstances import (
    MEMBER,
    NOVEMBER_MEALS,
    WORKSHEET,
    self_directed,
    signed,
    with_member,
    with_provider,
)

STAY = {"facility": "hospital", "start": "2018-12-03", "end": "2018-12-09"}


def missing(answer: Json) -> dict[str, list[str]]:
    return {gap["rule_id"]: gap["needs"] for gap in answer["not_evaluated"]}


def test_scenario_17_self_direction_waits_for_a_representative() -> None:
    body = {**self_directed(), "priority": True, "member": {**MEMBER, "msq": 14, "representatives": []}}

    answer = check(body, "submit")

    assert (answer["outcome"], rule_ids(answer)) == ("blocked", {"CP-01"})
    assert "MSQ score is 14" in finding(answer, "CP-01")["message"]
    assert answer["priority"] == {"requested": True, "granted": ["L2"], "denied": []}
    fixed = [{"name": "Bea Byron", "authority": "authorized_representative"}]
    assert check({**body, "member": {**MEMBER, "msq": 14, "representatives": fixed}}, "submit")["outcome"] == "clear"


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"msq": 12}, True),
        ({"ucat_score": 117}, True),
        ({"aps_on": "2017-10-24"}, True),
        ({"aps_on": "2017-10-23", "msq": 11, "ucat_score": 116}, False),
    ],
)
def test_cp_01_who_needs_a_representative(facts: Json, refused: bool) -> None:
    answer = check({**self_directed(), "member": {**MEMBER, "representatives": [], **facts}})

    assert ("CP-01" in rule_ids(answer)) is refused


def test_cp_01_the_worksheet_is_of_the_right_version() -> None:
    old = {"documents": [a_document("cdpass_budget_worksheet", valid_through="2018-11-04")]}
    new = {"documents": [a_document("cdpass_budget_worksheet", valid_from="2018-11-05")]}

    assert rule_ids(check(self_directed(old))) == {"CP-01"}
    assert check(self_directed(new))["outcome"] == "clear"


@pytest.mark.parametrize(
    ("member", "needs"),
    [
        ({}, {"EL-01": ["member/coverage", "member/level_of_care"], "CP-01": ["member/msq", "member/ucat_score"]}),
        ({**MEMBER, "msq": 14}, {"CP-01": ["member/representatives"]}),
        ({**MEMBER, "msq": 3}, {"CP-01": ["member/ucat_score"]}),
    ],
)
def test_a_member_with_gaps_says_what_is_missing(member: Json, needs: Json) -> None:
    assert missing(check({**self_directed(), "member": member})) == needs


def test_scenario_22_a_stay_suspends_the_line_and_it_resumes_after_the_discharge() -> None:
    lines = [an_authorized_line(), case_management()]

    answer = check(a_change("addendum", lines, lines, member={**MEMBER, "stays": [STAY]}), "periodic")

    found = [entry for entry in answer["findings"] if entry["rule_id"] == "OV-04"]
    assert [(entry["pointer"], entry["severity"]) for entry in found] == [("/proposed/lines/0", "info")]
    assert (found[0]["expected"], found[0]["actual"]) == ("2018-12-10", ["2018-12-03", "2018-12-09"])
    left = served(Span(date(2018, 7, 15), date(2019, 7, 14)), [Span(date(2018, 12, 3), date(2018, 12, 9))])
    assert left == [Span(date(2018, 7, 15), date(2018, 12, 2)), Span(date(2018, 12, 10), date(2019, 7, 14))]


DAY = st.integers(0, 60).map(lambda days: date(2018, 12, 1) + timedelta(days=days))
SPANS = st.tuples(DAY, st.integers(0, 20)).map(lambda one: Span(one[0], one[0] + timedelta(days=one[1])))


def days_of(spans: list[Span]) -> set[date]:
    return {span.start + timedelta(days=day) for span in spans for day in range(span.days)}


@given(SPANS, st.lists(SPANS, max_size=5))
def test_a_line_is_served_on_the_days_that_no_stay_takes(line: Span, stays: list[Span]) -> None:
    assert days_of(served(line, stays)) == days_of([line]) - days_of(stays)
    assert days_of(joined(stays)) == days_of(stays)


def test_an_open_stay_leaves_nothing_to_start() -> None:
    stays = [{"facility": "nursing_facility", "start": "2018-11-01"}]

    answer = check(a_change("addendum", [], [NOVEMBER_MEALS], member={**MEMBER, "stays": stays}))

    assert rule_ids(answer) == {"OV-04"}
    assert "Wait for the discharge" in finding(answer, "OV-04")["message"]


@pytest.mark.parametrize(
    ("member", "pointer"),
    [
        ({"coverage": [{"start": "2018-01-01", "end": "2018-10-23"}]}, "/member/coverage"),
        ({"level_of_care": {"start": "2018-10-25"}}, "/member/level_of_care"),
        ({"slot_held": False}, "/member/slot_held"),
        ({"birth_date": "1997-10-25"}, "/member/birth_date"),
        ({"deceased_on": "2018-10-23"}, "/member/deceased_on"),
    ],
)
def test_el_01_says_what_is_not_active(member: Json, pointer: str) -> None:
    answer = check(with_member(**member))

    assert rule_ids(answer) == {"EL-01"}
    assert finding(answer, "EL-01")["pointer"] == pointer


def test_el_01_asks_nothing_of_a_plan_without_a_request() -> None:
    lines = [an_authorized_line()]

    assert check(a_change("addendum", lines, lines, member={**MEMBER, "coverage": []}))["outcome"] == "clear"


def test_dt_08_coverage_that_goes_on_is_one() -> None:
    halves = [{"start": "2018-01-01", "end": "2018-12-31"}, {"start": "2019-01-01"}]

    assert check(with_member(coverage=halves))["outcome"] == "clear"
    assert rule_ids(check(with_member(coverage=halves[:1]))) == {"DT-08"}


@pytest.mark.parametrize(
    ("certification", "provider", "rules"),
    [
        ({"service_code": "T1019"}, {}, {"PV-01"}),
        ({"counties": []}, {}, set()),
        ({"end": "2018-11-04"}, {}, {"PV-01"}),
        ({"end": "2019-06-30"}, {}, {"DT-08"}),
        ({"start": "2018-12-01"}, {}, {"DT-08"}),
        ({}, {"excluded": True}, {"PV-01"}),
        ({}, {"contract": {"start": "2018-01-01", "end": "2019-06-30"}}, {"PV-01"}),
        ({}, {"contract": {"start": "2018-01-01"}}, set()),
    ],
)
def test_a_provider_is_certified_on_all_days(certification: Json, provider: Json, rules: set[str]) -> None:
    assert rule_ids(check(with_provider(certification, **provider))) == rules


def test_pv_01_needs_the_county_where_the_certification_names_counties() -> None:
    body = with_provider()
    body["member"] = {name: value for name, value in MEMBER.items() if name != "county"}

    assert missing(check(body)) == {"PV-01": ["member/county"]}


def test_pv_03_says_that_nobody_told_of_a_waiver() -> None:
    care = a_line(provider="A", start="2018-11-05")
    body = a_change("addendum", [case_management()], [case_management(), care], providers=[{"ref": "A"}])

    assert missing(check(body)) == {"PV-03": ["providers/A/conflict_waived"]}


@pytest.mark.parametrize(
    ("caregiver", "representatives", "refused"),
    [
        ({}, [{"name": "bea byron", "authority": "power_of_attorney"}], True),
        ({"is_spouse": True}, [], True),
        ({}, [{"name": "Cy Byron", "authority": "guardian"}], False),
    ],
)
def test_pv_04_who_may_not_be_paid(caregiver: Json, representatives: list[Json], refused: bool) -> None:
    body = self_directed(caregiver={"name": "Bea Byron", **caregiver})
    body["member"] = {**MEMBER, "msq": 1, "ucat_score": 1, "representatives": representatives}

    assert ("PV-04" in rule_ids(check(body))) is refused


def test_bd_01_an_exception_lifts_the_cap_and_an_unknown_cost_is_asked_for() -> None:
    respite = a_line("UB", service_code="UB120", frequency="calendar_day", units=1, start="2018-12-20")

    assert check(an_increase(costs={"plan_cost_cap": "1.00", "cap_exception": True}))["outcome"] == "clear"
    body = an_addendum(respite, costs={"plan_cost_cap": "20000.00"})
    assert missing(check(body)) == {"BD-01": ["proposed/lines/1/cost"]}


@pytest.mark.parametrize(
    ("signers", "rules"),
    [
        (({"by": "member"}, {"by": "case_manager"}), {"PC-02"}),
        (({"by": "member"}, {"by": "provider", "provider": "M1"}), {"PC-02"}),
        (({"by": "representative", "name": "Bea"}, {"by": "case_manager"}, {"by": "provider", "provider": "M1"}),
         set()),
        (({"by": "representative", "name": "Cy"}, {"by": "case_manager"}, {"by": "provider", "provider": "M1"}),
         {"PC-02"}),
    ],
    ids=["provider", "case manager", "representative", "no authority"],
)  # fmt: skip
def test_pc_02_who_signs(signers: Any, rules: set[str]) -> None:
    representatives = [
        {"name": "Bea", "authority": "guardian"},
        {"name": "Cy", "authority": "authorized_representative", "may_sign": False},
    ]
    body = {**signed(*signers), "member": {**MEMBER, "representatives": representatives}}

    assert rule_ids(check(body, "forward")) == rules


def test_pc_01_the_plan_holds_its_parts() -> None:
    content = {"risks": "falls", "backup_plan": "daughter", "monitor": "cm1", "setting_choice": " ",
               "rights_modifications": [{"right": "key to the door", "parts": ["assessed_need"]}]}  # fmt: skip

    answer = check(an_addendum(NOVEMBER_MEALS, plan={"content": content}))

    found = [entry["pointer"] for entry in answer["findings"]]
    assert found == ["/proposed/content/setting_choice", "/proposed/content/rights_modifications/0/parts"]
    assert answer["outcome"] == "warnings"
    assert missing(answer) == {"PC-01": ["proposed/lines/1/needs", "proposed/lines/1/goals"]}


def test_bodies_without_circumstances_are_judged_as_before() -> None:
    for body in (an_increase(), self_directed(WORKSHEET), an_addendum(NOVEMBER_MEALS)):
        answer = check(body)
        assert (answer["outcome"], answer["findings"], answer["not_evaluated"]) == ("clear", [], [])
