"""`harmony import members`."""

from pathlib import Path

from harmony.imports.sending import File, Media, Token, Url, bring_in


def command(file: File, url: Url = "http://127.0.0.1:8000", token: Token = None, media: Media = None) -> None:
    """Import members; a known Medicaid number changes that member. The same file twice makes nothing twice."""
    bring_in("/plans/v1/imports/members", Path(file), url, token, media)
