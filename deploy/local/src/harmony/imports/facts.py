"""`harmony import facts`."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer

from harmony.imports.sending import File, Media, Token, Url, bring_in

Kind = Annotated[str | None, typer.Option(help="What a CSV file holds, where no column says it: condition, …")]
Source = Annotated[str | None, typer.Option(help="Who sends the facts, where no column says it.")]


def command(
    file: File,
    url: Url = "http://127.0.0.1:8000",
    token: Token = None,
    media: Media = None,
    kind: Kind = None,
    source: Source = None,
) -> None:
    """Import coded facts about members' health. A newer row of the same id corrects; the same file twice is as once."""
    asked = urlencode({name: value for name, value in (("kind", kind), ("source", source)) if value})
    bring_in(f"/disease/v1/imports/facts{'?' if asked else ''}{asked}", Path(file), url, token, media)
