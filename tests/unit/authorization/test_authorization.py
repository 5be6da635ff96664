"""Numbers for people, and the rules' and policies' own consistency."""

from datetime import date
from pathlib import Path

import pytest

from authorization.domain.authorization import authorization_number, authorizations_of
from authorization.domain.clock import ClockKind
from authorization.domain.decision import Outcome, granted_lines
from authorization.domain.policies import POLICIES, policy_named, policy_on
from authorization.domain.policies.policy import Policy
from authorization.domain.rules import CATALOGUE
from shared.kernel.ids import has_valid_check_digit
from tests.unit.authorization.builders import POLICY, a_line, a_request, an_outcome, line_id

SOURCES = Path(__file__).parents[3] / "docs" / "sources"


def test_a_number_is_short_begins_with_25_and_checks() -> None:
    numbers = [authorization_number(POLICY, sequence) for sequence in (1, 2, 9_999_999)]

    assert all(len(number) == 10 and number.startswith("25") for number in numbers)
    assert all(has_valid_check_digit(number) for number in numbers)
    assert not has_valid_check_digit(numbers[0][:-2] + numbers[0][:-3:-1])


@pytest.mark.parametrize("sequence", [0, 10_000_000])
def test_a_number_that_does_not_fit_is_refused(sequence: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        authorization_number(POLICY, sequence)


def test_each_granted_line_gets_an_authorization_of_its_own() -> None:
    granted = granted_lines(a_request(a_line(1), a_line(2)), (an_outcome(1), an_outcome(2, Outcome.AUTHORIZED)))

    issued = authorizations_of(POLICY, [8, 9], granted)

    assert {line: one.number[:-1] for line, one in issued.items()} == {
        line_id(1): "250000008",
        line_id(2): "250000009",
    }


def test_the_policy_of_a_day() -> None:
    assert policy_on(date(2018, 10, 1)).id == policy_on(date(2026, 3, 6)).id == "2018-10"
    assert policy_on(date(2018, 7, 15)).id == "2018-10"


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_a_policy_is_complete(policy: Policy) -> None:
    assert set(policy.clocks) == set(policy.clock_citations) == {kind.value for kind in ClockKind}
    codes = [code.code for code in policy.reason_codes]
    assert len(codes) == len(set(codes)) == 23


def test_rule_ids_are_unique_and_every_rule_cites() -> None:
    change = "AP-01 AP-02 CK-01 DN-01 DN-02 DN-03 DN-04 ED-01 EL-01 PR-01 PR-02 PR-03 PR-04 PR-05 PR-06"
    use = "ST-01 ST-02 ST-03 ST-04 UN-03 UN-04 UN-05 UN-06 UT-01 UT-02 WF-04 WF-05"
    assert [rule.id for rule in CATALOGUE] == [*change.split(), *use.split()]
    assert all(rule.citation.quote and rule.citation.section for rule in CATALOGUE)


def test_every_quoted_sentence_stands_in_its_source() -> None:
    citations = [rule.citation for rule in CATALOGUE]
    for policy in POLICIES:
        citations += [code.citation for code in policy.reason_codes]
        citations += [*policy.clock_citations.values(), policy.note_exemption_citation, policy.number_citation]
    quoted = {(citation.source.file, citation.quote) for citation in citations if citation.source.file}

    assert len(quoted) >= 5
    for file, quote in quoted:
        text = " ".join((SOURCES / str(file)).read_text(encoding="utf-8").split())
        assert quote in text


def test_what_was_received_stays_under_its_policy() -> None:
    assert policy_named(POLICIES[0].id) is POLICIES[0]
