"""How a member goes through a disease program: one table for the code, the answers and the diagram.

Not to be reached is a flag, not a status: mail goes on.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from disease.domain.tier import Tier
from shared.kernel.lifecycle import Lifecycle


class EnrolmentStatus(StrEnum):
    IDENTIFIED = "identified"
    STRATIFIED = "stratified"
    ENROLLED_MAIL = "enrolled_mail"
    TELEPHONIC_OUTREACH = "telephonic_outreach"
    ENGAGED = "engaged"
    MAINTENANCE = "maintenance"
    DISENROLLED = "disenrolled"


class EnrolmentAction(StrEnum):
    STRATIFY = "stratify"
    ENROL = "enrol"
    START_CALLS = "start_calls"
    STOP_CALLS = "stop_calls"
    ENGAGE = "engage"
    STEP_DOWN = "step_down"
    DISENROL = "disenrol"
    REINSTATE = "reinstate"


class DisenrolmentReason(StrEnum):
    OPT_OUT = "opt_out"
    TERM = "term"
    DEATH = "death"
    CONDITION_RULED_OUT = "condition_ruled_out"
    MOVED_TO_CM = "moved_to_cm"


TELEPHONIC = frozenset({Tier.HIGH, Tier.VERY_HIGH})

_S, _A = EnrolmentStatus, EnrolmentAction
OPEN = tuple(status for status in EnrolmentStatus if status is not _S.DISENROLLED)

LIFECYCLE: Lifecycle[EnrolmentStatus, EnrolmentAction] = Lifecycle(
    "enrolment",
    {
        (_S.IDENTIFIED, _A.STRATIFY): _S.STRATIFIED,
        (_S.STRATIFIED, _A.ENROL): _S.ENROLLED_MAIL,
        (_S.ENROLLED_MAIL, _A.START_CALLS): _S.TELEPHONIC_OUTREACH,
        (_S.TELEPHONIC_OUTREACH, _A.STOP_CALLS): _S.ENROLLED_MAIL,
        (_S.TELEPHONIC_OUTREACH, _A.ENGAGE): _S.ENGAGED,
        (_S.ENGAGED, _A.STEP_DOWN): _S.MAINTENANCE,
        (_S.MAINTENANCE, _A.START_CALLS): _S.TELEPHONIC_OUTREACH,
        **{(status, _A.DISENROL): _S.DISENROLLED for status in OPEN},
        # Cover that comes back in time, a death that was reported in error.
        (_S.DISENROLLED, _A.REINSTATE): _S.IDENTIFIED,
    },
)


def following(status: EnrolmentStatus, tier: Tier | None) -> tuple[EnrolmentAction, ...]:
    """What a stratification does to an open enrolment, step by step; nothing once the status suits the tier."""
    actions: list[EnrolmentAction] = []
    while (action := _next(status, tier)) is not None:
        actions.append(action)
        status = LIFECYCLE.after(status, action)
    return tuple(actions)


def _next(status: EnrolmentStatus, tier: Tier | None) -> EnrolmentAction | None:
    if tier is None:
        return None
    if status is _S.IDENTIFIED:
        return _A.STRATIFY
    if status is _S.STRATIFIED:
        return _A.ENROL
    if tier in TELEPHONIC:
        return _A.START_CALLS if status in (_S.ENROLLED_MAIL, _S.MAINTENANCE) else None
    return {_S.TELEPHONIC_OUTREACH: _A.STOP_CALLS, _S.ENGAGED: _A.STEP_DOWN}.get(status)


class Move(NamedTuple):
    status: EnrolmentStatus
    tier: Tier
    after: EnrolmentStatus
    actions: tuple[EnrolmentAction, ...]


def moves() -> Iterator[Move]:
    """Every change of status that a tier brings about, for the statement that moves a whole population."""
    for status in OPEN:
        for tier in Tier:
            actions = following(status, tier)
            after: EnrolmentStatus = status
            for action in actions:
                after = LIFECYCLE.after(after, action)
            if actions:
                yield Move(status, tier, after, actions)
