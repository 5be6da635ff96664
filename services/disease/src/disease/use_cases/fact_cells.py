"""Cells of a row of facts: each reader gives what is staged, or None for what cannot be read."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import orjson

from shared.kernel.facts.member_facts import CodeSystem, EncounterClass, MedicationClass
from shared.schema.member_facts import dotted
from shared.schema.wire import DAY, INSTANT

Cell = Callable[[str], str | None]
CODE = re.compile(r"[A-Za-z0-9.\-]{1,32}", re.ASCII)
WORD = re.compile(r"[a-z0-9_]{1,64}", re.ASCII)
UNIT = re.compile(r"[^\x00-\x1f\x7f]{1,40}")
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
MOST_DIAGNOSES, MOST_DAYS_SUPPLY, MOST_UNITS = 50, 1_000, Decimal(100_000)
SYSTEMS = frozenset(system.value for system in CodeSystem)


@lru_cache(maxsize=50_000)
def day(text: str) -> str | None:
    """A day, or the day of an instant where it was written: its offset is not taken away."""
    if not (DAY.fullmatch(text) or INSTANT.fullmatch(text)):
        return None
    try:
        return text[:10] if FIRST <= date.fromisoformat(text[:10]) <= LAST else None
    except ValueError:
        return None


def instant(text: str) -> str | None:
    return text if INSTANT.fullmatch(text) and day(text) else None


@lru_cache(maxsize=50_000)
def code(system: str, text: str) -> str | None:
    """The code as its system prints it."""
    if system not in SYSTEMS or not CODE.fullmatch(text):
        return None
    return dotted(text) if system == CodeSystem.ICD10CM else text


@lru_cache(maxsize=50_000)
def named_code(text: str) -> str | None:
    """`system:code`."""
    system, separator, rest = text.partition(":")
    found = code(system.strip(), rest.strip()) if separator else None
    return f"{system.strip()}:{found}" if found else None


@lru_cache(maxsize=50_000)
def named_codes(text: str) -> str | None:
    """Several `system:code`, apart by semicolons, as an array of the database."""
    found = [named_code(part) for part in text.split(";") if part.strip()]
    if len(found) > MOST_DIAGNOSES or None in found:
        return None
    return "{" + ",".join(part for part in found if part) + "}"


@lru_cache(maxsize=50_000)
def words(text: str) -> str | None:
    """Several words, apart by semicolons, as an array of the database."""
    found = [part.strip() for part in text.split(";") if part.strip()]
    return "{" + ",".join(found) + "}" if all(WORD.fullmatch(part) for part in found) else None


def word(text: str) -> str | None:
    return text if WORD.fullmatch(text) else None


@lru_cache(maxsize=50_000)
def value(text: str) -> str | None:
    """A decimal as it was reported."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    _sign, digits, exponent = number.as_tuple()
    plain = isinstance(exponent, int) and -6 <= exponent <= 0 and len(digits) <= 12
    return text if plain and text.isascii() and text == text.strip() else None


def unit(text: str) -> str | None:
    return text if UNIT.fullmatch(text) else None


@lru_cache(maxsize=50_000)
def units(text: str) -> str | None:
    found = value(text)
    return found if found is not None and 0 <= Decimal(found) <= MOST_UNITS else None


@lru_cache(maxsize=2_000)
def days_supply(text: str) -> str | None:
    return text if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= MOST_DAYS_SUPPLY else None


def one_of(*values: str) -> Cell:
    known = frozenset(values)
    return lambda text: text if text in known else None


comparator = one_of("<", "<=", ">=", ">")
specimen = one_of("venous", "capillary")
truth = one_of("true", "false")
encounter_class = one_of(*EncounterClass)
medication_class = one_of(*MedicationClass)


def answers(text: str) -> str | None:
    """A JSON object of words with plain values."""
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(read, dict) or len(read) > 200 or not all(WORD.fullmatch(name) for name in read):
        return None
    plain = all(
        given is None
        or isinstance(given, bool)
        or (isinstance(given, str) and len(given) <= 200 and "\x00" not in given)
        or (isinstance(given, int) and abs(given) <= 1_000_000)
        for given in read.values()
    )
    return text if plain else None
