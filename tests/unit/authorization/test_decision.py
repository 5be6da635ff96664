"""DN-01, WF-04 and WF-05: each tripped alone, each passing; and what a decision grants and ends."""

from datetime import date
from typing import Any

import pytest

from authorization.domain.decision import (
    DecisionFacts,
    Outcome,
    ended_lines,
    granted_lines,
    with_citations,
)
from authorization.domain.request import Frequency, LineAction
from authorization.domain.rules import DECISION_RULES
from authorization.domain.rules.decisions import DECIDER
from shared.kernel.calendar import Span
from shared.kernel.finding import Finding
from shared.kernel.rule import evaluate
from tests.unit.authorization.builders import (
    POLICY,
    a_line,
    a_reason,
    a_request,
    a_ub120_line,
    an_outcome,
    decision_facts,
    ids,
    line_id,
)

CLINICAL = a_reason("NOT_NEEDED_CLINICAL", "Recovered: walks and dresses alone.")


def judged(facts: DecisionFacts) -> tuple[Finding, ...]:
    return evaluate(DECISION_RULES, facts, POLICY.id).findings


def refusal(*reasons: Any) -> Any:
    return an_outcome(outcome=Outcome.NOT_AUTHORIZED, reasons=reasons)


def test_a_line_authorized_as_asked_passes() -> None:
    assert judged(decision_facts()) == ()


def test_a_line_authorized_with_the_very_values_asked_passes() -> None:
    stated = an_outcome(units=60, start=date(2018, 11, 5), end=date(2019, 7, 14))

    assert judged(decision_facts(stated)) == ()


@pytest.mark.parametrize(
    ("reasons", "pointer", "says"),
    [
        ((), "/lines/0/reasons", "Give T1019 a reason"),
        ((a_reason("BECAUSE"),), "/lines/0/reasons/0/code", "BECAUSE is not one of the reason codes"),
        ((a_reason(text=" "),), "/lines/0/reasons/0/text", "Give T1019 a reason"),
        ((CLINICAL,), "/lines/0/reasons/0/code", "Route the request to clinical review"),
    ],
)
def test_dn_01_a_refusal_needs_a_reason(reasons: tuple[Any, ...], pointer: str, says: str) -> None:
    (found,) = judged(decision_facts(refusal(*reasons)))

    assert (found.rule_id, found.pointer) == ("DN-01", pointer)
    assert says in found.message


def test_dn_01_a_reduction_needs_a_reason() -> None:
    reduced = an_outcome(outcome=Outcome.MODIFIED, units=50)

    assert ids(evaluate(DECISION_RULES, decision_facts(reduced), POLICY.id)) == ["DN-01"]


def test_dn_01_passes_with_an_administrative_reason() -> None:
    assert judged(decision_facts(refusal(a_reason()))) == ()


@pytest.mark.parametrize("role", ["clinical_reviewer", "medical_director"])
def test_dn_01_passes_with_a_clinical_reason_of_a_clinician(role: str) -> None:
    assert judged(decision_facts(refusal(CLINICAL), subject="doc1", roles=(role,))) == ()


def test_dn_01_the_proposer_of_a_clinical_refusal_does_not_decide_it() -> None:
    routed = a_request(routed_by="doc1")

    (found,) = judged(decision_facts(refusal(CLINICAL), request=routed, subject="doc1", roles=("clinical_reviewer",)))

    assert found.rule_id == "DN-01"
    assert "another clinician" in found.message


@pytest.mark.parametrize("code", [code.code for code in POLICY.reason_codes])
def test_every_reason_code_asks_for_a_clinician_only_when_it_is_clinical(code: str) -> None:
    known = POLICY.reason_code(code)
    assert known is not None

    assert bool(judged(decision_facts(refusal(a_reason(code))))) is known.clinical


