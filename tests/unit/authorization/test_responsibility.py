"""Who may do what: role and desk first, then the status, then who holds it."""

import pytest

from authorization.domain.errors import HeldByAnother, NotHeld, NotYourDesk, NotYours, PriorityNotUnderReview
from authorization.domain.lifecycle import Desk, RequestAction, RequestStatus
from authorization.domain.request import Actor, LinePriority, PriorityStatus
from authorization.domain.responsibility import Standing, allowed_actions, status_after
from shared.kernel.errors import HarmonyError
from shared.kernel.lifecycle import ActionNotAllowed
from tests.unit.authorization.builders import a_request, line_id

SPA = Actor(subject="spa1", roles=frozenset({"spa_reviewer"}))
NURSE = Actor(subject="nurse1", roles=frozenset({"clinical_reviewer"}))
MANAGER = Actor(subject="cm1", roles=frozenset({"case_manager"}), agency="agency-a")
OPERATIONS = Actor(subject="ops1", roles=frozenset({"ops"}))

HELD = {"status": RequestStatus.IN_REVIEW, "holder": "spa1"}
HELD_BY_ANOTHER = {"status": RequestStatus.IN_REVIEW, "holder": "spa2"}
HELD_BY_NOBODY = {"status": RequestStatus.IN_REVIEW}
CLINICAL = {"desk": Desk.CLINICAL_REVIEW}


@pytest.mark.parametrize(
    ("action", "actor", "standing", "refusal"),
    [
        (RequestAction.CLAIM, SPA, CLINICAL, NotYourDesk),
        (RequestAction.CLAIM, MANAGER, {}, NotYourDesk),
        (RequestAction.CLAIM, NURSE, {**CLINICAL, "desk": Desk.MEDICAL_DIRECTOR}, NotYourDesk),
        (RequestAction.CLAIM, SPA, HELD_BY_ANOTHER, HeldByAnother),
        (RequestAction.RELEASE, SPA, HELD_BY_ANOTHER, HeldByAnother),
        (RequestAction.RELEASE, OPERATIONS, HELD_BY_NOBODY, NotHeld),
        (RequestAction.RELEASE, MANAGER, HELD, NotYours),
        (RequestAction.DECIDE, SPA, {}, ActionNotAllowed),
        (RequestAction.DECIDE, SPA, HELD_BY_ANOTHER, HeldByAnother),
        (RequestAction.DECIDE, SPA, HELD_BY_NOBODY, NotHeld),
        (RequestAction.DECIDE, OPERATIONS, HELD, NotYourDesk),
        (RequestAction.ROUTE, SPA, HELD_BY_NOBODY, NotHeld),
        (RequestAction.RESPOND, SPA, {"status": RequestStatus.PENDED}, NotYours),
        (RequestAction.REVIEW_PRIORITY, SPA, {}, PriorityNotUnderReview),
        (RequestAction.REVIEW_PRIORITY, MANAGER, {}, NotYourDesk),
    ],
)
def test_refusals(
    action: RequestAction, actor: Actor, standing: dict[str, object], refusal: type[HarmonyError]
) -> None:
    with pytest.raises(refusal):
        status_after(a_request(**standing), action, actor)


@pytest.mark.parametrize(
    ("action", "actor", "standing", "after"),
    [
        (RequestAction.CLAIM, SPA, {}, RequestStatus.IN_REVIEW),
        (RequestAction.CLAIM, NURSE, {}, RequestStatus.IN_REVIEW),
        (RequestAction.CLAIM, NURSE, CLINICAL, RequestStatus.IN_REVIEW),
        (RequestAction.RELEASE, SPA, HELD, RequestStatus.RECEIVED),
        (RequestAction.RELEASE, OPERATIONS, HELD, RequestStatus.RECEIVED),
        (RequestAction.RESPOND, MANAGER, {"status": RequestStatus.PENDED}, RequestStatus.IN_REVIEW),
        (RequestAction.DECIDE, SPA, HELD, RequestStatus.DECIDED),
    ],
)
def test_moves(action: RequestAction, actor: Actor, standing: dict[str, object], after: RequestStatus) -> None:
    assert status_after(a_request(**standing), action, actor) is after


def test_what_is_allowed_is_what_is_not_refused() -> None:
    waiting = (LinePriority(line_id=line_id(1), status=PriorityStatus.UNDER_REVIEW),)
    request = a_request(priorities=waiting, **HELD)

    for actor in (SPA, NURSE, MANAGER, OPERATIONS):
        permitted = []
        for action in RequestAction:
            try:
                status_after(request, action, actor)
            except HarmonyError:
                continue
            permitted.append(action)
        told = set(allowed_actions(Standing.of_request(request), actor))
        assert told == set(permitted) - {RequestAction.CLAIM}
