"""Every rule that guards a case has an example that trips it alone, and a sound request trips none."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casemanagement.domain.care.policy import CARE_2026, CarePolicy
from casemanagement.domain.discharge import goals_met_80
from casemanagement.domain.episode import Episode, EpisodeFacts
from casemanagement.domain.guards import ActionRequest, GuardFacts
from casemanagement.domain.levels import LEVEL_RULES
from casemanagement.domain.lifecycle import EpisodeState, Outcome
from casemanagement.domain.policy import POLICY, CasePolicy
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from casemanagement.domain.referral import ReferralSource
from casemanagement.domain.rule_pages import CARE_RULES
from casemanagement.domain.rules import CASE_RULES
from casemanagement.domain.screening.endings import END_RULES
from shared.kernel.finding import Severity
from shared.kernel.rule import at_stage, evaluate
from tests.unit.casemanagement.builders import a_member, an_episode

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 16, tzinfo=UTC)
S, R = EpisodeState, DischargeReasonCode
READY = EpisodeFacts(
    factors_done=("health_status",),
    goals_accepted=5,
    goals_eligible=5,
    goals_met=4,
    plan_agreed=True,
    pcp_notified=True,
    attempts_failed=3,
    attempt_days=2,
    attempt_day_parts=2,
    failed_contacts=3,
    letter_sent_on=TODAY - timedelta(days=14),
    warning_letter_on=TODAY - timedelta(days=14),
)
SOUND: dict[str, tuple[EpisodeState, dict[str, Any]]] = {
    "accept": (S.REFERRED, {"program": ProgramCode.LEAD}),
    "close": (S.OUTREACH, {"outcome": Outcome.UNABLE_TO_REACH, "reason": "Nobody answers."}),
    "stratify": (S.IDENTIFIED, {"level": "high", "reason": "Lives alone."}),
    "assign": (S.STRATIFIED, {"case_manager": "nurse1"}),
    "reassign": (S.ACTIVE, {"case_manager": "nurse2"}),
    "engage": (
        S.OUTREACH,
        {"identifiers": frozenset({"name", "birth_date"}), "spoke_with": "member", "agreed": True},
    ),
    "plan": (S.EVALUATION, {}),
    "activate": (S.PLANNING, {}),
    "revise_plan": (S.ACTIVE, {"reason": "She moved."}),
    "hold": (S.ACTIVE, {"reason": "inpatient"}),
    "resume": (S.ON_HOLD, {}),
    "discharge": (S.ACTIVE, {"reasons": frozenset({R.GOALS_MET_80}), "summary": "It went well."}),
    "reopen": (S.DISCHARGED, {"reason": "The wrong member."}),
}


def facts_for(action: str, request: dict[str, Any] | None = None, **changes: Any) -> GuardFacts:
    state, sound = SOUND[action]
    values: dict[str, Any] = {
        "episode": an_episode(state, closed_at=NOW if state is S.DISCHARGED else None, eligible_at=NOW),
        "member": a_member(),
        "request": ActionRequest(**{**sound, **(request or {})}),
        "facts": READY,
        "policy": POLICY,
        "care": CARE_2026,
        "today": TODAY,
        "now": NOW,
        "caseload": 1,
        "caseload_limit": 60,
    }
    return GuardFacts(**{**values, **changes})


def found(action: str, facts: GuardFacts) -> set[str]:
    judged = evaluate(at_stage(CASE_RULES, (action,)), facts, POLICY.id)
    return {finding.rule_id for finding in judged.findings if finding.severity is not Severity.INFO}


def a_referred_case(**changes: Any) -> Episode:
    return an_episode(S.REFERRED, **changes)


Example = tuple[str, dict[str, Any], dict[str, Any]]
EXAMPLES: dict[str, Example] = {
    "R1": (
        "close",
        {"outcome": Outcome.NOT_ELIGIBLE},
        {"episode": a_referred_case(), "referral_source": ReferralSource.PROVIDER_PHYSICIAN},
    ),
    "R2": ("accept", {}, {"member": a_member(cover=())}),
    "R11": ("accept", {}, {"opt_outs": ("all_cm",)}),
    "T3": ("accept", {"program": None}, {"episode": a_referred_case(program=None, episode_no=None)}),
    "T4": ("close", {"reason": None}, {}),
    "T6": (
        "close",
        {"outcome": Outcome.INFO_ONLY},
        {"episode": an_episode(S.STRATIFIED, program=ProgramCode.PRENATAL, level="high")},
    ),
    "T5": ("stratify", {"reason": None}, {}),
    "T7": ("assign", {}, {"caseload": 60}),
    "R17": ("engage", {}, {"death_reported": True}),
    "T8": ("engage", {"identifiers": frozenset({"name"})}, {}),
    "T9": ("close", {}, {"facts": replace(READY, attempt_day_parts=1)}),
    "T11": ("plan", {}, {"facts": replace(READY, factors_missing=("life_planning",))}),
    "R4": ("plan", {}, {"episode": an_episode(S.EVALUATION, eligible_at=NOW - timedelta(days=61))}),
    "T12": ("activate", {}, {"facts": replace(READY, goals_accepted=0)}),
    "R8": ("activate", {"next_contact_on": TODAY - timedelta(days=1)}, {}),
    "T13": ("hold", {"reason": "bored"}, {}),
    "T14": ("revise_plan", {"reason": None}, {}),
    "R10": ("discharge", {"summary": None}, {}),
    "R9": ("discharge", {}, {"facts": replace(READY, goals_met=3)}),
    "R19": ("discharge", {"reasons": frozenset({R.NON_ADHERENCE})}, {"supervisor": False}),
    "T17": ("discharge", {"reasons": frozenset({R.MEMBER_REQUEST})}, {}),
    "T15": ("discharge", {"reasons": frozenset({R.DEATH})}, {}),
    "R16": ("reopen", {}, {"rival": "C2"}),
}


@pytest.mark.parametrize(
    ("program", "level", "warned"),
    [
        (ProgramCode.LEAD, "10-20", False),
        (ProgramCode.LEAD, "45+", False),
        (ProgramCode.LEAD, "high", True),
        (ProgramCode.LEAD, "10 - 20", True),
        (ProgramCode.COMPLEX, "high", False),
    ],
)
def test_t5_a_level_of_a_lead_case_that_is_no_band_warns(program: ProgramCode, level: str, warned: bool) -> None:
    facts = facts_for("stratify", {"level": level}, episode=an_episode(S.IDENTIFIED, program=program))

    findings = evaluate(at_stage(CASE_RULES, ("stratify",)), facts, POLICY.id).findings

    assert [(one.rule_id, one.severity) for one in findings] == ([("T5", Severity.WARNING)] if warned else [])


@pytest.mark.parametrize(
    ("action", "request_", "changes"),
    [
        ("plan", {}, {"facts": replace(READY, factors_missing=("life_planning", "social_needs"))}),
        ("hold", {"reason": "bored"}, {}),
        ("accept", {}, {"opt_outs": ("all_cm", "program:long_term_care")}),
        ("close", {"outcome": None, "reason": None}, {}),
        ("engage", {"identifiers": frozenset()}, {}),
        ("activate", {}, {"facts": replace(READY, goals_accepted=0)}),
    ],
)
def test_what_a_nurse_reads_has_no_codes(action: str, request_: dict[str, Any], changes: dict[str, Any]) -> None:
    judged = evaluate(at_stage(CASE_RULES, (action,)), facts_for(action, request_, **changes), POLICY.id)

    assert judged.of(Severity.ERROR)
    assert not [finding.message for finding in judged.findings if re.search(r"_|\bR\d", finding.message)]


def in_missouri(at: datetime) -> date:
    return at.astimezone(ZoneInfo("America/Chicago")).date()


def test_r4_the_days_are_those_of_the_office_whatever_the_day_in_greenwich() -> None:
    evening = datetime(2026, 1, 2, 3, tzinfo=UTC)
    episode = an_episode(S.EVALUATION, eligible_at=evening)

    for day, late in ((date(2026, 3, 2), []), (date(2026, 3, 3), ["R4"])):
        facts = replace(facts_for("plan", episode=episode), today=day, day_of=in_missouri)
        assert sorted(found("plan", facts)) == late


def test_r16_a_case_that_ended_in_the_evening_is_reopened_by_the_days_of_the_office() -> None:
    ended = an_episode(S.DISCHARGED, closed_at=datetime(2026, 1, 2, 3, tzinfo=UTC), eligible_at=NOW)

    for day, refused in ((date(2026, 1, 31), set()), (date(2026, 2, 1), {"R16"})):
        facts = replace(facts_for("reopen", episode=ended), today=day, day_of=in_missouri)
        assert found("reopen", facts) == refused


@pytest.mark.parametrize("action", SOUND)
def test_a_sound_request_trips_no_rule(action: str) -> None:
    assert found(action, facts_for(action)) == set()


@pytest.mark.parametrize("rule_id", [rule.id for rule in CASE_RULES if rule.id != "N1"])
def test_every_rule_has_an_example_that_trips_it_alone(rule_id: str) -> None:
    action, request, changes = EXAMPLES[rule_id]
    request = {"reason": "A reason.", **request} if action == "close" and rule_id == "T6" else request
    tripped = found(action, facts_for(action, request, **changes))

    assert tripped == {rule_id}


def test_n1_is_told_with_every_discharge_and_refuses_nothing() -> None:
    judged = evaluate(at_stage(CASE_RULES, ("discharge",)), facts_for("discharge"), POLICY.id)

    assert [(finding.rule_id, finding.severity) for finding in judged.findings] == [("N1", Severity.INFO)]


@pytest.mark.parametrize(
    ("met", "eligible", "expected"),
    [(4, 5, True), (3, 4, False), (35, 44, False), (36, 44, True), (0, 0, None), (0, 1, False), (1, 1, True)],
)
def test_r9_four_fifths_in_whole_numbers(met: int, eligible: int, expected: bool | None) -> None:
    assert goals_met_80(met, eligible) is expected


Shift = Callable[[int], dict[str, Any]]


@pytest.mark.parametrize(
    ("rule_id", "action", "days", "shift"),
    [
        ("T9", "close", 14, lambda days: {"facts": replace(READY, letter_sent_on=TODAY - timedelta(days=days))}),
        (
            "R19",
            "discharge",
            14,
            lambda days: {"facts": replace(READY, warning_letter_on=TODAY - timedelta(days=days)), "supervisor": True},
        ),
    ],
)
def test_a_letter_is_old_enough_on_its_14th_day(rule_id: str, action: str, days: int, shift: Shift) -> None:
    request = {"reasons": frozenset({R.NON_ADHERENCE})} if action == "discharge" else {}

    assert found(action, facts_for(action, request, **shift(days))) == set()
    assert found(action, facts_for(action, request, **shift(days - 1))) == {rule_id}


@pytest.mark.parametrize(("days", "expected"), [(30, set()), (31, {"R16"})])
def test_r16_a_discharge_is_taken_back_within_30_days(days: int, expected: set[str]) -> None:
    ended = an_episode(S.DISCHARGED, closed_at=NOW - timedelta(days=days))

    assert found("reopen", facts_for("reopen", episode=ended)) == expected


@pytest.mark.parametrize(("days", "expected"), [(60, set()), (61, {"T13"})])
def test_a_gap_in_cover_holds_a_case_for_60_days_at_most(days: int, expected: set[str]) -> None:
    request = {"reason": "coverage_gap", "until": TODAY + timedelta(days=days)}

    assert found("hold", facts_for("hold", request)) == expected


def test_one_id_is_one_rule_wherever_it_is_judged() -> None:
    by_id: dict[str, set[tuple[Any, ...]]] = {}
    for rule in (*CASE_RULES, *CARE_RULES, *LEVEL_RULES, *END_RULES):
        known = (rule.title, rule.message, rule.stages, rule.severity, rule.citation)
        by_id.setdefault(rule.id, set()).add(known)

    assert {rule_id: len(known) for rule_id, known in by_id.items() if len(known) != 1} == {}
    assert {"R8", "R17"} <= set(by_id)


def test_no_value_stands_in_both_policies() -> None:
    both = {field.name for field in fields(CasePolicy)} & {field.name for field in fields(CarePolicy)}

    assert both == {"id", "citations"}
