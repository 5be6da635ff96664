"""The life of an episode: ten states and the transitions T1 to T21, one table for code, answers and diagram."""

from dataclasses import dataclass
from enum import StrEnum

from shared.kernel.lifecycle import Lifecycle


class EpisodeState(StrEnum):
    REFERRED = "referred"
    IDENTIFIED = "identified"
    STRATIFIED = "stratified"
    OUTREACH = "outreach"
    EVALUATION = "evaluation"
    PLANNING = "planning"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    DISCHARGED = "discharged"
    CLOSED = "closed"


class EpisodeAction(StrEnum):
    ACCEPT = "accept"
    STRATIFY = "stratify"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    ENGAGE = "engage"
    PLAN = "plan"
    ACTIVATE = "activate"
    REVISE_PLAN = "revise_plan"
    HOLD = "hold"
    RESUME = "resume"
    CLOSE = "close"
    DISCHARGE = "discharge"
    RECORD_DEATH = "record_death"
    END_COVERAGE = "end_coverage"
    REOPEN = "reopen"


class Actor(StrEnum):
    """Who may do it: a case manager (care nurse), their supervisor, or the service itself."""

    NURSE = "care_nurse"
    SUPERVISOR = "care_supervisor"
    SYSTEM = "service"


class Outcome(StrEnum):
    """How an episode ended. All but `discharged` ended without an engaged member, or never earned a discharge."""

    NOT_ELIGIBLE = "not_eligible"
    DUPLICATE = "duplicate"
    INFO_ONLY = "info_only"
    UNABLE_TO_REACH = "unable_to_reach"
    OPTED_OUT = "opted_out"
    PLAN_TERMINATION = "plan_termination"
    DEATH = "death"
    DISCHARGED = "discharged"


_S, _A = EpisodeState, EpisodeAction

TERMINAL = (_S.DISCHARGED, _S.CLOSED)
ENROLLED = (_S.OUTREACH, _S.EVALUATION, _S.PLANNING, _S.ACTIVE, _S.ON_HOLD)
ENGAGED = (_S.EVALUATION, _S.PLANNING, _S.ACTIVE, _S.ON_HOLD)
NEVER_ENGAGED = (_S.REFERRED, _S.IDENTIFIED, _S.STRATIFIED, _S.OUTREACH)
OPEN = (*NEVER_ENGAGED, *ENGAGED)
HOLDABLE = (_S.EVALUATION, _S.PLANNING, _S.ACTIVE)
CASE_MANAGERS = frozenset({Actor.NURSE, Actor.SUPERVISOR})
ANYONE = frozenset(Actor)
SYSTEM_ONLY = frozenset({Actor.SYSTEM})


