"""R21, R20, R17, R8, R7: what may go out, when, how often, and when somebody counts as not reachable."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemanagement.domain.care.contacts import (
    Channel,
    ContactOutcome,
    Direction,
    Purpose,
    Route,
    reach,
)
from casemanagement.domain.care.plan import FollowUpFacts, NextContactFacts
from casemanagement.domain.care.rules import NEXT_CONTACT_RULES, REFERRAL_RULES
from casemanagement.domain.care.turns import Grant, Turn, next_day, turn_on, week_is_full
from shared.kernel.finding import Severity
from shared.kernel.rule import evaluate
from shared.kernel.time_zones import AREA_CODES, BY_AREA_CODE, BY_STATE, STATES, zones_of
from tests.unit.casemanagement.care_builders import (
    POLICY,
    TODAY,
    UNANSWERED,
    a_call,
    a_member,
    an_attempt,
    ids,
    judged,
    local,
)

EVENING = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)  # 20:30 Central on 2 March


def test_scenario_24_three_calls_at_one_hour_are_one_part_of_the_day() -> None:
    terms = POLICY.unreachable
    morning = [an_attempt(day, 10) for day in (2, 3, 4)]
    letter = date(2026, 3, 5)

    refused = reach(morning, letter, date(2026, 4, 30), terms)
    allowed = reach([*morning, an_attempt(9, 18, 30)], letter, letter + timedelta(days=14), terms)
    too_early = reach([*morning, an_attempt(9, 18, 30)], letter, letter + timedelta(days=13), terms)
    no_letter = reach([*morning, an_attempt(9, 18, 30)], None, date(2026, 4, 30), terms)

    assert (refused.unreachable, refused.lacks) == (False, ("day_parts",))
    assert (allowed.unreachable, allowed.lacks) == (True, ())
    assert (too_early.lacks, too_early.letter_matures_on) == (("letter_days",), date(2026, 3, 19))
    assert no_letter.lacks == ("letter",)


def test_t9_two_parts_of_one_day_are_one_day() -> None:
    attempts = [an_attempt(2, 9), an_attempt(2, 13), an_attempt(2, 18)]

    assert reach(attempts, date(2026, 1, 1), TODAY, POLICY.unreachable).lacks == ("days",)


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        (ContactOutcome.NO_ANSWER, True),
        (ContactOutcome.BUSY, True),
        (ContactOutcome.LEFT_MESSAGE, True),
        (ContactOutcome.WRONG_NUMBER, False),
        (ContactOutcome.DISCONNECTED, False),
        (ContactOutcome.REACHED, False),
    ],
)
def test_a_wrong_number_uses_up_no_attempt(outcome: ContactOutcome, counts: bool) -> None:
    assert a_call(outcome=outcome).counts_as_attempt(POLICY) is counts
    assert a_call(outcome=outcome, direction=Direction.INBOUND).counts_as_attempt(POLICY) is False


def test_a_message_that_names_the_program_is_refused_and_counts_for_nothing() -> None:
    told = a_call(outcome=ContactOutcome.LEFT_MESSAGE, message_contents=frozenset({"caller_name", "program"}))
    short = replace(told, message_contents=frozenset({"caller_name", "callback_number"}))

    assert (ids(judged(told)), told.counts_as_attempt(POLICY)) == (["R21-MESSAGE"], False)
    assert (ids(judged(short)), short.counts_as_attempt(POLICY)) == ([], True)


@pytest.mark.parametrize(
    ("zone", "rules"), [("America/Denver", []), ("America/Chicago", []), ("America/New_York", ["R21-HOURS"])]
)
def test_scenario_25_the_hour_is_that_of_the_member(zone: str, rules: list[str]) -> None:
    evaluation = judged(a_call(at=EVENING), a_member(zones=(zone,)))

    assert ids(evaluation) == rules
    for found in evaluation.findings:
        assert found.actual == {zone: "21:30"}
        assert found.expected == "2026-03-03T13:00:00+00:00"  # 08:00 in New York
        assert "Wait until 2026-03-03 08:00 local time." in found.message


@pytest.mark.parametrize(
    ("hour", "minute", "rules"), [(7, 59, ["R21-HOURS"]), (8, 0, []), (20, 59, []), (21, 0, ["R21-HOURS"])]
)
def test_r21_calling_time_begins_at_eight_and_ends_before_nine(hour: int, minute: int, rules: list[str]) -> None:
    assert ids(judged(a_call(at=local(hour, minute)))) == rules


def test_r21_hours_bind_what_we_start_not_who_calls_us() -> None:
    at_night = local(23)

    assert ids(judged(a_call(at=at_night, direction=Direction.INBOUND))) == []
    assert ids(judged(a_call(at=at_night, channel=Channel.MAIL))) == []
    assert ids(judged(a_call(at=at_night, channel=Channel.SMS))) == ["R21-HOURS"]


def test_r21_an_unknown_zone_must_suit_every_place_that_is_possible() -> None:
    zones, known = zones_of(None, "TN", "(901) 555-0100", POLICY.office_zones)
    assert (zones, known) == (("America/New_York", "America/Chicago"), ("state", "area_code"))
    member = a_member(zones=zones)

    assert ids(judged(a_call(at=local(7, 30)), member)) == ["R21-HOURS"]
    assert ids(judged(a_call(at=local(20, 30)), member)) == ["R21-HOURS"]
    assert ids(judged(a_call(at=local(19, 30)), member)) == []


@pytest.mark.parametrize(
    ("given_zone", "state", "phone", "zones", "known"),
    [
        ("America/Denver", "MO", "314-555-0100", ("America/Denver",), ("time_zone",)),
        (None, "MO", "+1 314 555 0100", ("America/Chicago",), ("state", "area_code")),
        (None, "MO", "2125550100", ("America/Chicago", "America/New_York"), ("state", "area_code")),
        (None, None, "555-0100", POLICY.office_zones, ("office",)),
        (None, "ON", "4165550100", POLICY.office_zones, ("office",)),
        (None, None, None, POLICY.office_zones, ("office",)),
    ],
)
def test_where_a_member_may_be(
    given_zone: str | None, state: str | None, phone: str | None, zones: tuple[str, ...], known: tuple[str, ...]
) -> None:
    assert zones_of(given_zone, state, phone, POLICY.office_zones) == (zones, known)


def test_no_state_and_no_area_code_stands_in_two_rows() -> None:
    assert len(BY_STATE) == sum(len(states.split()) for states in STATES.values()) == 54
    assert len(BY_AREA_CODE) == sum(len(codes.split()) for codes in AREA_CODES.values())
    for zone in {zone for zones in (*STATES, *AREA_CODES) for zone in zones}:
        assert judged(a_call(), a_member(zones=(zone,))) is not None


def test_r21_a_closed_channel_leaves_the_others_open() -> None:
    member = a_member(opt_outs=frozenset({"channel:sms"}))

    assert ids(judged(a_call(channel=Channel.SMS), member)) == ["R21-CHANNEL"]
    assert ids(judged(a_call(), member)) == []


def test_scenario_06_no_mail_at_home_leaves_the_member_in_the_program() -> None:
    member = a_member(opt_outs=frozenset({"channel:mail"}))

    assert ids(judged(a_call(channel=Channel.MAIL, program="high_risk_obstetrics"), member)) == ["R21-CHANNEL"]
    assert ids(judged(a_call(program="high_risk_obstetrics"), member)) == []


@pytest.mark.parametrize(
    ("scope", "program", "rules"),
    [
        ("program:lead", "lead", ["R21-OPT-OUT"]),
        ("program:lead", "complex", []),
        ("all_cm", "lead", ["R21-OPT-OUT"]),
        ("all_dm", "lead", []),
        ("all_dm", "asthma", ["R21-OPT-OUT"]),
        ("all", "diabetes", ["R21-OPT-OUT"]),
    ],
)
def test_r21_an_opt_out_stops_its_programs_only(scope: str, program: str, rules: list[str]) -> None:
    member = a_member(opt_outs=frozenset({scope}))

    found = judged(a_call(program=program), member)

    assert ids(found) == rules
    assert [one.actual for one in found.findings] == [[scope]] * len(rules)
    assert not any(f"({scope})" in one.message for one in found.findings)
    assert ids(judged(a_call(program=program, direction=Direction.INBOUND), member)) == []
    assert ids(judged(a_call(program=program, purpose=Purpose.RETURNED_CALL), member)) == []


def test_r17_after_a_report_of_a_death_nothing_goes_out_and_everybody_is_answered() -> None:
    member = a_member(suspended=True)

    assert ids(judged(a_call(), member)) == ["R17"]
    assert ids(judged(a_call(direction=Direction.INBOUND), member)) == []


def test_r21_tty_needs_its_route_and_no_recorded_voice() -> None:
    member = a_member(tty=True)

    assert ids(judged(a_call(), member)) == ["R21-TTY"]
    assert ids(judged(a_call(route=Route.RELAY), member)) == []
    assert ids(judged(a_call(route=Route.TTY, automated=True), member)) == ["R21-TTY"]
    assert ids(judged(a_call(automated=True))) == []


def test_r21_another_language_asks_for_an_interpreter_and_stops_nothing() -> None:
    member = a_member(language="es")

    found = judged(a_call(), member)
    assert [(one.rule_id, one.severity) for one in found.findings] == [("R21-LANGUAGE", Severity.WARNING)]
    assert found.findings[0].message.startswith("The member speaks another language than English. Offer")
    assert ids(judged(a_call(interpreter=False, language="es"), member)) == []
    assert ids(judged(a_call(outcome=UNANSWERED), member)) == []


def test_r20_a_confidential_program_is_named_to_the_member_only() -> None:
    assert [(one.rule_id, one.severity) for one in judged(a_call(), confidential=True).findings] == [
        ("R20", Severity.INFO)
    ]


def test_r8_a_live_contact_of_an_active_case_names_the_next() -> None:
    facts = NextContactFacts(True, True, None, TODAY, POLICY)

    def found(facts: NextContactFacts) -> list[str]:
        return [one.rule_id for one in evaluate(NEXT_CONTACT_RULES, facts, POLICY.id).findings]

    assert found(facts) == ["R8"]
    assert found(replace(facts, next_contact_on=TODAY - timedelta(days=1))) == ["R8"]
    assert found(replace(facts, next_contact_on=TODAY)) == []
    assert found(replace(facts, active=False)) == []
    assert found(replace(facts, live=False)) == []


@pytest.mark.parametrize(("days", "rules"), [(-1, ["R7"]), (0, []), (14, []), (15, ["R7"])])
def test_r7_a_referral_is_followed_up_within_fourteen_days(days: int, rules: list[str]) -> None:
    facts = FollowUpFacts(True, TODAY + timedelta(days=days), TODAY, POLICY)

    assert [one.rule_id for one in evaluate(REFERRAL_RULES, facts, POLICY.id).findings] == rules


CAP = POLICY.cap


def a_turn(day: int, rank: int = 1, *, number: int = 1, movable: bool = True) -> Turn:
    return Turn(id=an_id(day, number), day=date(2026, 3, day), number=number, rank=rank, movable=movable)


def an_id(day: int, number: int) -> UUID:
    return UUID(int=day * 10 + number)


def test_scenario_27_of_three_on_one_day_one_goes_and_the_others_wait_by_priority() -> None:
    reminder = a_turn(2, CAP.priorities["reminder"])

    first = turn_on(TODAY, CAP.priorities["reminder"], [], CAP)
    second = turn_on(TODAY, CAP.priorities["disease_management"], [reminder], CAP)
    third = turn_on(TODAY, CAP.priorities["education"], [replace(reminder, rank=2)], CAP)

    assert (first, second, third) == (Grant(1), Grant(1, reminder.id), None)


def test_r21_what_went_out_already_gives_up_no_place() -> None:
    assert turn_on(TODAY, 0, [a_turn(2, 5, movable=False)], CAP) is None


def test_r21_three_in_any_seven_days_are_enough() -> None:
    held = [a_turn(2), a_turn(4), a_turn(6)]

    assert turn_on(date(2026, 3, 5), 1, held, CAP) is None
    assert turn_on(date(2026, 3, 8), 1, held, CAP) is None
    assert turn_on(date(2026, 3, 9), 1, held, CAP) == Grant(1)
    assert next_day(date(2026, 3, 6), held, CAP) == date(2026, 3, 9)


@given(st.lists(st.integers(2, 27), max_size=40))
def test_r21_whatever_is_asked_no_day_and_no_week_is_overfull(days: list[int]) -> None:
    held: list[Turn] = []
    for day in days:
        granted = turn_on(date(2026, 3, day), 1, held, CAP)
        if granted is not None and granted.displaces is None:
            held.append(a_turn(day, number=granted.number))

    for start in range(1, 28):
        window = [turn for turn in held if start <= turn.day.day < start + CAP.week_days]
        assert len(window) <= CAP.per_week
    assert len({turn.day for turn in held}) == len(held)


@given(st.lists(st.integers(2, 12), max_size=6, unique=True))
def test_r21_a_deferral_leads_to_a_day_that_has_a_place(days: list[int]) -> None:
    held = [a_turn(day) for day in days]

    later = next_day(TODAY, held, CAP)

    assert later > TODAY
    assert turn_on(later, 1, held, CAP) is not None
    assert not week_is_full(later, held, CAP)
