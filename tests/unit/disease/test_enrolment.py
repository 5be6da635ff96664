"""The life of an enrolment: the table, and what a tier does to it."""

from itertools import product

import pytest

from disease.domain.enrolment import (
    LIFECYCLE,
    OPEN,
    TELEPHONIC,
    EnrolmentAction,
    EnrolmentStatus,
    following,
    moves,
)
from disease.domain.tier import Tier
from shared.kernel.lifecycle import ActionNotAllowed

S, A = EnrolmentStatus, EnrolmentAction


@pytest.mark.parametrize(("status", "action"), list(product(EnrolmentStatus, EnrolmentAction)))
def test_every_pair_leads_somewhere_or_is_refused_with_what_is_possible(
    status: EnrolmentStatus, action: EnrolmentAction
) -> None:
    if action in LIFECYCLE.allowed(status):
        assert LIFECYCLE.after(status, action) in EnrolmentStatus
        return
    with pytest.raises(ActionNotAllowed) as refused:
        LIFECYCLE.after(status, action)
    assert refused.value.members["allowed_actions"] == [str(each) for each in LIFECYCLE.allowed(status)]


@pytest.mark.parametrize(("status", "tier"), list(product(OPEN, Tier)))
def test_a_tier_leaves_a_status_that_suits_it(status: EnrolmentStatus, tier: Tier) -> None:
    for action in following(status, tier):
        status = LIFECYCLE.after(status, action)

    by_mail = {S.ENROLLED_MAIL, S.MAINTENANCE}
    assert status in ({S.TELEPHONIC_OUTREACH, S.ENGAGED} if tier in TELEPHONIC else by_mail)
    assert following(status, tier) == ()


def test_a_new_member_of_a_high_tier_is_enrolled_by_mail_first_and_then_called() -> None:
    assert following(S.IDENTIFIED, Tier.HIGH) == (A.STRATIFY, A.ENROL, A.START_CALLS)


def test_who_talks_with_a_nurse_steps_down_to_maintenance_and_up_to_calls() -> None:
    assert following(S.ENGAGED, Tier.MODERATE) == (A.STEP_DOWN,)
    assert following(S.ENGAGED, Tier.VERY_HIGH) == ()
    assert following(S.MAINTENANCE, Tier.HIGH) == (A.START_CALLS,)


def test_without_a_tier_nothing_moves() -> None:
    assert [following(status, None) for status in OPEN] == [()] * len(OPEN)


def test_the_moves_of_a_population_are_those_of_one_member() -> None:
    told = {(move.status, move.tier): move for move in moves()}

    for status, tier in product(OPEN, Tier):
        actions = following(status, tier)
        move = told.get((status, tier))
        assert (move.actions if move else ()) == actions
    assert S.DISENROLLED not in {move.after for move in told.values()}
