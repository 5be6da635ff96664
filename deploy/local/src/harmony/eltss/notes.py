"""Plan notes as they are composed: lines of words, each value of the file accounted for where it ends up."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from harmony.eltss.element import Element
from harmony.eltss.ledger import Ledger, Outcome

LONGEST = 7900
# Words of our own, a value as it stands, or a value in other words.
Part: TypeAlias = "str | Element | tuple[str, Element]"


@dataclass(slots=True)
class Theme:
    title: str
    lines: list[str] = field(default_factory=list)
    marks: list[list[tuple[Outcome, Element]]] = field(default_factory=list)


class Notes:
    def __init__(self) -> None:
        self._themes: dict[str, Theme] = {}

    def write(self, title: str, *parts: Part) -> None:
        """One line; parts that are absent are skipped, and without any value there is no line."""
        words, marks = [], list[tuple[Outcome, Element]]()
        for part in parts:
            if isinstance(part, str):
                words.append(part)
            elif isinstance(part, tuple):
                words.append(part[0])
                marks.append((Outcome.CONVERTED, part[1]))
            elif part and not isinstance(part.value, dict | list):
                words.append(said(part))
                marks.append((Outcome.CONVERTED if isinstance(part.value, bool) else Outcome.TAKEN, part))
        if marks:
            theme = self._themes.setdefault(title, Theme(title))
            theme.lines.append("- " + "".join(words).strip())
            theme.marks.append(marks)

    def finished(self, ledger: Ledger) -> list[dict[str, Any]]:
        """The notes' bodies; a theme too long for one note goes on in the next."""
        bodies: list[dict[str, Any]] = []
        for theme in self._themes.values():
            text = ""
            for line, marks in zip(theme.lines, theme.marks, strict=True):
                for piece in (line[place : place + LONGEST] for place in range(0, len(line), LONGEST)):
                    if not text or len(text) + len(piece) + 1 > LONGEST + 100:
                        text = f"{theme.title} (from the eLTSS plan):"
                        bodies.append({"type": "general", "status": "complete", "text": text})
                    text = f"{text}\n{piece}"
                    bodies[-1]["text"] = text
                    for outcome, element in marks:
                        ledger.mark(element, outcome, f"/plan/notes/{len(bodies) - 1}/text")
        return bodies


def said(element: Element) -> str:
    if isinstance(element.value, bool):
        return "yes" if element.value else "no"
    return element.text or str(element.value)


def joined(*parts: Part, before: str = " (", between: str = ", ", after: str = ")") -> list[Part]:
    """The parts that are there, in brackets; nothing where there is none."""
    there = [
        part for part in parts if (part if isinstance(part, str) else part[1] if isinstance(part, tuple) else part)
    ]
    if not there:
        return []
    spread: list[Part] = [before]
    for part in there:
        spread += [between, part] if len(spread) > 1 else [part]
    return [*spread, after]
