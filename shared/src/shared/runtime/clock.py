"""The edge's clock and id source; everything inside gets now, today and ids as arguments."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import uuid_utils


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


def today(time_zone: str) -> date:
    """The calendar day in the programme office."""
    return day_of(now(), time_zone)


def day_of(at: datetime, time_zone: str) -> date:
    return at.astimezone(ZoneInfo(time_zone)).date()


def new_id() -> UUID:
    """A UUIDv7: ordered by time of creation."""
    return UUID(int=uuid_utils.uuid7().int)
