"""In which states of a case which kind of work is done."""

from casemanagement.domain.care.errors import NotInThisState
from casemanagement.domain.letters.wording import LetterKind
from casemanagement.domain.lifecycle import OPEN, EpisodeState

_S = EpisodeState
ENGAGED_WORK = frozenset({_S.EVALUATION, _S.PLANNING, _S.ACTIVE, _S.ON_HOLD})

ASSESSING = ("An assessment", frozenset({_S.OUTREACH, *ENGAGED_WORK}))
DRAFTING = ("Work on a draft of the plan", frozenset({_S.EVALUATION, _S.PLANNING}))
PROGRESS = ("Progress of a goal", ENGAGED_WORK)
INTERVENING = ("An intervention", ENGAGED_WORK)
TASKING = ("A new task", frozenset(OPEN))
REACHING_OUT = ("An outbound contact", frozenset(OPEN))
WRITING = {
    LetterKind.UNABLE_TO_REACH: (
        "A letter that we could not reach the member",
        frozenset({_S.OUTREACH, *ENGAGED_WORK}),
    ),
    LetterKind.WARNING: ("A warning letter", ENGAGED_WORK),
}


def check(work: tuple[str, frozenset[EpisodeState]], state: EpisodeState) -> None:
    """Raises `NotInThisState` with the states in which it is possible."""
    what, states = work
    if state not in states:
        raise NotInThisState(what, state, states)
