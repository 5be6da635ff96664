"""Questions of a health risk assessment: own wording in two languages, what an answer may be, and when to act on it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from disease.domain.program import DiseaseCode

Answer: TypeAlias = str | int | bool | None


class Kind(StrEnum):
    """`whole`: a whole number; `day`: a date as text."""

    WHOLE = "whole"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Problem:
    """What an answer shows when it is one of `equals`, or at least `least`, or at most `most`."""

    code: str
    text: str
    equals: frozenset[str | bool] = field(default_factory=frozenset)
    least: int | None = None
    most: int | None = None

    def shown_by(self, answer: Answer) -> bool:
        if isinstance(answer, bool | str):
            return answer in self.equals
        if answer is None:
            return False
        return (self.least is not None and answer >= self.least) or (self.most is not None and answer <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`least` and `most` bound a whole number, both included; `shared` questions stand in every questionnaire."""

    code: str
    kind: Kind
    text: Text
    required: bool = False
    shared: bool = False
    least: int = 0
    most: int = 0
    choices: tuple[Choice, ...] = ()
    problem: Problem | None = None

    def allows(self, answer: Answer) -> bool:
        match self.kind:
            case Kind.WHOLE:
                whole = isinstance(answer, int) and not isinstance(answer, bool)
                return whole and self.least <= int(answer or 0) <= self.most
            case Kind.YES_NO:
                return isinstance(answer, bool)
            case Kind.CHOICE:
                return isinstance(answer, str) and any(choice.code == answer for choice in self.choices)
            case Kind.DAY:
                return isinstance(answer, str) and _is_day(answer)
            case Kind.TEXT:
                return isinstance(answer, str) and 0 < len(answer.strip()) <= self.most

    @property
    def expects(self) -> str:
        """What an answer may be, as the end of a sentence."""
        match self.kind:
            case Kind.WHOLE:
                return f"a whole number from {self.least} to {self.most}"
            case Kind.YES_NO:
                return "true or false"
            case Kind.CHOICE:
                return f"one of {', '.join(choice.code for choice in self.choices)}"
            case Kind.DAY:
                return "a day as YYYY-MM-DD"
            case Kind.TEXT:
                return f"a text of at most {self.most} characters"


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-01-31") and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Instrument:
    code: str
    version: str
    disease: DiseaseCode
    title: Text
    questions: tuple[Question, ...]

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)


def whole(
    code: str, en: str, es: str, most: int, *, least: int = 0, required: bool = False, problem: Problem | None = None
) -> Question:
    return Question(
        code=code,
        kind=Kind.WHOLE,
        text=Text(en, es),
        least=least,
        most=most,
        required=required,
        problem=problem,
    )


def yes_no(code: str, en: str, es: str, *, required: bool = False, problem: Problem | None = None) -> Question:
    return Question(code=code, kind=Kind.YES_NO, text=Text(en, es), required=required, problem=problem)


def day(code: str, en: str, es: str) -> Question:
    return Question(code=code, kind=Kind.DAY, text=Text(en, es))


def choice(
    code: str,
    en: str,
    es: str,
    *choices: tuple[str, str, str],
    required: bool = False,
    problem: Problem | None = None,
) -> Question:
    """`choices` are `(code, English, Spanish)`."""
    return Question(
        code=code,
        kind=Kind.CHOICE,
        text=Text(en, es),
        choices=tuple(Choice(name, Text(english, spanish)) for name, english, spanish in choices),
        required=required,
        problem=problem,
    )


def when_yes(code: str, text: str) -> Problem:
    return Problem(code, text, equals=frozenset({True}))


def when_no(code: str, text: str) -> Problem:
    return Problem(code, text, equals=frozenset({False}))