def test_wf_04_every_line_is_decided() -> None:
    both = a_request(a_line(), a_ub120_line())

    (found,) = judged(decision_facts(an_outcome(1), request=both))

    assert (found.rule_id, found.pointer, found.expected) == ("WF-04", "/lines", str(line_id(2)))
    assert "UB120 2018-12-20 to 2018-12-29 is not decided" in found.message


@pytest.mark.parametrize(
    ("outcomes", "says"),
    [
        ((an_outcome(1), an_outcome(1)), "decided twice"),
        ((an_outcome(1), an_outcome(99)), "not asked for"),
        ((an_outcome(1), an_outcome(3)), "not asked for"),
    ],
)
def test_wf_04_each_line_once_and_none_that_was_not_asked(outcomes: Any, says: str) -> None:
    request = a_request(a_line(), a_line(3, action=LineAction.NONE))

    (found,) = judged(decision_facts(*outcomes, request=request))

    assert (found.rule_id, found.pointer) == ("WF-04", "/lines/1/line_id")
    assert says in found.message


@pytest.mark.parametrize(
    "decider", [{"agency": "agency-a"}, {"subject": "cm1"}, {"subject": "sup1"}], ids=["agency", "manager", "approver"]
)
def test_wf_04_whoever_had_a_part_does_not_decide(decider: dict[str, str]) -> None:
    (found,) = judged(decision_facts(**decider))  # type: ignore[arg-type]

    assert (found.rule_id, found.pointer) == ("WF-04", DECIDER)


def test_wf_04_another_agency_may_decide() -> None:
    assert judged(decision_facts(agency="agency-b")) == ()


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"units": 61}, "/lines/0/units"),
        ({"units": 0, "end": date(2019, 1, 1)}, "/lines/0/units"),
        ({"start": date(2018, 11, 4)}, "/lines/0/start"),
        ({"end": date(2019, 7, 15)}, "/lines/0/start"),
        ({"end": date(2018, 11, 4)}, "/lines/0/end"),
        ({}, "/lines/0/outcome"),
        ({"units": 60}, "/lines/0/outcome"),
    ],
)
def test_wf_05_a_modified_line_lies_within_what_was_asked(members: dict[str, Any], pointer: str) -> None:
    modified = an_outcome(outcome=Outcome.MODIFIED, reasons=(a_reason(),), **members)

    (found,) = judged(decision_facts(modified))

    assert (found.rule_id, found.pointer) == ("WF-05", pointer)
    assert found.message.startswith("T1019 2018-11-05 to 2019-07-14: ")


def test_wf_05_a_modified_line_lies_within_the_plan_year() -> None:
    beyond = a_request(a_line(span=Span(date(2018, 11, 5), date(2019, 8, 31))))
    modified = an_outcome(outcome=Outcome.MODIFIED, units=50, reasons=(a_reason(),))
    cut = an_outcome(outcome=Outcome.MODIFIED, end=date(2019, 7, 14), reasons=(a_reason(),))

    assert [found.rule_id for found in judged(decision_facts(modified, request=beyond))] == ["WF-05"]
    assert judged(decision_facts(cut, request=beyond)) == ()


@pytest.mark.parametrize("members", [{"units": 50}, {"start": date(2018, 12, 1)}, {"end": date(2019, 6, 30)}])
def test_wf_05_passes_for_less_than_asked(members: dict[str, Any]) -> None:
    assert judged(decision_facts(an_outcome(outcome=Outcome.MODIFIED, reasons=(a_reason(),), **members))) == ()


def test_wf_05_authorized_means_as_asked() -> None:
    (found,) = judged(decision_facts(an_outcome(units=50)))

    assert (found.rule_id, found.pointer) == ("WF-05", "/lines/0/units")


def test_wf_05_what_is_not_authorized_has_no_units() -> None:
    refused = an_outcome(outcome=Outcome.NOT_AUTHORIZED, units=60, reasons=(a_reason(),))

    (found,) = judged(decision_facts(refused))

    assert (found.rule_id, found.pointer) == ("WF-05", "/lines/0/units")


