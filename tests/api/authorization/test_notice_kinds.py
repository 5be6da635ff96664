"""Each of the six letters, in both languages: complete, in one language, and on paper."""

import re
from typing import Any

import pytest

from authorization.domain.letters import LANGUAGES, wording_for
from authorization.domain.notice import NoticeKind
from tests.api.authorization.office import PLANS, REVIEWER, Office, authorized, modified, refused
from tests.api.authorization.running_year import (
    a_current_submission,
    a_decrease,
    a_running_line,
    decided,
    in_days,
)
from tests.api.authorization.test_extension_and_expiry import EXTENSION

UNFILLED = re.compile(r"\{[a-z_]+\}")
NOTICES = "/authorization/v1/notices"


async def all_kinds(office: Office, language: str) -> dict[str, dict[str, Any]]:
    """A notice of each kind, sent to a member of this language."""
    approved, partly, denied = (a_running_line(service_code=code) for code in ("T1019", "T1005", "S5170"))
    submission = a_current_submission(approved, partly, denied, language=language, priority=True)
    await decided(office, submission, authorized(approved), modified(partly, units=40), refused(denied))
    less, follow_up = a_decrease(approved, submission, in_days(20))
    request = (await office.post("", {**follow_up, "priority": False}, PLANS)).json()
    await office.claim(request["id"])
    assert (await office.post(f"/{request['id']}/extension", EXTENSION, REVIEWER)).status_code == 201
    assert (await office.decide(request["id"], authorized(less))).status_code == 200
    listed = await office.client.get(NOTICES, params={"limit": 100}, headers=REVIEWER)
    found = {item["kind"]: item for item in listed.json()["items"]}
    return {kind: await read(office, item) for kind, item in found.items()}


async def read(office: Office, item: dict[str, Any], accept: str = "application/json") -> Any:
    answer = await office.client.get(f"{NOTICES}/{item['id']}", headers={**REVIEWER, "Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer.json() if accept == "application/json" else answer


@pytest.mark.parametrize("language", [str(wording.language) for wording in LANGUAGES])
async def test_every_kind_is_written_in_the_members_language(office: Office, language: str) -> None:
    notices = await all_kinds(office, language)

    wording = wording_for(language)
    assert set(notices) == set(NoticeKind)
    for kind, notice in notices.items():
        letter = notice["letter"]
        assert (notice["language"], letter["title"]) == (language, wording.titles[NoticeKind(kind)])
        assert letter["services"], kind
        assert UNFILLED.findall(str({**letter, "page": ""})) == []
        adverse = kind in {"partial", "denial", "reduction_or_termination"}
        assert (notice["deadlines"]["appeal_by"] is not None) is adverse
        headings = [section["heading"] for section in letter["sections"]]
        assert (wording.appeal.heading in headings) is adverse
        assert (wording.continuation.heading in headings) is (kind == "reduction_or_termination")
        assert (wording.grievance.heading in headings) is (kind in {"extension", "priority_denied"})


@pytest.mark.parametrize("language", [str(wording.language) for wording in LANGUAGES])
async def test_every_kind_prints_as_an_accessible_pdf(office: Office, language: str) -> None:
    for notice in (await all_kinds(office, language)).values():
        paper = await read(office, notice, "application/pdf")
        page = await read(office, notice, "text/html")

        assert paper.content.startswith(b"%PDF-")
        assert b"pdfuaid" in paper.content
        assert f"/Lang({language})".encode() in paper.content.replace(b"/Lang (", b"/Lang(")
        assert f'<html lang="{language}">' in page.text
