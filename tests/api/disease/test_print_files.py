"""Print files: what stands on the envelope, and letters as PDF."""

import csv
import io

import pytest

from disease.api import mailings
from tests.support.disease_program import Program, day
from tests.support.identities import bearer
from tests.support.mailroom import ADDRESS, Mailroom


@pytest.fixture
def mailroom(program: Program) -> Mailroom:
    return Mailroom(program)


async def test_the_print_file_says_what_stands_on_the_envelope(mailroom: Mailroom) -> None:
    member = await mailroom.member(given_name="=Ada", family_name="Byron", birth_date="1980-05-02", language="es-MX")
    child = await mailroom.member(given_name="Ann", birth_date=day(-3000))
    for each in (member, child):
        await mailroom.due(each)
    job = await mailroom.mailing()

    rows = await mailroom.print_file(job["id"])
    assert {row["name"]: row["language"] for row in rows} == {
        "'=Ada Byron": "es",
        "Parent or guardian of Ann Byron": "en",
    }
    assert (rows[0]["line_1"], rows[0]["city"], rows[0]["material"]) == ("1 Elm St", "Jefferson City", "asthma-basics")


async def test_the_letters_are_an_accessible_pdf_and_always_the_same(mailroom: Mailroom) -> None:
    await mailroom.program.enrolled("high", address=ADDRESS, language="vi")
    member = await mailroom.member("high", language="es")
    await mailroom.due(member)
    job = await mailroom.mailing()
    headers = {**bearer("ops"), "Accept": "application/pdf"}
    address = f"/disease/v1/mailings/{job['id']}/print-file"
    first, second = [await mailroom.program.client.get(address, headers=headers) for _ in range(2)]

    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/pdf")
    assert first.content[:5] == b"%PDF-"
    assert first.content == second.content


async def test_long_print_files_come_in_parts(mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailings, "PIECES", 2)
    for _ in range(3):
        await mailroom.due(await mailroom.member())
    job = await mailroom.mailing()
    first = await mailroom.program.get(f"/mailings/{job['id']}/print-file")
    target = first.headers["Link"].split(">")[0][1:].removeprefix("/disease/v1")
    rest = await mailroom.program.get(target)

    pieces = [row["item_id"] for part in (first, rest) for row in csv.DictReader(io.StringIO(part.text))]
    assert len(set(pieces)) == 3
    assert "Link" not in rest.headers
