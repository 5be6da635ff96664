"""A letter: every word, resolved, so that it can be kept as it was sent; and the envelope that it goes in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casemanagement.domain.letters import LANGUAGES, physician
from casemanagement.domain.letters.wording import Body, LetterKind, Recipient, Section, Wording
from casemanagement.domain.program import DischargeReasonCode

TEMPLATE = "letter_1"
"""The look that a letter was written for. A new look is a new template; one that was used never changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The office as it stands on its letters, with its numbers; `address` is in one line."""

    name: str
    address: str
    line: str
    tty: str
    nurse_line: str
    nurse_tty: str

    def numbers(self) -> dict[str, str]:
        return {"line": self.line, "tty": self.tty, "nurse_line": self.nurse_line, "nurse_tty": self.nurse_tty}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A member, or the physician of whom only the number is known. `lines` is where the mail goes."""

    member_name: str
    birth_date: date
    lines: tuple[str, ...]
    npi: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a letter is about. `ends`: the day of a discharge or from which an opt-out holds; `by`: a day to answer.

    `to_guardian`: the member is a child, and whoever cares for them reads it.
    """

    kind: LetterKind
    recipient: Recipient
    written_on: date
    reference: str
    program: str | None = None
    case_number: str | None = None
    confidential: bool = False
    to_guardian: bool = False
    scope: str | None = None
    ends: date | None = None
    by: date | None = None
    reasons: tuple[str, ...] = ()
    met: int | None = None
    eligible: int | None = None


def letter_of(wording: Wording, sender: Sender, addressee: Addressee, occasion: Occasion) -> dict[str, Any]:
    """JSON values: `template, language, title, office, to, date, facts, greeting, opening, sections, …`."""
    to_physician = occasion.recipient is Recipient.PRIMARY_CARE
    body = physician.ENDED if to_physician else _body(wording, occasion)
    uncovered = not {DischargeReasonCode.PLAN_TERMINATION, DischargeReasonCode.DEATH}.isdisjoint(occasion.reasons)
    unchanged = (wording.coverage, physician.COVERAGE)
    opening = [text for text in body.opening if not (uncovered and text in unchanged)]
    more = () if uncovered else body.sections
    sections = more if to_physician else (*more, wording.reach)
    values = _values(wording, sender, occasion)
    labels = wording.labels
    return {
        "template": TEMPLATE,
        "language": wording.language,
        "title": body.title,
        "office": {"name": _sender_name(wording, sender, occasion), "contact": sender.address},
        "to": envelope_of(wording, sender, addressee, occasion)["to"],
        "date": occasion.written_on.isoformat(),
        "facts": _facts(wording, addressee, occasion, to_physician=to_physician),
        "greeting": physician.GREETING if to_physician else _greeting(wording, addressee, occasion),
        "opening": [
            *((wording.about_child.format(name=addressee.member_name),) if occasion.to_guardian else ()),
            *(text.format(**values) for text in opening),
            *_outcome(wording, occasion, physician.REASONS if to_physician else wording.reasons),
        ],
        "sections": [_section(section, values) for section in sections],
        "taglines": [] if to_physician else [one.tagline.format(**values) for one in LANGUAGES if one is not wording],
        "closing": wording.neutral_sender if occasion.confidential else wording.closing,
        "reference": f"{labels['reference']} {occasion.reference}",
        "page": labels["page"],
    }


def envelope_of(wording: Wording, sender: Sender, addressee: Addressee, occasion: Occasion) -> dict[str, Any]:
    """What is on the outside: of a confidential program neither its name nor that of the case management team."""
    to_physician = occasion.recipient is Recipient.PRIMARY_CARE
    name = physician.NAME.format(npi=addressee.npi or "–") if to_physician else _name(wording, addressee, occasion)
    return {
        "from": [line for line in (_sender_name(wording, sender, occasion), sender.address) if line],
        "to": [name, *(() if to_physician else addressee.lines)],
        "neutral": occasion.confidential,
    }


def _body(wording: Wording, occasion: Occasion) -> Body:
    closes_channel = (occasion.scope or "").startswith("channel:")
    if occasion.kind is LetterKind.OPT_OUT_CONFIRMATION and closes_channel:
        return wording.channel_closed
    return wording.bodies[occasion.kind]


def _greeting(wording: Wording, addressee: Addressee, occasion: Occasion) -> str:
    greeting = wording.guardian_greeting if occasion.to_guardian else wording.greeting
    return greeting.format(name=addressee.member_name)


def _name(wording: Wording, addressee: Addressee, occasion: Occasion) -> str:
    name = addressee.member_name
    return wording.guardian.format(name=name) if occasion.to_guardian else name


def _sender_name(wording: Wording, sender: Sender, occasion: Occasion) -> str:
    return wording.neutral_sender if occasion.confidential else sender.name


def _values(wording: Wording, sender: Sender, occasion: Occasion) -> Mapping[str, str]:
    program = wording.programs.get(occasion.program or "", wording.neutral)
    scope = occasion.scope or ""
    named = wording.scopes.get(scope) or wording.programs.get(scope.removeprefix("program:"), wording.neutral)
    return {
        **sender.numbers(),
        "program": wording.neutral if occasion.confidential else program,
        "scope": wording.neutral if occasion.confidential and scope.startswith("program:") else named,
        "ends": wording.day(occasion.ends) if occasion.ends else "",
        "by": wording.day(occasion.by) if occasion.by else "",
    }


def _facts(wording: Wording, addressee: Addressee, occasion: Occasion, *, to_physician: bool) -> list[list[str]]:
    labels = wording.labels
    facts = [
        [labels["date"], wording.day(occasion.written_on)],
        [labels["member"], addressee.member_name],
    ]
    if to_physician:
        facts.append([physician.BORN, wording.day(addressee.birth_date)])
    if occasion.case_number:
        facts.append([labels["case"], occasion.case_number])
    return facts


def _outcome(wording: Wording, occasion: Occasion, named: Mapping[str, str]) -> list[str]:
    """Why it ended, and how many goals were met, where that is known."""
    sentences = [f"{wording.labels['reason']}: {named[reason]}" for reason in occasion.reasons]
    if occasion.eligible:
        sentences.append(wording.goals.format(met=occasion.met, eligible=occasion.eligible))
    return sentences


def _section(section: Section, values: Mapping[str, str]) -> dict[str, Any]:
    return {"heading": section.heading, "paragraphs": [text.format(**values) for text in section.paragraphs]}
