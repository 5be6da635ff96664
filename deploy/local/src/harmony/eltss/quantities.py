"""Amounts: a ratio of units and time, in whole units per period of Harmony."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from harmony.eltss.element import Element

PERIODS = {
    "d": "calendar_day", "day": "calendar_day", "days": "calendar_day", "wk": "week", "week": "week", "weeks": "week",
    "mo": "month", "month": "month", "months": "month", "a": "year", "yr": "year", "year": "year", "years": "year",
}  # fmt: skip
# Exact ones only: a month has no fixed number of weeks, a plan year is 365 days.
REWRITES = {
    ("calendar_day", "week"): Fraction(7), ("week", "calendar_day"): Fraction(1, 7),
    ("calendar_day", "year"): Fraction(365), ("month", "year"): Fraction(12), ("year", "month"): Fraction(1, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` of the sender's units (named by `unit_words`, best first) per period; `parts` are what says so."""

    value: Fraction
    unit_words: tuple[str, ...]
    frequency: str
    parts: tuple[Element, ...]


def amount(service: Element) -> Amount | str:
    """Of a ServiceRequest or of an activity's detail; or the reason why it cannot be read."""
    if ratio := service["quantityRatio"]:
        return _per_period(ratio)
    quantity = service["quantityQuantity"] or service["quantity"]
    repeat = service.at("occurrenceTiming", "repeat") or service.at("scheduledTiming", "repeat")
    if service["dailyAmount"]:
        return _amount(service["dailyAmount"], Fraction(1), "calendar_day", (service["dailyAmount"],))
    if not quantity:
        return (
            "It states no quantity." if not service["quantityRange"] else "A range is no quantity that can be planned."
        )
    if repeat["frequency"]:
        frequency = PERIODS.get(repeat["periodUnit"].text)
        times, period = number(repeat["frequency"]), number(repeat["period"]) or Fraction(1)
        if frequency is None or times is None:
            return "Its timing is not per day, week, month or year."
        parts = (quantity, repeat["frequency"], repeat["period"], repeat["periodUnit"])
        return _amount(quantity, times / period, frequency, parts)
    return _amount(quantity, Fraction(1), "one_time", (quantity,))


def _per_period(ratio: Element) -> Amount | str:
    denominator = ratio["denominator"]
    names = (denominator["code"].text.lower(), denominator["unit"].text.lower())
    frequency = next((PERIODS[name] for name in names if name in PERIODS), None)
    if frequency is None:
        return f"It counts per {names[1] or names[0] or 'an unnamed time'}, not per day, week, month or year."
    periods = number(denominator["value"]) if denominator["value"] else Fraction(1)
    if periods is None or periods <= 0:
        return "The time that its quantity counts for is no positive number."
    return _amount(ratio["numerator"], 1 / periods, frequency, (ratio,))


def _amount(quantity: Element, times: Fraction, frequency: str, parts: tuple[Element, ...]) -> Amount | str:
    value = number(quantity["value"])
    if value is None:
        return "Its quantity has no number."
    if quantity["comparator"]:
        return f"Its quantity is {quantity['comparator'].text} a number, which cannot be planned."
    words = tuple(word for name in ("unit", "code") if (word := quantity[name].text.lower()))
    return Amount(value * times, words, frequency, parts)


def whole(value: Fraction, stated: str, allowed: list[str]) -> tuple[int, str] | None:
    """Whole units and a frequency that the service is planned in; None where none is exact."""
    for frequency in (stated, *allowed):
        factor = Fraction(1) if frequency == stated else REWRITES.get((stated, frequency))
        if frequency in allowed and factor is not None and (value * factor).denominator == 1:
            return int(value * factor), frequency
    return None


def number(element: Element) -> Fraction | None:
    value = element.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(Decimal(str(value)))


def day(element: Element) -> date | None:
    """The calendar day as it is written; None for a year or a month alone."""
    try:
        return date.fromisoformat(element.text[:10])
    except ValueError:
        return None
