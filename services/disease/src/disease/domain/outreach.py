"""Nurse calls: what came of them, which count as attempts, and when somebody counts as not reachable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from disease.domain.policies.policy import UnableToReach
from shared.kernel.contact_rules import CallingHours, DayPart, Tried, day_part, tried


class CallOutcome(StrEnum):
    REACHED = "reached"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    DISCONNECTED = "disconnected"
    REFUSED = "refused"
    DECEASED_REPORTED = "deceased_reported"
    LANGUAGE_BARRIER = "language_barrier"


class Channel(StrEnum):
    PHONE = "phone"
    TTY = "tty"
    RELAY = "relay"


TALKED = frozenset({CallOutcome.REACHED, CallOutcome.REFUSED, CallOutcome.DECEASED_REPORTED})
BAD_NUMBER = frozenset({CallOutcome.WRONG_NUMBER, CallOutcome.DISCONNECTED})


@dataclass(frozen=True, slots=True)
class Attempt:
    """An outbound call that was logged with its outcome; `local_at` is the wall clock where the member lives."""

    local_at: datetime
    outcome: CallOutcome
    number: str | None


def attempts_in_vain(calls: Sequence[Attempt], number: str | None) -> tuple[Attempt, ...]:
    """Attempts since the last talk that count, oldest first.

    A wrong or disconnected number uses up no attempt on another number.
    """
    counted: list[Attempt] = []
    for call in sorted(calls, key=lambda each: (each.local_at, each.outcome)):
        if call.outcome in TALKED:
            counted.clear()
        elif call.outcome not in BAD_NUMBER or call.number == number:
            counted.append(call)
    return tuple(counted)


def tried_within(attempts: Iterable[Attempt], rule: UnableToReach, hours: CallingHours) -> Tried:
    """The best stretch of `within_days` days, ending with one of the attempts."""
    times = sorted(attempt.local_at for attempt in attempts)
    stretches = [
        tried((at for at in times if end - timedelta(days=rule.within_days) <= at <= end), hours) for end in times
    ]
    return max(
        stretches,
        key=lambda had: (-len(had.lacks(rule.tried)), had.attempts, had.day_parts),
        default=Tried(0, 0, 0),
    )


def day_parts_open(attempts: Iterable[Attempt], rule: UnableToReach, hours: CallingHours) -> tuple[DayPart, ...]:
    """Parts of the day not tried yet, while some are still needed."""
    had = {day_part(attempt.local_at, hours) for attempt in attempts}
    return tuple(part for part in DayPart if part not in had) if len(had) < rule.tried.day_parts else ()


@dataclass(frozen=True, slots=True)
class Reachability:
    """`lacks` names what is missing before the letter (`attempts`, `day_parts`, `days`), then `letter`, then `wait`."""

    attempts: int
    lacks: tuple[str, ...]
    letter_due: bool
    unreachable_on: date | None


def reachability(
    attempts: Sequence[Attempt],
    letter_sent_on: date | None,
    today: date,
    rule: UnableToReach,
    hours: CallingHours,
) -> Reachability:
    """Three attempts, two days, two parts of the day, a letter, and the wait after it."""
    had = tried_within(attempts, rule, hours)
    lacks = had.lacks(rule.tried)
    if lacks:
        return Reachability(len(attempts), lacks, letter_due=False, unreachable_on=None)
    if letter_sent_on is None:
        return Reachability(len(attempts), ("letter",), letter_due=True, unreachable_on=None)
    since = letter_sent_on + timedelta(days=rule.letter_wait_days)
    if today < since:
        return Reachability(len(attempts), ("wait",), letter_due=False, unreachable_on=None)
    return Reachability(len(attempts), (), letter_due=False, unreachable_on=since)


@dataclass(frozen=True, slots=True)
class LoggedCall:
    placed_at: datetime
    local_at: datetime
    outcome: CallOutcome
    number: str | None
    inbound: bool


@dataclass(frozen=True, slots=True)
class History:
    """What the calls of a member say, oldest first."""

    calls: tuple[LoggedCall, ...]

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Our calls, and the talks of calls that came in: those end a row of attempts too."""
        return tuple(
            Attempt(call.local_at, call.outcome, call.number)
            for call in self.calls
            if not call.inbound or call.outcome in TALKED
        )

    @property
    def bad_numbers(self) -> frozenset[str]:
        """Numbers whose last call found a stranger or nothing."""
        last = {call.number: call.outcome for call in self.calls if call.number and not call.inbound}
        return frozenset(number for number, outcome in last.items() if outcome in BAD_NUMBER)

    @property
    def death_reported(self) -> bool:
        """Somebody said that the member died, and nobody has talked with the member since."""
        spoken = [
            call.outcome for call in self.calls if call.outcome in (CallOutcome.REACHED, CallOutcome.DECEASED_REPORTED)
        ]
        return bool(spoken) and spoken[-1] is CallOutcome.DECEASED_REPORTED

    def made_on(self, local_day: date) -> int:
        return sum(not call.inbound and call.local_at.date() == local_day for call in self.calls)
