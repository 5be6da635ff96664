"""Valid members and episodes; a test states only its difference."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.episode import Episode, Hold
from casemanagement.domain.lifecycle import ENGAGED, ENROLLED, EpisodeState, Outcome
from casemanagement.domain.member import Cover, Member
from casemanagement.domain.program import DischargeReasonCode, ProgramCode

MEMBER_ID = UUID("0198f000-0000-7000-8000-00000000000a")
CREATED = datetime(2025, 9, 1, 15, tzinfo=UTC)


def a_member(**changes: Any) -> Member:
    return Member(**{"id": MEMBER_ID, "birth_date": date(1980, 5, 2), "cover": (Cover(date(2025, 1, 1)),), **changes})


def an_episode(state: EpisodeState = EpisodeState.ACTIVE, number: int = 1, **changes: Any) -> Episode:
    """Open in the state, or ended as a discharge or closure usually ends."""
    values: dict[str, Any] = {
        "id": UUID(int=0x0198F000_0000_7000_8000_000000000100 + number),
        "version": 1,
        "number": f"C{number:07}",
        "member_id": MEMBER_ID,
        "program": ProgramCode.COMPLEX,
        "episode_no": number,
        "state": state,
        "origin": "referral",
        "eligible_at": CREATED,
        "next_contact_on": date(2025, 12, 1),
        "created_at": CREATED,
        "updated_at": CREATED,
    }
    if state in ENROLLED or state is EpisodeState.DISCHARGED:
        values |= {"enrolled_at": CREATED, "primary_case_manager": "nurse1"}
    if state in ENGAGED or state is EpisodeState.DISCHARGED:
        values |= {"engaged_at": CREATED}
    if state is EpisodeState.ON_HOLD:
        values |= {"hold": Hold(reason="inpatient", since=CREATED.date(), state=EpisodeState.ACTIVE)}
    if state is EpisodeState.DISCHARGED:
        values |= _ended(EpisodeState.ACTIVE, Outcome.DISCHARGED) | {
            "reasons": (DischargeReasonCode.MEMBER_REQUEST,),
            "primary_reason": DischargeReasonCode.MEMBER_REQUEST,
        }
    if state is EpisodeState.CLOSED:
        values |= _ended(EpisodeState.OUTREACH, Outcome.UNABLE_TO_REACH)
    return Episode(**{**values, **changes})


def _ended(before: EpisodeState, outcome: Outcome) -> dict[str, Any]:
    return {
        "previous_state": before,
        "outcome": outcome,
        "closed_at": CREATED,
        "ended_on": CREATED.date(),
        "next_contact_on": None,
    }
