"""Notices of action: which letters a step sends, in which language and form, and what they may not do too early."""

from datetime import timedelta
from typing import Any

import pytest

from authorization.api.notice_schema import NoticeDetail, NoticeRead
from tests.api.authorization.office import (
    CASE_MANAGER,
    PARTNER,
    PLANS,
    REVIEWER,
    Office,
    a_line,
    a_ub120_line,
    authorized,
    modified,
    refused,
    rule_ids,
)
from tests.api.authorization.running_year import (
    TODAY,
    a_current_submission,
    a_decrease,
    a_running_line,
    an_end,
    decided,
    in_days,
    running,
)
from tests.support.databases import PinnedDatabase

NOTICES = "/authorization/v1/notices"


async def notices(office: Office, by: Any = REVIEWER, **query: Any) -> list[NoticeRead]:
    answer = await office.client.get(NOTICES, params=query, headers=by)
    assert answer.status_code == 200, answer.text
    return [NoticeRead.model_validate(item) for item in answer.json()["items"]]


async def letter(office: Office, notice: NoticeRead) -> NoticeDetail:
    answer = await office.client.get(f"{NOTICES}/{notice.id}", headers=REVIEWER)
    assert answer.headers["content-type"] == "application/json"
    return NoticeDetail.model_validate(answer.json())


async def as_type(office: Office, notice: NoticeRead, accept: str) -> Any:
    return await office.client.get(f"{NOTICES}/{notice.id}", headers={**REVIEWER, "Accept": accept})


def words(detail: NoticeDetail) -> str:
    return detail.letter.model_dump_json()


async def test_a_decision_sends_one_letter_per_kind(office: Office) -> None:
    first, second, third = a_ub120_line(), a_line(), a_line(service_code="S5170", frequency="calendar_day", units=1)
    held = await office.claimed(first, second, third)

    await office.decide(held["id"], authorized(first), modified(second, units=50), refused(third))

    sent = {notice.kind.value: notice for notice in await notices(office, request_id=held["id"])}
    assert set(sent) == {"approval", "partial", "denial"}
    assert [str(line) for line in sent["denial"].line_ids] == [third["line_id"]]
    assert sent["approval"].deadlines.appeal_by is None
    deadlines = sent["denial"].deadlines
    assert deadlines.receipt_presumed_on == TODAY + timedelta(days=5)
    assert deadlines.appeal_by == TODAY + timedelta(days=60)
    assert deadlines.continue_by is None
    denial = await letter(office, sent["denial"])
    assert "Home-delivered meals (S5170)" in words(denial)
    (reason,) = denial.letter.services[0].reasons
    assert reason.text == "We did not get a document that we need."
    assert reason.remark == "The reviewer wrote: The nurse evaluation is missing."
    assert reason.rule == "Rule: Provider Update - October 1, 2018, Corresponding Documents"
    assert [found.rule_id for found in denial.findings] == ["DN-03"]
    assert "50 units each week" in words(await letter(office, sent["partial"]))


async def test_a_member_who_speaks_spanish_gets_spanish(office: Office) -> None:
    line = a_running_line()
    request = await decided(office, a_current_submission(line, language="es-MX"), refused(line))

    (notice,) = await notices(office, request_id=request["id"])
    page = await as_type(office, notice, "text/html")

    assert (notice.language, page.headers["content-language"]) == ("es", "es")
    assert notice.title == "No aprobamos lo que se pidió para usted"
    assert '<html lang="es">' in page.text
    assert "Si no está de acuerdo, puede apelar" in page.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/pdf", "application/pdf"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/json;q=0.2, application/pdf;q=0.9", "application/pdf"),
        ("image/png", "application/json"),
    ],
)
async def test_the_form_follows_accept(office: Office, accept: str, media_type: str) -> None:
    line = a_line()
    held = await office.claimed(line)
    await office.decide(held["id"], refused(line, text="<b>Missing</b>"))
    (notice,) = await notices(office)

    answer = await as_type(office, notice, accept)

    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, media_type)
    assert answer.headers["vary"] == "Accept"
    assert "<b>Missing" not in answer.text or media_type == "application/json"


async def test_the_pdf_is_tagged_and_the_same_each_time(office: Office) -> None:
    line = a_line()
    held = await office.claimed(line)
    await office.decide(held["id"], refused(line))
    (notice,) = await notices(office)

    first, again = [await as_type(office, notice, "application/pdf") for _ in range(2)]

    assert first.content.startswith(b"%PDF-")
    assert first.content == again.content
    assert b"/StructTreeRoot" in first.content
    assert b"pdfuaid" in first.content


