"""Random legal histories of a member's cases: the invariants of the data model hold after every step."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.episode import Episode, EpisodeFacts, exclusive_group
from casemanagement.domain.guards import ActionRequest, GuardFacts
from casemanagement.domain.lifecycle import (
    ENGAGED,
    ENROLLED,
    LIFECYCLE,
    OUTCOMES,
    TERMINAL,
    EpisodeAction,
    EpisodeState,
    Outcome,
    diagram,
)
from casemanagement.domain.member import Cover, Member
from casemanagement.domain.moves import Change, lead_after
from casemanagement.domain.policy import POLICY
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from casemanagement.domain.rules import CASE_RULES
from casemanagement.domain.settlement import settle
from casemanagement.domain.steps import next_number, step
from shared.kernel.finding import Severity
from shared.kernel.rule import at_stage, evaluate
from tests.unit.casemanagement.builders import MEMBER_ID, a_member

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
STEP_DATES = ("identified_at", "stratified_at", "evaluated_at", "planned_at", "facilitated_at")
MOVES = {line.strip().split(": ")[0] for line in diagram().splitlines()[1:]}
NURSES = ("nurse1", "nurse2")
FORWARD = {
    EpisodeState.REFERRED: EpisodeAction.ACCEPT,
    EpisodeState.IDENTIFIED: EpisodeAction.STRATIFY,
    EpisodeState.STRATIFIED: EpisodeAction.ASSIGN,
    EpisodeState.OUTREACH: EpisodeAction.ENGAGE,
    EpisodeState.EVALUATION: EpisodeAction.PLAN,
    EpisodeState.PLANNING: EpisodeAction.ACTIVATE,
}
BY_HAND = [action for action in EpisodeAction if action not in ("record_death", "end_coverage")]


class CasesOfAMember(RuleBasedStateMachine):
    """What a nurse, a supervisor and the record of plans may do, in any order that the table and the rules allow."""

    @initialize()
    def begin(self) -> None:
        self.member: Member = a_member()
        self.now = START
        self.episodes: dict[UUID, Episode] = {}
        self.lead: str | None = None
        self.made = 0

    def take(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            before, after = change.before, change.after
            if before is not None:
                assert before is self.episodes[after.id]
                assert after.version == before.version + 1
                assert before.eligible_at in (None, after.eligible_at), "the clock starts once"
                if before.state is not after.state:
                    assert f"{before.state} --> {after.state}" in MOVES
            assert (change.event.from_state, change.event.to_state) == (before and before.state, after.state)
            self.episodes[after.id] = after
        self.lead = lead_after(self.lead, tuple(self.episodes.values()))

    @rule(program=strategies.sampled_from(ProgramCode))
    def refer(self, program: ProgramCode) -> None:
        taken = {episode.exclusive_group for episode in self.episodes.values() if episode.state not in TERMINAL}
        reachable = self.member.deceased_on is None and self.member.covered_on(self.now.date())
        if exclusive_group(program) in taken or not reachable:
            return
        self.made += 1
        episode = Episode(
            id=UUID(int=self.made),
            version=1,
            number=f"C{self.made}",
            member_id=MEMBER_ID,
            program=program,
            episode_no=next_number(tuple(self.episodes.values()), program),
            state=EpisodeState.REFERRED,
            origin="referral",
            next_contact_on=self.now.date(),
            created_at=self.now,
            updated_at=self.now,
        )
        self.episodes[episode.id] = episode

    @precondition(lambda self: self.episodes)
    @rule(data=strategies.data())
    def act(self, data: strategies.DataObject) -> None:
        episode = data.draw(strategies.sampled_from(sorted(self.episodes.values(), key=lambda known: known.id)))
        allowed = [action for action in LIFECYCLE.allowed(episode.state) if action in BY_HAND]
        action = data.draw(strategies.sampled_from(allowed))
        facts = self.facts(episode, data.draw(self.requests(episode)), data.draw(strategies.booleans()))
        findings = evaluate(at_stage(CASE_RULES, (action,)), facts, POLICY.id)
        if not findings.of(Severity.ERROR):
            self.take((step(facts, action, "nurse1", tuple(self.episodes.values())),))

    @precondition(lambda self: any(known.state in FORWARD for known in self.episodes.values()))
    @rule(data=strategies.data(), steps=strategies.integers(1, 6), nurse=strategies.sampled_from(NURSES))
    def go_on(self, data: strategies.DataObject, steps: int, nurse: str) -> None:
        """The usual way, some steps at once: what is drawn at random seldom comes far."""
        going = sorted((known for known in self.episodes.values() if known.state in FORWARD), key=lambda one: one.id)
        episode_id = data.draw(strategies.sampled_from(going)).id
        request = ActionRequest(
            reason="As usual.",
            level="high",
            case_manager=nurse,
            identifiers=frozenset({"name", "birth_date"}),
            spoke_with="member",
            agreed=True,
        )
        for _ in range(steps):
            episode = self.episodes[episode_id]
            if episode.state not in FORWARD:
                return
            facts = self.facts(episode, request, False)
            action = FORWARD[episode.state]
            assert not evaluate(at_stage(CASE_RULES, (action,)), facts, POLICY.id).of(Severity.ERROR)
            self.take((step(facts, action, nurse, tuple(self.episodes.values())),))

    def requests(self, episode: Episode) -> strategies.SearchStrategy[ActionRequest]:
        reasons = strategies.sampled_from(("inpatient", "crisis", "She said so."))
        return strategies.builds(
            ActionRequest,
            reason=reasons,
            reply=strategies.just("Thank you."),
            outcome=strategies.sampled_from(list(OUTCOMES.get(episode.state, {None: ""}))),
            level=strategies.sampled_from(("low", "high")),
            case_manager=strategies.sampled_from(NURSES),
            identifiers=strategies.just(frozenset({"name", "birth_date"})),
            spoke_with=strategies.just("member"),
            agreed=strategies.just(True),
            reasons=strategies.frozensets(strategies.sampled_from(DischargeReasonCode), min_size=1, max_size=3),
            summary=strategies.just("It went well."),
        )

    def facts(self, episode: Episode, request: ActionRequest, supervisor: bool) -> GuardFacts:
        today = self.now.date()
        long_ago = today - timedelta(days=20)
        rival = next(
            (
                other.number
                for other in self.episodes.values()
                if other.id != episode.id
                and other.state not in TERMINAL
                and other.exclusive_group == episode.exclusive_group
            ),
            None,
        )
        known: dict[str, Any] = {"goals_accepted": 5, "goals_eligible": 5, "goals_met": 4}
        known |= {"plan_agreed": True, "pcp_notified": True, "attempts_failed": 3, "attempt_days": 2}
        known |= {"attempt_day_parts": 2, "failed_contacts": 3, "letter_sent_on": long_ago}
        return GuardFacts(
            episode=episode,
            member=self.member,
            request=request,
            facts=EpisodeFacts(**known, warning_letter_on=long_ago),
            policy=POLICY,
            care=CARE_2026,
            today=today,
            now=self.now,
            supervisor=supervisor,
            caseload=0,
            caseload_limit=1,
            rival=rival,
        )

    @rule(days=strategies.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.settle()

    @rule(
        cover=strategies.sampled_from(
            (
                (Cover(date(2025, 1, 1)),),
                (Cover(date(2025, 1, 1), date(2026, 3, 31)),),
                (Cover(date(2025, 1, 1), date(2026, 3, 31)), Cover(date(2026, 5, 1))),
                (),
            )
        )
    )
    def cover_changes(self, cover: tuple[Cover, ...]) -> None:
        self.member = replace(self.member, cover=cover)
        self.settle()

    @rule(died=strategies.sampled_from((False, False, False, True)))
    def a_death_is_recorded_or_corrected(self, died: bool) -> None:
        self.member = replace(self.member, deceased_on=self.now.date() if died else None)
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            known = tuple(self.episodes.values())
            changes = settle(self.member, known, self.now.date(), self.now, "service:plans", POLICY)
            if not changes:
                return
            self.take(changes)
        raise AssertionError("settling a member comes to an end")

    @invariant()
    def one_open_case_per_program_and_group(self) -> None:
        groups = [known.exclusive_group for known in self.episodes.values() if known.state not in TERMINAL]
        assert len(groups) == len(set(groups))
        numbers = [(known.program, known.episode_no) for known in self.episodes.values()]
        assert len(numbers) == len(set(numbers))

    @invariant()
    def exactly_one_lead_where_somebody_is_enrolled(self) -> None:
        managers = {known.primary_case_manager for known in self.episodes.values() if known.state in ENROLLED}
        assert self.lead in managers if managers else self.lead is None

    @invariant()
    def what_a_state_says_is_there(self) -> None:
        for known in self.episodes.values():
            ended = known.state in TERMINAL
            assert ended == (known.outcome is not None) == (known.closed_at is not None)
            assert ended == (known.previous_state is not None) == (known.next_contact_on is None)
            assert known.state is not EpisodeState.ON_HOLD or known.hold is not None
            assert known.state not in ENGAGED or known.engaged_at is not None
            assert known.state not in ENROLLED or known.primary_case_manager
            if known.state is EpisodeState.DISCHARGED:
                assert known.outcome is Outcome.DISCHARGED
                assert known.engaged_at is not None
                assert known.primary_reason in known.reasons

    @invariant()
    def the_steps_are_reached_in_their_order(self) -> None:
        for known in self.episodes.values():
            dates = [at for name in STEP_DATES if (at := getattr(known, name)) is not None]
            assert all(first <= second for first, second in pairwise(dates))

    @invariant()
    def nobody_who_died_has_an_open_case(self) -> None:
        if self.member.deceased_on is not None:
            assert all(known.state in TERMINAL for known in self.episodes.values())


TestCasesOfAMember = CasesOfAMember.TestCase
TestCasesOfAMember.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
