"""Cursors: opaque, and taken back only as they were given."""

from uuid import UUID

import pytest

from shared.kernel.errors import InvalidMember
from shared.runtime.pages import cursor_of, key_of, number

ID = UUID("0199a1b2-0000-7000-8000-000000000001")
OTHERS: tuple[object, ...] = ("7", 1.5, True, None, -1, 2**63, [7], {})


def test_a_cursor_gives_its_key_back() -> None:
    assert key_of(cursor_of(ID, 7), UUID, number) == (ID, 7)
    assert key_of(None, UUID, number) == (None, None)


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "x", "é", "====", "bm90IGpzb24", cursor_of(), cursor_of(ID), cursor_of(ID, 7, 7), cursor_of("x", 7)),
        *(cursor_of(ID, value) for value in OTHERS),
    ],
)
def test_a_cursor_we_never_gave_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidMember) as refusal:
        key_of(cursor, UUID, number)

    assert refusal.value.pointer == "/query/cursor"
