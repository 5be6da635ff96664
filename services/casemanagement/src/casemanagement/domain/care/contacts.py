"""Contacts with a member: what is recorded, what counts as an attempt, and what may go out at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from casemanagement.domain.care.policy import CarePolicy, Unreachable
from shared.kernel.contact_rules import DayPart, Tried


class Channel(StrEnum):
    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    MAIL = "mail"
    VISIT = "visit"
    VIDEO = "video"
    PORTAL = "portal"


class Direction(StrEnum):
    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Route(StrEnum):
    VOICE = "voice"
    TTY = "tty"
    RELAY = "relay"


class ContactOutcome(StrEnum):
    REACHED = "reached"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    DISCONNECTED = "disconnected"
    REFUSED = "refused"
    DECEASED_REPORTED = "deceased_reported"
    LANGUAGE_BARRIER = "language_barrier"
    SENT = "sent"


class Purpose(StrEnum):
    URGENT_SAFETY = "urgent_safety"
    RETURNED_CALL = "returned_call"
    REQUESTED_BY_MEMBER = "requested_by_member"
    CASE_MANAGEMENT = "case_management"
    DISCHARGE_FOLLOW_UP = "discharge_follow_up"
    DISEASE_MANAGEMENT = "disease_management"
    SCREENING = "screening"
    EDUCATION = "education"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachability:
    """What must be known of a member before anything goes out. `zones` are all in which the member may be.

    `opt_outs` are the scopes that stand; `programs` those that are confidential for this member.
    """

    zones: tuple[str, ...]
    zones_known_from: tuple[str, ...]
    tty: bool = False
    language: str | None = None
    deceased: bool = False
    suspended: bool = False
    opt_outs: frozenset[str] = frozenset()
    channels: tuple[str, ...] = ()
    """Channels that the member prefers, best first; empty: none named."""

    def local(self, at: datetime) -> Mapping[str, datetime]:
        return {zone: at.astimezone(ZoneInfo(zone)) for zone in self.zones}

    def day(self, at: datetime) -> date:
        """The member's calendar day, in the first zone where several are possible."""
        return at.astimezone(ZoneInfo(self.zones[0])).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact as it is asked about or reported. `interpreter` None: not said."""

    direction: Direction
    channel: Channel
    purpose: Purpose
    at: datetime
    program: str | None = None
    route: Route = Route.VOICE
    automated: bool = False
    outcome: ContactOutcome | None = None
    language: str | None = None
    interpreter: bool | None = None
    message_contents: frozenset[str] = frozenset()

    def counts_as_attempt(self, policy: CarePolicy) -> bool:
        """Whether it counts when it is asked how often was tried: a telling message and a wrong number do not."""
        if self.direction is Direction.INBOUND or self.outcome is None:
            return False
        told_too_much = not self.message_contents <= policy.message_contents
        return self.outcome in policy.unreachable.outcomes_that_count and not told_too_much


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that counts, in the local time of the member."""

    local_time: datetime
    day_part: DayPart


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a member may count as not reachable, and what is missing for it, by name."""

    tried: Tried
    lacks: tuple[str, ...]
    letter_matures_on: date | None

    @property
    def unreachable(self) -> bool:
        return not self.lacks


def reach(attempts: Iterable[Attempt], letter_sent_on: date | None, today: date, terms: Unreachable) -> Reach:
    """T9: enough attempts on enough days and in enough parts of the day, and a letter that had time to be answered."""
    known = tuple(attempts)
    tried = Tried(len(known), len({one.day_part for one in known}), len({one.local_time.date() for one in known}))
    matures = letter_sent_on + timedelta(days=terms.letter_days) if letter_sent_on else None
    lacks = tried.lacks(terms.wanted)
    if matures is None:
        lacks = (*lacks, "letter")
    elif matures > today:
        lacks = (*lacks, "letter_days")
    return Reach(tried, lacks, matures)
