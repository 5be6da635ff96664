"""ST: each rule that sends a request to a person trips alone, and what is clear says what it stands on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from authorization.domain.decision import RunningLine
from authorization.domain.member import Member, Period
from authorization.domain.request import Frequency, LineAction, RequestedLine
from authorization.domain.straight_through import StraightThroughFacts, SubmittedFinding
from authorization.use_cases.judge_straight_through import judge, judgement_as_json
from shared.kernel.calendar import Span
from tests.unit.authorization.builders import PLAN_YEAR, POLICY, RECEIVED_AT, a_line, a_request, a_submission, line_id

MEMBER = Member(
    given_name="Ada",
    family_name="Byron",
    language="en",
    coverage=(Period(date(2018, 1, 1), None),),
    level_of_care=Period(PLAN_YEAR.start, PLAN_YEAR.end),
)


def case_management(**differences: Any) -> RequestedLine:
    standard = {"service_code": "T1016", "units": 175, "frequency": Frequency.YEAR, "span": PLAN_YEAR, "total": 175}
    return a_line(**{**standard, **differences})


def running(units: int, provider_id: str = "P1") -> dict[Any, RunningLine]:
    line = RunningLine(
        number="2500000019",
        provider_id=provider_id,
        units=units,
        frequency=Frequency.YEAR,
        span=PLAN_YEAR,
        used=0,
        delivered_through=None,
    )
    return {line_id(1): line}


def facts(*lines: RequestedLine, **differences: Any) -> StraightThroughFacts:
    clear = StraightThroughFacts(
        request=a_request(*(lines or (case_management(),))),
        submitted=(),
        policy=POLICY,
        member=MEMBER,
        today=date(2018, 10, 26),
    )
    return replace(clear, **differences)


def found(judged: StraightThroughFacts) -> list[str]:
    judgement = judge(judged)
    assert (judgement.outcome == "needs_review") is bool(judgement.findings)
    return [finding.rule_id for finding in judgement.findings]


def test_the_default_policy_is_switched_off() -> None:
    assert POLICY.straight_through.enabled is False


def test_a_standard_quantity_passes_and_says_what_it_stands_on() -> None:
    judged = facts()
    judgement = judge(judged)

    said = judgement_as_json(judged, judgement, RECEIVED_AT)
    assert (said["outcome"], said["findings"], said["not_evaluated"]) == ("clear", [], [])
    inputs = {rule["rule_id"]: {one["name"]: one["value"] for one in rule["inputs"]} for rule in said["rules"]}
    assert set(inputs) == {"ST-01", "ST-02", "ST-03", "ST-04", "EL-01"}
    assert inputs["ST-02"] == {"units of T1016": "175 per year", "limit of T1016": "175 per year"}
    assert inputs["EL-01"]["coverage"] == "2018-01-01 to open"
    assert all(rule["citation"]["quote"] for rule in said["rules"])


@pytest.mark.parametrize(("severity", "barred"), [("error", True), ("hold", True), ("warning", False), ("info", False)])
def test_st_01_findings_of_plans_bar_by_severity(severity: str, barred: bool) -> None:
    judged = facts(submitted=(SubmittedFinding("DC-03", severity, "The document is old."),))

    assert found(judged) == (["ST-01"] if barred else [])


def test_st_01_some_rules_bar_whatever_their_severity() -> None:
    assert found(facts(submitted=(SubmittedFinding("BD-03", "info", "The increase is large."),))) == ["ST-01"]


def test_st_01_a_partners_request_was_judged_by_nobody() -> None:
    request = replace(a_request(), submission=a_submission(case_management(), plan_id=None, plan_version=None))

    assert found(facts(request=request)) == ["ST-01"]


@pytest.mark.parametrize(
    ("line", "rule_ids"),
    [
        (case_management(units=176, total=176), ["ST-02"]),
        (case_management(service_code="T1019"), ["ST-02"]),
        (case_management(modifiers=("TN",)), ["ST-02"]),
        (case_management(units=3, frequency=Frequency.WEEK, total=157), []),
        (case_management(units=4, frequency=Frequency.WEEK, total=209), ["ST-02"]),
        (case_management(provider_id=None), ["ST-03"]),
        (case_management(span=Span(date(2018, 7, 15), date(2018, 9, 30)), action=LineAction.END), ["ST-04"]),
    ],
)
def test_st_rules_trip_alone(line: RequestedLine, rule_ids: list[str]) -> None:
    assert found(facts(line)) == rule_ids


def test_st_03_a_provider_in_doubt_goes_to_a_person() -> None:
    assert found(facts(submitted=(SubmittedFinding("PV-01", "warning", "Not certified."),))) == ["ST-03"]


@pytest.mark.parametrize(("before", "rule_ids"), [(175, []), (120, []), (176, ["ST-04", "DN-02"])])
def test_st_04_only_what_takes_nothing_away_passes(before: int, rule_ids: list[str]) -> None:
    assert found(facts(case_management(action=LineAction.CHANGE), running=running(before))) == rule_ids


def test_what_is_not_known_is_not_approved() -> None:
    assert judge(facts(member=None)).outcome == "undetermined"
    assert judge(facts(member=replace(MEMBER, level_of_care=None))).outcome == "undetermined"
    changed = facts(case_management(action=LineAction.CHANGE), known_running=False)
    assert [one.rule_id for one in judge(changed).not_evaluated] == ["ST-04"]


def test_el_01_a_member_who_is_not_covered_goes_to_a_person() -> None:
    lapsed = replace(MEMBER, coverage=(Period(date(2018, 1, 1), date(2018, 10, 25)),))

    assert found(facts(member=lapsed)) == ["EL-01"]


def test_the_rules_of_every_decision_hold_as_well() -> None:
    used = {line_id(1): replace(running(175)[line_id(1)], used=176)}

    assert found(facts(case_management(action=LineAction.CHANGE), running=used)) == ["UN-04"]
