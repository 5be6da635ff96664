"""Letters set as PDF from a template and JSON values; what a letter says and how it looks is the service's own."""

import asyncio
from typing import Any

import orjson


async def pdf_of(template: bytes, letter: dict[str, Any]) -> bytes:
    """Tagged PDF/UA-1: title, language, headings and reading order are in it. The same letter, the same file."""
    return await asyncio.to_thread(_compiled, template, letter)


def _compiled(template: bytes, letter: dict[str, Any]) -> bytes:
    import typst  # loaded with the first letter, not at start; a service that sets letters depends on it

    pdf = typst.compile(
        template,
        format="pdf",
        sys_inputs={"letter": orjson.dumps(letter).decode()},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return bytes(pdf)
