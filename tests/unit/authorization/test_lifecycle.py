"""Every (status, action) of the lifecycle, walked."""

from itertools import product

import pytest

from authorization.domain.lifecycle import DESK_ROLES, LIFECYCLE, RequestAction, RequestStatus
from shared.kernel.lifecycle import ActionNotAllowed

R, A = RequestStatus, RequestAction
MOVES = {
    (R.RECEIVED, A.CLAIM): R.IN_REVIEW,
    (R.RECEIVED, A.REVIEW_PRIORITY): R.RECEIVED,
    (R.IN_REVIEW, A.CLAIM): R.IN_REVIEW,
    (R.IN_REVIEW, A.RELEASE): R.RECEIVED,
    (R.IN_REVIEW, A.REVIEW_PRIORITY): R.IN_REVIEW,
    (R.IN_REVIEW, A.REQUEST_INFORMATION): R.PENDED,
    (R.IN_REVIEW, A.ROUTE): R.RECEIVED,
    (R.IN_REVIEW, A.DECIDE): R.DECIDED,
    (R.PENDED, A.CLAIM): R.PENDED,
    (R.PENDED, A.RELEASE): R.PENDED,
    (R.PENDED, A.REVIEW_PRIORITY): R.PENDED,
    (R.PENDED, A.RESPOND): R.IN_REVIEW,
    (R.PENDED, A.DECIDE): R.DECIDED,
    (R.IN_REVIEW, A.EXTEND): R.IN_REVIEW,
    (R.PENDED, A.EXTEND): R.PENDED,
    (R.RECEIVED, A.EXPIRE): R.DECIDED,
    (R.IN_REVIEW, A.EXPIRE): R.DECIDED,
    (R.PENDED, A.EXPIRE): R.DECIDED,
}


@pytest.mark.parametrize(("status", "action"), list(product(RequestStatus, RequestAction)))
def test_every_status_and_action(status: RequestStatus, action: RequestAction) -> None:
    if (status, action) in MOVES:
        assert LIFECYCLE.after(status, action) is MOVES[status, action]
    else:
        with pytest.raises(ActionNotAllowed) as refused:
            LIFECYCLE.after(status, action)
        assert refused.value.members["allowed_actions"] == list(LIFECYCLE.allowed(status))


def test_every_status_is_reached_from_receipt() -> None:
    reached = {RequestStatus.RECEIVED}
    for _ in RequestStatus:
        reached |= {end for (start, _), end in LIFECYCLE.table.items() if start in reached}

    assert reached == set(RequestStatus)


def test_nothing_follows_a_decision() -> None:
    assert LIFECYCLE.allowed(RequestStatus.DECIDED) == ()


def test_each_higher_desk_is_worked_on_by_fewer() -> None:
    spa, clinical, director = DESK_ROLES.values()

    assert director < clinical < spa
