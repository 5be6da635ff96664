"""A letter as HTML and as PDF, from its stored words; the template that a letter names never changes."""

from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from shared.runtime.typeset import pdf_of

STYLE = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
header p, address { margin: 0; font-style: normal; } address { margin: 1.5rem 0; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: #4a4a4a; } dd { margin: 0; }
aside { border: 1px solid #767676; border-radius: .3rem; padding: .5rem 1rem; margin: 1.5rem 0; font-weight: bold; }
footer { color: #4a4a4a; font-size: .9rem; }
@media print { body { margin: 0; font-size: 12pt; } }
"""


def letter_as_html(letter: dict[str, Any]) -> str:
    """A page that stands alone: no script, nothing loaded from elsewhere."""
    office = letter["office"]
    to = "<br>".join(escape(line) for line in letter["to"])
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in letter["facts"])
    sections = "".join(
        f"<h2>{escape(section['heading'])}</h2>{_paragraphs(section['paragraphs'])}" for section in letter["sections"]
    )
    taglines = "".join(f"<aside>{escape(tagline)}</aside>" for tagline in letter["taglines"])
    return (
        f'<!doctype html><html lang="{escape(letter["language"])}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(letter['title'])}</title><style>{STYLE}</style></head><body>"
        f"<header><p><strong>{escape(office['name'])}</strong></p><p>{escape(office['contact'])}</p></header>"
        f"<main><address>{to}</address><h1>{escape(letter['title'])}</h1><dl>{facts}</dl>"
        f"{_paragraphs([letter['greeting'], *letter['opening']])}{sections}{_paragraphs([letter['closing']])}{taglines}"
        f"</main><footer><p>{escape(letter['reference'])}</p></footer></body></html>"
    )


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


async def letter_as_pdf(letter: dict[str, Any]) -> bytes:
    return await pdf_of(_template(letter["template"]), letter)


@lru_cache
def _template(name: str) -> bytes:
    return (files("casemanagement.api") / "templates" / f"{name}.typ").read_bytes()
