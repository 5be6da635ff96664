"""The clarifications 25 to 37, sentence by sentence, where the rule examples do not show them already."""

import pytest

from tests.support.plan_bodies import (
    YEAR_BEFORE,
    Json,
    a_change,
    a_document,
    a_line,
    a_note,
    a_plan_note,
    a_reassessment,
    a_transfer,
    an_addendum,
    an_authorized_line,
    an_increase,
    an_initial_plan,
    case_management,
    check,
    finding,
    first_documents,
    rule_ids,
)

UB120: Json = {"service_code": "UB120", "frequency": "calendar_day", "units": 1}


def missing(answer: Json) -> dict[str, list[str]]:
    return {gap["rule_id"]: gap["needs"] for gap in answer["not_evaluated"]}


def test_25_an_open_end_is_a_finding() -> None:
    assert rule_ids(check(an_addendum(a_line(**{**UB120, "end": None})), "submit")) == {"DT-01", "UB-03"}


@pytest.mark.parametrize(
    ("line", "rule_id"),
    [
        ({"start": "2018-12-02", "end": "2018-12-01"}, "DT-01"),
        ({"units": 0}, "UN-01"),
        ({"units": -4}, "UN-01"),
        ({"service_code": "X9999"}, "UN-02"),
        ({"modifiers": ["ZZ"]}, "UN-02"),
        ({"frequency": "one_time"}, "UN-02"),
    ],
)
def test_25_what_is_readable_but_wrong_is_one_finding(line: Json, rule_id: str) -> None:
    body = a_change("addendum", [], [a_line(**line)])

    assert rule_ids(check(body)) == {rule_id}


def test_26_services_of_the_old_plan_are_needed_for_a_reassessment() -> None:
    old = {**YEAR_BEFORE, "start": "2018-07-15", "end": "2019-07-14"}

    assert missing(check(a_reassessment(other_plans=[old]))) == {"RA-04": ["other_plans/0/lines"]}


def test_26_a_plan_note_that_names_the_code_states_the_discontinuation() -> None:
    meals = a_line("N1", service_code="S5170", frequency="calendar_day", units=1, start="2019-07-15", end="2020-07-13")
    note = a_plan_note("2019-2020: T1019 stops, her daughter takes over.")

    assert check(a_reassessment(meals, plan={"notes": [a_note(), note]}))["outcome"] == "clear"


def test_27_the_gravest_severity_is_the_outcome() -> None:
    draft = {"documents": [a_document(status="draft")]}

    assert check(an_increase(new={"units": 40}))["outcome"] == "warnings"
    assert check(an_increase(new={"units": 40}, plan=draft))["outcome"] == "held"
    assert check(an_increase(new={"units": 0}, plan=draft))["outcome"] == "blocked"
    assert check(an_increase(priority=True))["outcome"] == "clear"


@pytest.mark.parametrize(
    ("note", "rules"),
    [
        ({"status": "draft"}, {"SR-01"}),
        ({"acknowledged_by": None}, {"SR-02"}),
        ({"acknowledged_by": "cm1"}, {"SR-03"}),
        ({"author": "sup1"}, {"SR-03"}),
        ({"acknowledged_on": "2018-10-23"}, {"SR-02"}),
        ({}, set()),
    ],
    ids=["draft", "not acknowledged", "case manager", "author", "before the last change", "good"],
)
def test_29_the_supervisors_review(note: Json, rules: set[str]) -> None:
    body = an_increase(new={"changed_on": "2018-10-24"}, plan={"notes": [a_note(**note)]})

    assert rule_ids(check(body)) == rules


def test_29_one_good_review_among_several_is_enough() -> None:
    notes = [a_note(acknowledged_by="cm1"), a_note(), a_note(status="draft")]

    assert check(an_increase(plan={"notes": notes}))["outcome"] == "clear"


@pytest.mark.parametrize(
    ("body", "documents"),
    [
        (an_initial_plan(plan={"documents": []}), ["ucat", "nurse_evaluation", "service_team_release"]),
        (a_reassessment(plan={"documents": []}), ["ucat", "nurse_evaluation", "service_team_release"]),
        (an_increase(plan={"documents": []}), ["nurse_evaluation"]),
        (an_increase(kind="decrease", plan={"documents": []}), ["nurse_evaluation"]),
        (a_change("addendum", [], [a_line(modifiers=["TF"])], plan={"documents": []}), ["nurse_evaluation"]),
        (a_change("addendum", [], [a_line(service_code="G0300")], plan={"documents": []}), ["nurse_evaluation"]),
        (an_addendum(plan={"documents": []}), []),
        (a_transfer(plan={"documents": []}), ["change_of_provider"]),
        (
            a_change("addendum", [], [a_line(service_code="S5125")], plan={"documents": []}),
            ["cdpass_budget_worksheet"],
        ),
        (
            a_change(
                "end",
                [an_authorized_line()],
                [an_authorized_line(end="2018-11-04", reason="end")],
                plan={"documents": []},
            ),
            [],
        ),
    ],
)
def test_30_required_documents(body: Json, documents: list[str]) -> None:
    answer = check(body, "forward")

    assert [found["expected"] for found in answer["findings"] if found["rule_id"] == "DC-01"] == documents