@dataclass(frozen=True, slots=True)
class Transition:
    """`to` None: back to the state that the episode was in before. Guards are rules of the stage `action`."""

    number: str
    starts: tuple[EpisodeState, ...]
    action: EpisodeAction
    to: EpisodeState | None
    actors: frozenset[Actor]
    what: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition("T3", (_S.REFERRED,), _A.ACCEPT, _S.IDENTIFIED, CASE_MANAGERS, "a nurse accepts the referral"),
    Transition("T4", (_S.REFERRED,), _A.CLOSE, _S.CLOSED, CASE_MANAGERS, "a nurse declines the referral"),
    Transition("T4", (_S.IDENTIFIED,), _A.CLOSE, _S.CLOSED, ANYONE, "a finding did not hold"),
    Transition("T5", (_S.IDENTIFIED, _S.STRATIFIED), _A.STRATIFY, _S.STRATIFIED, ANYONE, "the level is set"),
    Transition("T6", (_S.STRATIFIED,), _A.CLOSE, _S.CLOSED, ANYONE, "low prenatal risk: contact information only"),
    Transition("T7", (_S.STRATIFIED,), _A.ASSIGN, _S.OUTREACH, ANYONE, "a case manager takes the member on"),
    Transition("T7", (_S.OUTREACH,), _A.REASSIGN, _S.OUTREACH, CASE_MANAGERS, "another case manager takes over"),
    Transition("T7", ENGAGED, _A.REASSIGN, None, CASE_MANAGERS, "another case manager takes over"),
    Transition("T8", (_S.OUTREACH,), _A.ENGAGE, _S.EVALUATION, CASE_MANAGERS, "the member agreed to talk"),
    Transition("T9", (_S.OUTREACH,), _A.CLOSE, _S.CLOSED, CASE_MANAGERS, "the member cannot be reached, or opts out"),
    Transition("T11", (_S.EVALUATION,), _A.PLAN, _S.PLANNING, CASE_MANAGERS, "the assessment is complete"),
    Transition("T12", (_S.PLANNING,), _A.ACTIVATE, _S.ACTIVE, CASE_MANAGERS, "the member agreed to the plan"),
    Transition("T13", HOLDABLE, _A.HOLD, _S.ON_HOLD, ANYONE, "work pauses for a reason"),
    Transition("T13", (_S.ON_HOLD,), _A.RESUME, None, ANYONE, "work goes on where it stood"),
    Transition("T14", (_S.ACTIVE,), _A.REVISE_PLAN, _S.PLANNING, CASE_MANAGERS, "the plan is revised"),
    Transition("T15", NEVER_ENGAGED, _A.RECORD_DEATH, _S.CLOSED, SYSTEM_ONLY, "the member died"),
    Transition("T15", ENGAGED, _A.RECORD_DEATH, _S.DISCHARGED, SYSTEM_ONLY, "the member died"),
    Transition("T16", NEVER_ENGAGED, _A.END_COVERAGE, _S.CLOSED, SYSTEM_ONLY, "the last covered day has passed"),
    Transition("T16", ENGAGED, _A.END_COVERAGE, _S.DISCHARGED, SYSTEM_ONLY, "the last covered day has passed"),
    Transition("T18", ENGAGED, _A.DISCHARGE, _S.DISCHARGED, CASE_MANAGERS, "one or more of the five reasons"),
    Transition("T21", TERMINAL, _A.REOPEN, None, frozenset({Actor.SUPERVISOR, Actor.SYSTEM}), "it was an error"),
)
BY_MOVE: dict[tuple[EpisodeState, EpisodeAction], Transition] = {
    (start, transition.action): transition for transition in TRANSITIONS for start in transition.starts
}
LIFECYCLE: Lifecycle[EpisodeState, EpisodeAction] = Lifecycle(
    "case", {move: transition.to or move[0] for move, transition in BY_MOVE.items()}
)

# What `close` may say of an episode in this state; death and the end of coverage come by themselves.
OUTCOMES: dict[EpisodeState, dict[Outcome, str]] = {
    _S.REFERRED: {
        Outcome.NOT_ELIGIBLE: "T4",
        Outcome.DUPLICATE: "T4",
        Outcome.INFO_ONLY: "T4",
        Outcome.OPTED_OUT: "T4",
    },
    _S.IDENTIFIED: {Outcome.NOT_ELIGIBLE: "T4", Outcome.OPTED_OUT: "T10"},
    _S.STRATIFIED: {Outcome.INFO_ONLY: "T6", Outcome.NOT_ELIGIBLE: "T4", Outcome.OPTED_OUT: "T10"},
    _S.OUTREACH: {Outcome.UNABLE_TO_REACH: "T9", Outcome.OPTED_OUT: "T10", Outcome.NOT_ELIGIBLE: "T4"},
}


def transition_of(state: EpisodeState, action: EpisodeAction) -> Transition:
    """Raises `ActionNotAllowed` with the actions that the state allows."""
    LIFECYCLE.after(state, action)
    return BY_MOVE[state, action]


def diagram() -> str:
    """The table as a Mermaid state diagram; a move back to where the episode was stands as one to every such state."""
    lines = ["    [*] --> referred: T1 referral", "    [*] --> identified: T2 screening"]
    for transition in TRANSITIONS:
        lines.extend(
            f"    {start} --> {end}: {transition.number} {transition.action}"
            for start in transition.starts
            for end in _ends(transition, start)
        )
    return "\n".join(["stateDiagram-v2", *lines])


def _ends(transition: Transition, start: EpisodeState) -> tuple[EpisodeState, ...]:
    if transition.to is not None:
        return (transition.to,)
    if transition.action is EpisodeAction.RESUME:
        return HOLDABLE
    if transition.action is EpisodeAction.REASSIGN:
        return (start,)
    return NEVER_ENGAGED if start is EpisodeState.CLOSED else ENGAGED
