"""The words of the letters in one language; texts may hold `{names}` that a letter fills in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    WELCOME = "welcome"
    CONTACT_INFORMATION = "contact_information"
    UNABLE_TO_REACH = "unable_to_reach"
    WARNING = "warning"
    DISCHARGE = "discharge"
    OPT_OUT_CONFIRMATION = "opt_out_confirmation"


class Recipient(StrEnum):
    MEMBER = "member"
    PRIMARY_CARE = "primary_care"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    title: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """`neutral` stands for the name of a confidential program; `tagline` is for letters in other languages."""

    language: str
    months: tuple[str, ...]
    date_format: str
    programs: Mapping[str, str]
    neutral: str
    scopes: Mapping[str, str]
    reasons: Mapping[str, str]
    greeting: str
    guardian: str
    """To whom a letter about a child goes, with `name`; `about_child` says whom it means by "you"."""
    guardian_greeting: str
    about_child: str
    labels: Mapping[str, str]
    bodies: Mapping[LetterKind, Body]
    channel_closed: Body
    """The confirmation of an opt-out that closes a channel and ends no program."""
    goals: str
    coverage: str
    """The sentence that nothing else changes; it is not said to whom the plan covers no more."""
    reach: Section
    tagline: str
    closing: str
    neutral_sender: str

    def day(self, day: date) -> str:
        return self.date_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)
