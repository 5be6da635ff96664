"""A print file from stored pieces: CSV for the envelope machine, PDF with the letters."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from disease.domain.materials import TAGLINES, material_of
from disease.domain.materials.material import Words
from shared.runtime.typeset import pdf_of

COLUMNS = (
    "item_id",
    "name",
    "line_1",
    "line_2",
    "line_3",
    "line_4",
    "city",
    "state",
    "postal_code",
    "language",
    "material",
    "version",
    "neutral_envelope",
)
MORE = {
    "en": "More to read, free: ask us, or look for {topics} at medlineplus.gov.",
    "es": "Más para leer, gratis: pídanoslo o busque {topics} en medlineplus.gov/spanish.",
}
LEAVE = {
    "en": "You may leave the program or stop letters at any time: call or write to us. Your coverage stays the same.",
    "es": "Puede dejar el programa o las cartas cuando quiera: llámenos o escríbanos. Su cobertura sigue igual.",
}
TITLE = {"en": "Letters", "es": "Cartas"}


@dataclass(frozen=True, slots=True)
class PrintFile:
    """`job` has `parameters` and, of a newsletter, `title` and `articles`; `rows` are printed pieces."""

    job: Any
    rows: list[Any]


def as_csv(pieces: PrintFile) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in pieces.rows:
        address = row["address"]
        lines = [*address["lines"], "", "", "", ""][:4]
        writer.writerow(
            [
                row["id"],
                *(_plain(text) for text in (row["name"], *lines, address["city"], address["state"])),
                address["postal_code"],
                row["language"],
                row["material"],
                row["material_version"],
                "yes" if row["neutral"] else "no",
            ]
        )
    return out.getvalue().encode()


def _plain(text: str) -> str:
    """No spreadsheet takes a name or an address for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


async def as_pdf(pieces: PrintFile) -> bytes:
    office = pieces.job["parameters"]["office"]
    letters = [_letter(row, pieces.job) for row in pieces.rows]
    document = {
        "title": f"{TITLE['en']} {pieces.job['parameters']['day']}",
        "language": "en",
        "date": pieces.job["parameters"]["day"],
        "office": office,
        "letters": letters,
    }
    return await pdf_of(_template(), document)


@lru_cache
def _template() -> bytes:
    return (files("disease.api") / "templates" / "mail-1.typ").read_bytes()


def _letter(row: Any, job: Any) -> dict[str, Any]:
    language = row["language"]
    address = row["address"]
    return {
        "language": language,
        "name": row["name"],
        "address": [*address["lines"], f"{address['city']}, {address['state']} {address['postal_code']}"],
        "reference": str(row["id"]),
        "leave": LEAVE.get(language, LEAVE["en"]),
        "taglines": TAGLINES if _other_language(row) else (),
        **_words(row, job, language),
    }


def _other_language(row: Any) -> bool:
    """Whether the member reads another language than the letter is written in."""
    spoken = (row["member_language"] or row["language"]).split("-")[0].lower()
    return bool(spoken != row["language"])


def _words(row: Any, job: Any, language: str) -> dict[str, Any]:
    if job["title"] is not None:
        sections = [
            {"heading": article["heading"][language], "paragraphs": [article["text"][language]]}
            for article in job["articles"]
        ]
        return {"title": job["title"][language], "paragraphs": [], "sections": sections, "more": ""}
    material = material_of(row["material"], row["material_version"])
    assert material is not None  # noqa: S101 - a version that was mailed is kept
    words: Words = material.words[language]
    topics = ", ".join(link.topic[language] for link in material.links)
    more = MORE[language].format(topics=topics) if topics else ""
    return {"title": words.title, "paragraphs": words.paragraphs, "sections": [], "more": more}
