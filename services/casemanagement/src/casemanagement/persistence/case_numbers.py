"""Numbers of cases for people: short, and with a check digit."""

from shared.kernel.ids import with_check_digit
from shared.runtime.database import Connection

PREFIX = "C"
DIGITS = 7


async def next_case_numbers(tx: Connection, count: int) -> list[str]:
    """As many numbers that no case had before, for example `C00000018`."""
    rows = await tx.fetch("select nextval('case_numbers') as next from generate_series(1, $1)", count)
    return [PREFIX + with_check_digit(f"{row['next']:0{DIGITS}}") for row in rows]
