"""The words of a letter in one language; texts may hold `{names}` that the letter fills in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from authorization.domain.notice import NoticeKind
from authorization.domain.request import Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """`amounts` are by frequency; `reasons` by reason code, in plain words; `services` by code."""

    language: str
    months: tuple[str, ...]
    date_format: str
    titles: Mapping[NoticeKind, str]
    openings: Mapping[NoticeKind, tuple[str, ...]]
    greeting: str
    greeting_to_family: str
    labels: Mapping[str, str]
    amounts: Mapping[Frequency, str]
    amount_of_span: str
    services: Mapping[str, str]
    reasons: Mapping[str, str]
    appeal: Section
    continuation: Section
    file: Section
    grievance: Section
    questions: Section
    questions_with_contact: str
    closing: str

    def day(self, day: date) -> str:
        return self.date_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def service(self, code: str, modifiers: tuple[str, ...]) -> str:
        """The name of the service with its code, as in `Personal care (T1019)`."""
        key = "-".join((code, *modifiers))
        name = self.services.get(key) or self.services.get(code)
        return f"{name} ({key})" if name else key
