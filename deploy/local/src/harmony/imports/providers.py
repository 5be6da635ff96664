"""`harmony import providers`."""

from pathlib import Path

from harmony.imports.sending import File, Media, Token, Url, bring_in


def command(file: File, url: Url = "http://127.0.0.1:8000", token: Token = None, media: Media = None) -> None:
    """Import providers with their certifications; a known NPI changes that provider. The same file twice is as once."""
    bring_in("/plans/v1/imports/providers", Path(file), url, token, media)