@pytest.mark.parametrize(("dated", "rules"), [("2019-05-15", set()), ("2019-05-14", {"DC-03"})])
def test_31_a_ucat_for_a_reassessment_is_made_in_the_last_60_days(dated: str, rules: set[str]) -> None:
    assert rule_ids(check(a_reassessment(plan={"documents": first_documents(dated=dated)}))) == rules


def test_32_a_missing_successor_is_an_error_for_an_increase_and_a_warning_for_a_decrease() -> None:
    def alone(reason: str) -> Json:
        return a_change(
            reason, [an_authorized_line()], [an_authorized_line(end="2018-11-04", reason=reason, used_units=1)]
        )

    assert finding(check(alone("increase")), "CS-05")["severity"] == "error"
    assert finding(check(alone("decrease")), "CS-05")["severity"] == "warning"
    assert finding(check(alone("transfer")), "CS-07")["severity"] == "error"
    assert rule_ids(check(alone("end"))) == set()


def test_32_equal_units_and_frequency_are_an_error() -> None:
    answer = check(an_increase(new={"units": 48}), "submit")

    assert rule_ids(answer) == {"CS-05"}
    assert finding(answer, "CS-05")["pointer"] == "/proposed/lines/1/units"


def test_32_an_authorized_line_that_is_absent_breaks_cs_03() -> None:
    answer = check(a_change("addendum", [an_authorized_line()], []), "edit")

    assert rule_ids(answer) == {"CS-03"}
    assert finding(answer, "CS-03")["pointer"] == "/current/lines/0"


@pytest.mark.parametrize(("kind", "rules"), [("additional_cm_units", {"CS-09"}), ("addendum", {"CS-03", "CS-10"})])
def test_32_case_management_lowered_in_place(kind: str, rules: set[str]) -> None:
    plan = {"notes": [a_note(), a_plan_note("T1016")], "documents": [a_document("additional_units_request")]}

    assert (
        rule_ids(check(a_change(kind, [case_management()], [case_management(units=150)], plan=plan), "edit")) == rules
    )


def test_32_an_increase_may_be_found_without_a_link() -> None:
    assert check(an_increase(new={"supersedes": None}))["outcome"] == "clear"


@pytest.mark.parametrize("kind", ["addendum", "increase", "decrease", "transfer", "end", "additional_cm_units"])
def test_33_cs_02_speaks_for_every_change_but_initial_and_reassessment(kind: str) -> None:
    other = {**YEAR_BEFORE, "end": "2018-07-15"}

    assert "CS-02" in rule_ids(check(a_change(kind, [], [a_line()], current=None, other_plans=[other]), "edit"))


@pytest.mark.parametrize(
    ("end", "rules"),
    [
        ("2018-11-08", {"NP-03"}),
        ("2019-01-31", {"NP-02", "NP-03"}),
        ("2019-09-10", {"NP-02", "RA-01", "DT-06"}),
        ("2019-09-09", set()),
    ],
)
def test_33_ends_of_the_lines_that_msu_entered(end: str, rules: set[str]) -> None:
    assert rule_ids(check(an_initial_plan(nurse={"end": end}))) == rules


def test_34_a_transfer_cannot_be_judged_without_what_was_used() -> None:
    body = a_transfer(old={"used_units": None})
    body["current"]["lines"][0].pop("used_units")

    assert missing(check(body)) == {"UN-05": ["proposed/lines/0/used_units"]}


def test_35_only_case_management_may_share_the_day_of_the_transfer() -> None:
    before = an_authorized_line()
    after = [
        an_authorized_line(end="2018-11-04", reason="transfer"),
        a_line(provider="P2", start="2018-11-04", supersedes="L1"),
    ]
    body = a_change("transfer", [before], after, plan={"documents": [a_document("change_of_provider")]})

    assert rule_ids(check(body)) == {"CS-07", "OV-01"}
