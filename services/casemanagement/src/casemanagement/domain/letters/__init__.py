"""Letters in the languages that we write."""

from casemanagement.domain.letters.english import ENGLISH
from casemanagement.domain.letters.spanish import SPANISH
from casemanagement.domain.letters.wording import Wording

LANGUAGES: tuple[Wording, ...] = (ENGLISH, SPANISH)


def wording_for(language: str | None) -> Wording:
    """By the member's language tag, for example `es-MX`; English for one that we do not write."""
    spoken = (language or "").lower().replace("_", "-").split("-")[0]
    return next((wording for wording in LANGUAGES if wording.language == spoken), ENGLISH)