async def test_a_priority_that_is_denied_on_receipt_is_told_by_letter(office: Office) -> None:
    request = await office.submit(a_line(), a_ub120_line(), priority=True)

    (notice,) = await notices(office, request_id=request["id"])
    told = await letter(office, notice)

    assert (notice.kind, len(notice.line_ids), notice.decision_id) == ("priority_denied", 1, None)
    assert "Your services are not denied." in words(told)
    assert told.letter.reasons[0].code == "NO_JUSTIFICATION"
    await office.review_priority(request["id"], "rejected", "The present services bridge the week.")
    rejected, _ = await notices(office, request_id=request["id"])
    told = await letter(office, rejected)
    assert len(rejected.line_ids) == 1
    assert told.letter.reasons[0].remark == "The reviewer wrote: The present services bridge the week."


async def test_the_same_submission_twice_sends_one_letter(office: Office) -> None:
    submission = a_current_submission(priority=True)
    for _ in range(2):
        assert (await office.post("", submission, PLANS)).status_code in (200, 201)

    assert len(await notices(office)) == 1


@pytest.mark.parametrize("days", [-1, 0, 9])
async def test_scenario_14_dn_02_a_running_line_is_not_cut_before_its_notice(office: Office, days: int) -> None:
    line, submission = await running(office)
    successor, follow_up = a_decrease(line, submission, in_days(days))
    request = (await office.post("", follow_up, PLANS)).json()
    await office.claim(request["id"])

    too_early = await office.decide(request["id"], authorized(successor))
    later = await office.decide(request["id"], modified(successor, start=str(in_days(10))))

    assert (too_early.status_code, rule_ids(too_early)) == (409, ["DN-02"])
    assert too_early.json()["findings"][0]["expected"] == str(in_days(10))
    assert later.status_code == 200, later.text
    (notice,) = await notices(office, request_id=request["id"])
    assert notice.kind == "reduction_or_termination"
    assert notice.deadlines.continue_by == in_days(15)
    answer = await office.client.get("/authorization/v1/authorizations", headers=REVIEWER)
    new, old = answer.json()["items"]
    assert (new["start"], old["end"]) == (str(in_days(10)), str(in_days(9)))


async def test_dn_02_ten_days_are_enough_and_an_increase_needs_none(office: Office) -> None:
    line, submission = await running(office)
    successor, follow_up = a_decrease(line, submission, in_days(10))
    await decided(office, follow_up, authorized(successor))
    more, increase = a_decrease(successor, submission, in_days(12), units=70)
    request = await decided(office, increase, authorized(more))

    assert [notice.kind for notice in await notices(office, request_id=request["id"])] == ["approval"]


async def test_dn_02_an_exception_must_be_one(office: Office) -> None:
    line, submission = await running(office)
    ending, follow_up = an_end(line, submission, in_days(0))
    request = (await office.post("", follow_up, PLANS)).json()
    await office.claim(request["id"])

    none = await office.decide(request["id"], authorized(ending))
    unknown = await office.decide(request["id"], authorized(ending, advance_notice_exception="haste"))
    fraud = await office.decide(request["id"], authorized(ending, advance_notice_exception="fraud"))
    asked = await office.decide(request["id"], authorized(ending, advance_notice_exception="written_request"))

    assert [answer.status_code for answer in (none, unknown, fraud, asked)] == [409, 409, 409, 200]
    assert rule_ids(unknown) == ["DN-02"]
    (notice,) = await notices(office, request_id=request["id"])
    told = await letter(office, notice)
    assert ["Changes on", told.letter.services[0].facts[-2][1]] in told.letter.services[0].facts
    assert "Last day of service" in words(told)


async def test_who_sees_a_letter(office: Office) -> None:
    line = a_line()
    held = await office.claimed(line)
    await office.decide(held["id"], authorized(line))

    (notice,) = await notices(office, by=CASE_MANAGER, member_id=held["member"]["id"], kind="approval")

    assert await notices(office, by=PARTNER) == []
    assert (await office.client.get(f"{NOTICES}/{notice.id}", headers=PARTNER)).status_code == 404
    assert await notices(office, kind="denial") == []


async def test_a_letter_stays_as_it_was_sent(office: Office, database: PinnedDatabase) -> None:
    line = a_line()
    held = await office.claimed(line)
    await office.decide(held["id"], authorized(line))
    (notice,) = await notices(office)
    before = (await as_type(office, notice, "application/pdf")).content

    async with database.transaction() as connection:
        await connection.execute("update requests set snapshot = jsonb_set(snapshot, '{member,family_name}', '\"X\"')")

    assert (await as_type(office, notice, "application/pdf")).content == before
    with pytest.raises(Exception, match="append-only"):
        async with database.transaction() as connection:
            await connection.execute("delete from notices")


async def test_a_reading_of_a_letter_is_logged(office: Office, database: PinnedDatabase) -> None:
    line = a_line()
    held = await office.claimed(line)
    await office.decide(held["id"], authorized(line))
    (notice,) = await notices(office)
    await letter(office, notice)

    logged = "select count(*) from audit_log where kind = 'read' and subject_type = 'notice' and subject_id = $1"
    assert await database.raw.fetchval(logged, notice.id) == 2