@pytest.mark.parametrize(
    ("members", "pointers"),
    [
        ({"end": date(2018, 12, 31)}, []),
        ({"end": date(2018, 11, 30)}, ["/lines/0/end"]),
        ({"end": date(2019, 7, 15)}, ["/lines/0/end"]),
        ({}, ["/lines/0/end"]),
        ({"end": date(2018, 12, 31), "units": 3}, ["/lines/0/units"]),
    ],
)
def test_wf_05_a_service_that_ends_can_only_end_later(members: dict[str, Any], pointers: list[str]) -> None:
    ending = a_request(a_line(action=LineAction.END, span=Span(date(2018, 7, 15), date(2018, 11, 30))))
    modified = an_outcome(outcome=Outcome.MODIFIED, reasons=(a_reason(),), **members)

    assert [found.pointer for found in judged(decision_facts(modified, request=ending))] == pointers


def test_all_violations_are_told_at_once() -> None:
    both = a_request(a_line(), a_ub120_line())
    facts = decision_facts(an_outcome(outcome=Outcome.MODIFIED, units=99), request=both, agency="agency-a")

    assert sorted(found.rule_id for found in judged(facts)) == ["DN-01", "WF-04", "WF-04", "WF-05"]


def test_a_line_granted_as_asked_keeps_its_total() -> None:
    (granted,) = granted_lines(a_request(a_line(total=2161)), (an_outcome(),))

    assert (granted.units, granted.total) == (60, 2161)


def test_a_reduced_line_is_counted_anew() -> None:
    reduced = an_outcome(outcome=Outcome.MODIFIED, units=50, end=date(2018, 11, 18))

    (granted,) = granted_lines(a_request(), (reduced,))

    assert (granted.units, granted.span.days, granted.total) == (50, 14, 100)


def test_a_refused_line_and_an_ended_line_are_not_granted() -> None:
    request = a_request(a_line(1), a_line(2, action=LineAction.END), a_line(3, frequency=Frequency.MONTH, total=None))
    outcomes = (an_outcome(1, Outcome.NOT_AUTHORIZED), an_outcome(2), an_outcome(3))

    assert [(granted.line.line_id, granted.total) for granted in granted_lines(request, outcomes)] == [
        (line_id(3), 540)
    ]


def successor_request() -> Any:
    old = a_line(9, action=LineAction.NONE, units=48, span=Span(date(2018, 7, 15), date(2018, 11, 4)))
    return a_request(old, a_line(1, supersedes=line_id(9)))


@pytest.mark.parametrize(
    ("outcome", "last_day"),
    [
        (an_outcome(), date(2018, 11, 4)),
        (an_outcome(outcome=Outcome.MODIFIED, start=date(2018, 11, 12)), date(2018, 11, 11)),
    ],
)
def test_a_granted_successor_ends_the_old_line_without_a_gap(outcome: Any, last_day: date) -> None:
    (ended,) = ended_lines(successor_request(), (outcome,))

    assert (ended.line_id, ended.last_day) == (line_id(9), last_day)


def test_a_refused_successor_leaves_the_old_line_running() -> None:
    assert ended_lines(successor_request(), (an_outcome(outcome=Outcome.NOT_AUTHORIZED),)) == ()


def test_a_request_to_end_ends_the_line_on_its_day() -> None:
    ending = a_request(a_line(action=LineAction.END, span=Span(date(2018, 7, 15), date(2018, 11, 30))))

    (ended,) = ended_lines(ending, (an_outcome(),))

    assert ended.last_day == date(2018, 11, 30)


def test_a_reason_without_a_citation_takes_that_of_its_code() -> None:
    (cited,) = with_citations((refusal(a_reason()),), POLICY)

    assert cited.reasons[0].citation == "Provider Update - October 1, 2018, Corresponding Documents"
