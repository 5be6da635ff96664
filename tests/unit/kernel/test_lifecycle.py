"""What a refused step says to the reader: words, not the names of statuses and actions."""

import pytest

from shared.kernel.lifecycle import ActionNotAllowed, Lifecycle

TABLE: Lifecycle[str, str] = Lifecycle(
    "plan", {("in_review", "send_back"): "draft", ("in_review", "close"): "closed", ("draft", "hand_in"): "in_review"}
)


def test_a_refused_action_says_in_words_what_is_possible() -> None:
    with pytest.raises(ActionNotAllowed) as refused:
        TABLE.after("in_review", "hand_in")

    expected = "The plan has the status in review, so this is not possible. Possible now: send back, close."
    assert str(refused.value) == expected
    assert refused.value.members["allowed_actions"] == ["send_back", "close"]


def test_a_last_status_says_that_nothing_more_can_be_done() -> None:
    with pytest.raises(ActionNotAllowed) as refused:
        TABLE.after("closed", "hand_in")

    expected = "The plan has the status closed, so this is not possible. Nothing more can be done with it."
    assert str(refused.value) == expected
