"""A letter: every word of a notice, resolved, so that it can be kept as it was sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from authorization.domain.letters.wording import Section, Wording
from authorization.domain.member import Member
from authorization.domain.notice import ADVERSE, Deadlines, NoticeKind, NoticeLine, ServiceTerms
from authorization.domain.policies.policy import AppealTerms
from authorization.domain.request import Frequency

TEMPLATE = "notice_1"
"""The look that a letter was written for. A new look is a new template; one that was used never changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The office, as it stands on its letters; `contact` is its address and phone, in one line."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a letter is about, and to whom. `due` is by when the request will be decided."""

    kind: NoticeKind
    noticed_on: date
    deadlines: Deadlines
    addressee: Member
    medicaid_id: str
    reference: str
    due: date | None = None
    reasons: tuple[tuple[str, str | None], ...] = ()
    """Reason codes of the whole letter, each with a remark or None."""


def letter_of(
    wording: Wording, sender: Sender, occasion: Occasion, lines: tuple[NoticeLine, ...], terms: AppealTerms
) -> dict[str, Any]:
    """JSON values: `template, language, title, office, facts, greeting, opening, services, reasons, sections, …`."""
    labels, member = wording.labels, occasion.addressee
    greeting = wording.greeting if member.deceased_on is None else wording.greeting_to_family
    due = wording.day(occasion.due) if occasion.due else ""
    return {
        "template": TEMPLATE,
        "language": wording.language,
        "title": wording.titles[occasion.kind],
        "office": {"name": sender.name, "contact": sender.contact},
        "date": occasion.noticed_on.isoformat(),
        "facts": [
            [labels["date"], wording.day(occasion.noticed_on)],
            [labels["member"], member.name],
            *([[labels["address"], member.address]] if member.address else []),
            [labels["medicaid_id"], occasion.medicaid_id],
        ],
        "greeting": greeting.format(name=member.name),
        "opening": [text.format(due=due) for text in wording.openings[occasion.kind]],
        "services": [_service(wording, occasion.kind, line) for line in lines],
        "why": labels["why"],
        "reasons": [_reason(wording, code, remark, None) for code, remark in occasion.reasons],
        "sections": [_section(wording, section, occasion, sender, terms) for section in _sections(wording, occasion)],
        "closing": wording.closing,
        "reference": f"{labels['reference']} {occasion.reference}",
        "page": labels["page"],
    }


def _service(wording: Wording, kind: NoticeKind, line: NoticeLine) -> dict[str, Any]:
    labels = wording.labels
    facts = []
    if line.before is not None and kind is NoticeKind.REDUCTION_OR_TERMINATION:
        facts.append([labels["before"], _amount(wording, line.before)])
    elif line.asked is not None and line.last_day is None and kind is not NoticeKind.APPROVAL:
        facts.append([labels["asked"], _amount(wording, line.asked)])
    if kind is NoticeKind.DENIAL:
        facts.append([labels["decided"], labels["decided_none"]])
    elif line.last_day is not None:
        facts.append([labels["last_day"], wording.day(line.last_day)])
    elif line.decided is not None:
        facts.append([labels["decided"], _amount(wording, line.decided)])
    if line.effective_on is not None:
        facts.append([labels["effective"], wording.day(line.effective_on)])
    if line.number is not None:
        facts.append([labels["number"], line.number])
    return {
        "name": wording.service(line.service_code, line.modifiers),
        "facts": facts,
        "reasons": [_reason(wording, reason.code, reason.text, reason.citation) for reason in line.reasons],
    }


def _amount(wording: Wording, terms: ServiceTerms) -> str:
    unit = wording.labels["unit" if terms.units == 1 else "units"]
    amount = wording.amounts[Frequency(terms.frequency)].format(units=terms.units, unit=unit)
    start, end = wording.day(terms.span.start), wording.day(terms.span.end)
    return wording.amount_of_span.format(amount=amount, start=start, end=end)


def _reason(wording: Wording, code: str, remark: str | None, citation: str | None) -> dict[str, Any]:
    return {
        "code": code,
        "text": wording.reasons.get(code, code),
        "remark": wording.labels["remark"].format(text=remark) if remark else None,
        "rule": wording.labels["rule"].format(citation=citation) if citation else None,
    }


def _sections(wording: Wording, occasion: Occasion) -> list[Section]:
    sections = []
    if occasion.kind in ADVERSE:
        sections.append(wording.appeal)
        if occasion.deadlines.continue_by is not None:
            sections.append(wording.continuation)
        sections.append(wording.file)
    elif occasion.kind is not NoticeKind.APPROVAL:
        sections.append(wording.grievance)
    return [*sections, wording.questions]


def _section(
    wording: Wording, section: Section, occasion: Occasion, sender: Sender, terms: AppealTerms
) -> dict[str, Any]:
    deadlines = occasion.deadlines
    values = {
        "receipt": wording.day(deadlines.receipt_presumed_on),
        "appeal_by": wording.day(deadlines.appeal_by) if deadlines.appeal_by else "",
        "continue_by": wording.day(deadlines.continue_by) if deadlines.continue_by else "",
        "resolution_days": terms.resolution_days,
        "expedited_hours": terms.expedited_hours,
    }
    paragraphs = [text.format(**values) for text in section.paragraphs]
    if section is wording.questions and sender.contact:
        paragraphs[0] = wording.questions_with_contact.format(contact=sender.contact)
    return {"heading": section.heading, "paragraphs": paragraphs}
