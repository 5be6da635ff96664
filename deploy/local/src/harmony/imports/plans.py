"""`harmony import plans`."""

from pathlib import Path

from harmony.imports.sending import File, Media, Token, Url, bring_in


def command(file: File, url: Url = "http://127.0.0.1:8000", token: Token = None, media: Media = None) -> None:
    """Import plans with their lines of a former system. The same file twice makes nothing twice."""
    bring_in("/plans/v1/imports/conversion-plans", Path(file), url, token, media)
