"""What may be used on a day, and which visits and stays are one event (clarifications 1, 3, 6 and 13)."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from shared.kernel.facts.known import acute_events, age_on, days_covered, known_on
from shared.kernel.facts.member_facts import (
    Code,
    CodeSystem,
    Coverage,
    Encounter,
    EncounterClass,
    MemberFacts,
    Observation,
    Person,
)
from shared.kernel.facts.observations import amount

AS_OF = date(2026, 3, 1)
ASTHMA = Code(CodeSystem.ICD10CM, "J45.901")
PNEUMONIA = Code(CodeSystem.ICD10CM, "J18.9")


def a_result(code: str, value: str, unit: str | None, day: date = date(2026, 2, 1)) -> Observation:
    return Observation(code=Code(CodeSystem.LOINC, code), value=Decimal(value), unit=unit, observed_on=day)


def visit(start: date, end: date | None = None) -> Encounter:
    return Encounter(kind=EncounterClass.ED, start=start, end=end or start, principal=ASTHMA)


def stay(start: date, end: date | None) -> Encounter:
    return Encounter(kind=EncounterClass.INPATIENT, start=start, end=end, principal=PNEUMONIA)


def test_what_is_dated_later_is_ignored_and_named() -> None:
    later = a_result("4548-4", "7.0", "%", date(2026, 3, 2))

    known = known_on(MemberFacts(person=Person(birth_date=date(1980, 1, 1)), observations=(later,)), AS_OF)

    assert known.facts.observations == ()
    assert [(m.name, m.reason, m.date) for m in known.missing] == [("a1c", "after_as_of", date(2026, 3, 2))]


@pytest.mark.parametrize(
    ("code", "value", "unit"),
    [("97506-0", "154", "mg/dL"), ("97506-0", "154", "%"), ("4548-4", "7.0", "mmol/mol"), ("77307-7", "9.9", None)],
)
def test_a_result_that_cannot_be_is_rejected_never_used(code: str, value: str, unit: str | None) -> None:
    facts = MemberFacts(person=Person(birth_date=date(1980, 1, 1)), observations=(a_result(code, value, unit),))

    known = known_on(facts, AS_OF)

    assert known.facts.observations == ()
    assert [m.reason for m in known.missing] == ["rejected"]


@pytest.mark.parametrize("unit", ["ug/dL", "µg/dL", "μg/dL", "mcg/dL"])
def test_lead_is_read_in_every_common_spelling(unit: str) -> None:
    assert amount(a_result("77307-7", "9.9", unit)) == Decimal("9.9")


def test_lead_in_micromoles_is_converted() -> None:
    converted = amount(a_result("77307-7", "0.4826", "umol/L"))

    assert converted == Decimal(10)


@pytest.mark.parametrize(
    ("admitted", "events"), [(date(2026, 2, 10), 1), (date(2026, 2, 11), 1), (date(2026, 2, 12), 2)]
)
def test_a_visit_and_the_stay_of_the_same_or_next_day_are_one_event(admitted: date, events: int) -> None:
    found = acute_events([visit(date(2026, 2, 10)), stay(admitted, date(2026, 2, 15))], AS_OF)

    assert len(found) == events
    assert found[-1].kind is EncounterClass.INPATIENT
    assert found[-1].counted_on == date(2026, 2, 15)
    assert found[-1].came_through_ed is (events == 1)
    assert found[-1].admitted_on == admitted
    assert found[-1].start == (date(2026, 2, 10) if events == 1 else admitted)
    assert (ASTHMA in found[-1].principals) is (events == 1)


def test_which_of_two_stays_a_visit_led_to_does_not_depend_on_their_order() -> None:
    came, left, stayed = date(2026, 2, 10), date(2026, 2, 11), date(2026, 2, 15)
    facts = [visit(came), stay(came, stayed), stay(came, left), stay(came, None)]

    for order in permutations(facts):
        found = acute_events(order, AS_OF)
        assert [(event.counted_on, event.came_through_ed) for event in found] == [
            (left, True),
            (stayed, False),
            (AS_OF, False),
        ]


def test_a_stay_that_is_still_open_counts_today() -> None:
    (event,) = acute_events([stay(date(2026, 2, 20), None)], AS_OF)

    assert event.counted_on == AS_OF


def test_a_stay_that_ends_after_the_day_is_open_on_it() -> None:
    person = Person(birth_date=date(1980, 1, 1))

    known = known_on(MemberFacts(person=person, encounters=(stay(date(2026, 2, 20), date(2026, 3, 9)),)), AS_OF)

    assert [encounter.end for encounter in known.facts.encounters] == [None]


def test_days_in_two_spans_count_once() -> None:
    spans = [
        Coverage(date(2026, 1, 1), date(2026, 1, 10)),
        Coverage(date(2026, 1, 5), date(2026, 1, 20)),
        Coverage(date(2026, 2, 1)),
    ]

    assert days_covered(spans, date(2026, 1, 1), date(2026, 2, 10)) == 30
    assert days_covered(spans, date(2026, 1, 8), date(2026, 1, 9)) == 2
    assert days_covered([], date(2026, 1, 1), date(2026, 2, 10)) == 0


def test_a_leap_day_child_is_a_year_older_on_the_first_of_march() -> None:
    assert age_on(date(2020, 2, 29), date(2021, 2, 28)) == 0
    assert age_on(date(2020, 2, 29), date(2021, 3, 1)) == 1
