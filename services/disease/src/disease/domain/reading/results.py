"""The newest usable result of an analyte; a comparator counts as the bound it states, or leaves the result open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from disease.domain.diabetes_inputs import Result
from disease.domain.reading.window import Window
from shared.kernel.facts.member_facts import Observation
from shared.kernel.facts.observations import Analyte, amount, analyte_of

BEYOND = Decimal("0.000001")  # less than the last digit that a value may have
UPWARD = (">", ">=")


@dataclass(frozen=True, slots=True)
class Reading:
    """How an analyte is compared. A bound on the side of `clear` says nothing unless it lies beyond it:
    `<9` of an A1c may be anything, `<7` is well below 8. `worst_of_day` chooses among results of one day.
    """

    analytes: tuple[Analyte, ...]
    high_is_bad: bool
    clear: Decimal
    worst_of_day: bool = True


def compared(observation: Observation, reading: Reading) -> Decimal | None:
    """What the result counts as; None when its comparator leaves open what would matter."""
    value = amount(observation)
    if value is None or observation.comparator is None:
        return value
    upward = observation.comparator in UPWARD
    if observation.comparator == ">":
        value += BEYOND
    elif observation.comparator == "<":
        value -= BEYOND
    if upward == reading.high_is_bad:
        return value
    clear = value < reading.clear if reading.high_is_bad else value >= reading.clear
    return value if clear else None


def usable(observations: Iterable[Observation], reading: Reading, window: Window) -> Iterator[Result]:
    for observation in _of(observations, reading, window):
        value = compared(observation, reading)
        if value is not None:
            yield _result(observation, value)


def open_results(observations: Iterable[Observation], reading: Reading, window: Window) -> Iterator[Result]:
    """Results whose comparator leaves everything open."""
    for observation in _of(observations, reading, window):
        value = amount(observation)
        if value is not None and compared(observation, reading) is None:
            yield _result(observation, value)


def newest_result(results: Iterable[Result], reading: Reading) -> Result | None:
    sign = 1 if reading.high_is_bad == reading.worst_of_day else -1
    return max(results, key=lambda found: (found.day, sign * found.value, found.source, found.reported), default=None)


def _of(observations: Iterable[Observation], reading: Reading, window: Window) -> Iterator[Observation]:
    return (o for o in observations if analyte_of(o) in reading.analytes and o.observed_on in window)


def _result(observation: Observation, value: Decimal) -> Result:
    return Result(
        f"{observation.comparator or ''}{observation.value}", value, str(observation.code), observation.observed_on
    )
