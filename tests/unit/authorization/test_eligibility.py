"""EL-01: whom services go to, as far as plans told."""

from datetime import date
from typing import Any

import pytest

from authorization.domain.member import Member, Period
from authorization.domain.rules import ELIGIBILITY_RULES
from authorization.domain.rules.eligibility import EligibilityFacts, WantedService
from shared.kernel.calendar import Span
from shared.kernel.finding import Severity
from shared.kernel.rule import Evaluation, evaluate
from tests.unit.authorization.builders import POLICY

SPAN = Span(date(2018, 11, 5), date(2019, 7, 14))
ALL_YEAR = Period(date(2018, 7, 15), date(2019, 7, 14))


def judged(today: date = date(2018, 10, 26), **member: Any) -> Evaluation:
    known = Member(
        **{
            "given_name": "Ada",
            "family_name": "Byron",
            "language": "en",
            "coverage": (Period(date(2018, 1, 1), None),),
            "level_of_care": ALL_YEAR,
            **member,
        }
    )
    services = (WantedService("/lines/0", "T1019", SPAN),)
    return evaluate(ELIGIBILITY_RULES, EligibilityFacts(member=known, services=services, today=today), POLICY.id)


def said(evaluation: Evaluation) -> list[tuple[Severity, str]]:
    return [(found.severity, found.pointer) for found in evaluation.findings]


def test_a_covered_member_at_the_level_of_care_is_eligible() -> None:
    evaluation = judged()

    assert (evaluation.findings, evaluation.not_evaluated) == ((), ())


@pytest.mark.parametrize(
    ("died", "expected"),
    [(SPAN.end, []), (date(2019, 7, 13), [(Severity.ERROR, "/lines/0/end")])],
)
def test_nothing_is_authorized_after_death(died: date, expected: list[tuple[Severity, str]]) -> None:
    assert said(judged(deceased_on=died)) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (date(2018, 11, 4), [(Severity.ERROR, "/lines/0/start")]),
        (date(2018, 11, 5), [(Severity.WARNING, "/lines/0/end")]),
        (date(2019, 7, 13), [(Severity.WARNING, "/lines/0/end")]),
        (date(2019, 7, 14), []),
    ],
)
@pytest.mark.parametrize("fact", ["coverage", "level_of_care"])
def test_it_lasts_from_the_first_day_on(fact: str, end: date, expected: list[tuple[Severity, str]]) -> None:
    period = Period(date(2018, 7, 15), end)

    facts: dict[str, Any] = {fact: (period,) if fact == "coverage" else period}

    assert said(judged(**facts)) == expected


def test_what_counts_is_the_first_day_that_is_still_to_come() -> None:
    ended = Period(date(2018, 7, 15), date(2019, 1, 31))

    assert said(judged(date(2019, 1, 31), coverage=(ended,))) == [(Severity.WARNING, "/lines/0/end")]
    assert said(judged(date(2019, 2, 1), coverage=(ended,))) == [(Severity.ERROR, "/lines/0/start")]


def test_what_nobody_told_is_not_judged() -> None:
    evaluation = judged(coverage=(), level_of_care=None)

    assert evaluation.findings == ()
    assert evaluation.not_evaluated[0].needs == ("member/coverage", "member/level_of_care")
