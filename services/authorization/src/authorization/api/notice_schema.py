"""Notices of action on the wire."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from authorization.domain.notice import NoticeKind
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Wire

NOTICE: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000c1",
    "kind": "denial",
    "request_id": "0199a1b2-0000-7000-8000-00000000000a",
    "decision_id": "0199a1b2-0000-7000-8000-00000000000b",
    "line_ids": ["0199a1b2-0000-7000-8000-000000000003"],
    "plan_id": None,
    "member_id": None,
    "medicaid_id": "M0000001",
    "language": "en",
    "noticed_on": "2018-10-26",
    "title": "We did not approve what was asked for you",
    "policy": "2018-10",
    "deadlines": {"receipt_presumed_on": "2018-10-31", "appeal_by": "2018-12-25", "continue_by": None},
}
LETTER: dict[str, Any] = {
    "template": "notice_1",
    "language": "en",
    "title": NOTICE["title"],
    "office": {"name": "Medicaid Program Office", "contact": ""},
    "date": "2018-10-26",
    "facts": [["Date of this letter", "October 26, 2018"], ["Member", "Ada Byron"]],
    "greeting": "Dear Ada Byron:",
    "opening": ["Your case manager asked us to approve services for you. We said no to the services below."],
    "services": [
        {
            "name": "Personal care (T1019)",
            "facts": [["We approved", "Nothing"]],
            "reasons": [
                {
                    "code": "DOC_MISSING",
                    "text": "We did not get a document that we need.",
                    "remark": "The reviewer wrote: The nurse evaluation is missing.",
                    "rule": "Rule: Provider Update - October 1, 2018, Corresponding Documents",
                }
            ],
        }
    ],
    "why": "Why",
    "reasons": [],
    "sections": [{"heading": "Questions", "paragraphs": ["Ask your case manager or this office."]}],
    "closing": "Your program office",
    "reference": "Letter 0199a1b2-0000-7000-8000-0000000000c1",
    "page": "Page {page} of {pages}",
}


class DeadlinesRead(Wire):
    """Last days, each included; null where there is nothing to appeal or to continue."""

    receipt_presumed_on: Day
    appeal_by: Day | None
    continue_by: Day | None


class NoticeRead(Wire):
    model_config = ConfigDict(json_schema_extra={"example": NOTICE})

    id: UUID
    kind: NoticeKind
    request_id: UUID
    decision_id: UUID | None
    line_ids: list[UUID]
    plan_id: UUID | None
    member_id: UUID | None
    medicaid_id: str
    language: str
    noticed_on: Day
    title: str
    policy: str
    deadlines: DeadlinesRead


class OfficeOnLetter(Wire):
    name: str
    contact: str


class ReasonInLetter(Wire):
    """`text` is plain language by code, `remark` what the reviewer wrote, `rule` the citation."""

    code: str
    text: str
    remark: str | None
    rule: str | None


class ServiceInLetter(Wire):
    name: str
    facts: list[list[str]]
    reasons: list[ReasonInLetter]


class SectionOfLetter(Wire):
    heading: str
    paragraphs: list[str]


class Letter(Wire):
    """Every word as it was sent; `facts` are pairs of a label and its value."""

    template: str
    language: str
    title: str
    office: OfficeOnLetter
    date: Day
    facts: list[list[str]]
    greeting: str
    opening: list[str]
    services: list[ServiceInLetter]
    why: str
    reasons: list[ReasonInLetter]
    sections: list[SectionOfLetter]
    closing: str
    reference: str
    page: str = Field(description="how pages are counted on paper")


class NoticeDetail(NoticeRead):
    model_config = ConfigDict(json_schema_extra={"example": {**NOTICE, "letter": LETTER, "findings": []}})

    letter: Letter
    findings: list[FindingRead]
