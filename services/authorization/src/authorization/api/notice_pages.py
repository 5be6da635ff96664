"""A letter as HTML and as PDF, from its stored words; the template that a letter names never changes."""

from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from shared.runtime.typeset import pdf_of

STYLE = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
header p { margin: 0; } h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: #4a4a4a; } dd { margin: 0; }
section.service { border: 1px solid #767676; border-radius: .4rem; padding: .2rem 1rem 1rem; margin: 1rem 0; }
section.service h3 { margin: .6rem 0; } .rule, footer { color: #4a4a4a; font-size: .9rem; }
@media print { body { margin: 0; font-size: 12pt; } section.service { break-inside: avoid; } }
"""


def letter_as_html(letter: dict[str, Any]) -> str:
    """A page that stands alone: no script, nothing loaded from elsewhere."""
    office = letter["office"]
    parts = [
        (
            f'<!doctype html><html lang="{escape(letter["language"])}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(letter['title'])}</title><style>{STYLE}</style></head><body>"
        ),
        f"<header><p><strong>{escape(office['name'])}</strong></p><p>{escape(office['contact'])}</p></header><main>",
        f"<h1>{escape(letter['title'])}</h1>",
        _facts(letter["facts"]),
        _paragraph(letter["greeting"]),
        *(_paragraph(text) for text in letter["opening"]),
        *(_service(letter, service) for service in letter["services"]),
        _reasons(letter["why"], letter["reasons"]),
        *(_section(section) for section in letter["sections"]),
        _paragraph(letter["closing"]),
        f"</main><footer><p>{escape(letter['reference'])}</p></footer></body></html>",
    ]
    return "".join(parts)


def _paragraph(text: str, name: str = "") -> str:
    return f'<p class="{name}">{escape(text)}</p>' if name else f"<p>{escape(text)}</p>"


def _facts(facts: list[list[str]]) -> str:
    return f"<dl>{''.join(f'<dt>{escape(label)}</dt><dd>{escape(value)}</dd>' for label, value in facts)}</dl>"


def _service(letter: dict[str, Any], service: dict[str, Any]) -> str:
    body = f"<h3>{escape(service['name'])}</h3>{_facts(service['facts'])}{_reasons(letter['why'], service['reasons'])}"
    return f'<section class="service">{body}</section>'


def _reasons(why: str, reasons: list[dict[str, Any]]) -> str:
    if not reasons:
        return ""
    items = "".join(
        f"<li>{_paragraph(reason['text'])}{_paragraph(reason['remark']) if reason['remark'] else ''}"
        f"{_paragraph(reason['rule'], 'rule') if reason['rule'] else ''}</li>"
        for reason in reasons
    )
    return f"<p><strong>{escape(why)}</strong></p><ul>{items}</ul>"


def _section(section: dict[str, Any]) -> str:
    return f"<h2>{escape(section['heading'])}</h2>{''.join(_paragraph(text) for text in section['paragraphs'])}"


async def letter_as_pdf(letter: dict[str, Any]) -> bytes:
    return await pdf_of(_template(letter["template"]), letter)


@lru_cache
def _template(name: str) -> bytes:
    return (files("authorization.api") / "templates" / f"{name}.typ").read_bytes()
