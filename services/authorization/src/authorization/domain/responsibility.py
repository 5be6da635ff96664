"""Who may do what to a request: its desk's reviewers, one holder at a time, and the agency that answers questions."""

from dataclasses import dataclass

from authorization.domain.errors import HeldByAnother, NotHeld, NotYourDesk, NotYours, PriorityNotUnderReview
from authorization.domain.lifecycle import (
    ANSWERING_ROLES,
    DESK_ROLES,
    LIFECYCLE,
    RELEASING_ROLES,
    REVIEWER_ROLES,
    Desk,
    RequestAction,
    RequestStatus,
)
from authorization.domain.request import Actor, AuthorizationRequest, PriorityStatus
from shared.kernel.errors import HarmonyError

ONLY_THE_HOLDER = frozenset(
    {RequestAction.REQUEST_INFORMATION, RequestAction.ROUTE, RequestAction.EXTEND, RequestAction.DECIDE}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands, as far as it decides who may do what."""

    status: RequestStatus
    desk: Desk
    holder: str | None
    priority_under_review: bool

    @classmethod
    def of(cls, status: str, desk: str, holder: str | None, priority_status: str) -> "Standing":
        """From stored values. Lines under review are judged together, so the best line shows whether there are any."""
        return cls(RequestStatus(status), Desk(desk), holder, priority_status == PriorityStatus.UNDER_REVIEW)

    @classmethod
    def of_request(cls, request: AuthorizationRequest) -> "Standing":
        return cls(request.status, request.desk, request.holder, request.priority_under_review)


def status_after(request: AuthorizationRequest, action: RequestAction, actor: Actor) -> RequestStatus:
    """The status that follows. Raises `NotYourDesk`, `NotYours`, `ActionNotAllowed`, `HeldByAnother`, `NotHeld`."""
    standing = Standing.of_request(request)
    forbidden = _forbidden(standing, action, actor)
    if forbidden is not None:
        raise forbidden
    after = LIFECYCLE.after(request.status, action)
    hindered = _hindered(standing, action, actor)
    if hindered is not None:
        raise hindered
    return after


def allowed_actions(standing: Standing, actor: Actor) -> tuple[RequestAction, ...]:
    """What this actor can do to the request now."""
    return tuple(
        action
        for action in LIFECYCLE.allowed(standing.status)
        if _forbidden(standing, action, actor) is None
        and _hindered(standing, action, actor) is None
        and not (action is RequestAction.CLAIM and standing.holder == actor.subject)
    )


def _forbidden(standing: Standing, action: RequestAction, actor: Actor) -> HarmonyError | None:
    match action:
        case RequestAction.RESPOND:
            if actor.roles.isdisjoint(ANSWERING_ROLES):
                return NotYours("The agency that sent the request answers questions about it.")
        case RequestAction.EXPIRE:
            return NotYours("Only the clock expires a request.")
        case RequestAction.RELEASE:
            if actor.roles.isdisjoint(RELEASING_ROLES):
                return NotYours("Reviewers release what they hold, and operations what anybody holds.")
        case RequestAction.REVIEW_PRIORITY:
            if actor.roles.isdisjoint(REVIEWER_ROLES):
                return NotYourDesk(standing.desk)
        case _:
            if actor.roles.isdisjoint(DESK_ROLES[standing.desk]):
                return NotYourDesk(standing.desk)
    return None


def _hindered(standing: Standing, action: RequestAction, actor: Actor) -> HarmonyError | None:
    if action is RequestAction.RESPOND:
        return None
    if standing.holder is None and (action in ONLY_THE_HOLDER or action is RequestAction.RELEASE):
        return NotHeld()
    releases_for_others = action is RequestAction.RELEASE and "ops" in actor.roles
    if standing.holder not in (None, actor.subject) and not releases_for_others:
        return HeldByAnother()
    if action is RequestAction.REVIEW_PRIORITY and not standing.priority_under_review:
        return PriorityNotUnderReview()
    return None
