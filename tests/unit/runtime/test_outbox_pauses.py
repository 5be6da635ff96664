"""How long a message waits after each attempt."""

import pytest

from shared.runtime.outbox import LONGEST_PAUSE_SECONDS, REFUSED, _pause


@pytest.mark.parametrize("attempts", range(1, 8))
def test_pauses_double(attempts: int) -> None:
    full = 0.25 * 2**attempts
    assert full / 2 <= _pause(attempts, "ConnectError") <= full < LONGEST_PAUSE_SECONDS


@pytest.mark.parametrize(("attempts", "failure"), [(8, "ConnectError"), (10_000, "status 503 "), (1, f"{REFUSED} 404")])
def test_pauses_have_an_end_and_a_refusal_is_there_at_once(attempts: int, failure: str) -> None:
    assert LONGEST_PAUSE_SECONDS / 2 <= _pause(attempts, failure) <= LONGEST_PAUSE_SECONDS
