"""Scopes of opt-outs, and how long they stand."""

from datetime import date

import pytest

from casemanagement.domain.member import Cover
from casemanagement.domain.policy import POLICY
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.referral import in_scope, lapsed
from tests.unit.casemanagement.builders import a_member

SAID = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("all", True),
        ("all_cm", True),
        ("program:lead", True),
        ("program:complex", False),
        ("all_dm", False),
        ("channel:phone", False),
        ("program:asthma", False),
    ],
)
def test_a_scope_keeps_out_of_the_programs_it_names(scope: str, expected: bool) -> None:
    assert in_scope(scope, ProgramCode.LEAD) is expected


def test_an_undecided_referral_is_in_the_scope_of_everything_alone() -> None:
    assert in_scope("all_cm", None)
    assert not in_scope("program:lead", None)


@pytest.mark.parametrize(
    ("ends", "returns", "expected"),
    [
        (date(2024, 12, 31), date(2025, 12, 31), False),
        (date(2024, 12, 31), date(2026, 1, 1), True),
        (date(2024, 12, 31), date(2025, 2, 1), False),
        (date(2022, 12, 31), date(2024, 3, 1), False),
    ],
)
def test_an_opt_out_outlives_a_gap_of_less_than_a_year(ends: date, returns: date, expected: bool) -> None:
    member = a_member(cover=(Cover(date(2020, 1, 1), ends), Cover(returns)))

    assert lapsed(member, SAID, date(2026, 3, 1), POLICY) is expected


def test_a_gap_that_is_not_over_lapses_nothing() -> None:
    member = a_member(cover=(Cover(date(2020, 1, 1), date(2024, 12, 31)), Cover(date(2026, 6, 1))))

    assert not lapsed(member, SAID, date(2026, 3, 1), POLICY)
    assert lapsed(member, SAID, date(2026, 6, 1), POLICY)
