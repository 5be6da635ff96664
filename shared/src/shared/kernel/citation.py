"""Where a rule comes from, so that every finding can show the sentence behind it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A document that commands something. `file` is its name in `docs/sources`, None when it is not held verbatim."""

    id: str
    title: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source. `quote` is verbatim when the source is held in `docs/sources`, else our paraphrase."""

    source: Source
    section: str
    quote: str
