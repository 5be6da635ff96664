"""What a piece of educational material is: a version of it never changes, a changed one gets the next version."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from disease.domain.tier import Tier


class MaterialKind(StrEnum):
    WELCOME = "welcome"
    EDUCATION = "education"
    ACTION_PLAN = "action_plan"
    UNABLE_TO_REACH = "unable_to_reach"


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicLink:
    """Public material of the National Library of Medicine, found by code: nothing is fetched here.

    `topic` is its title for readers, by language.
    """

    publisher: str
    system: str
    code: str
    topic: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Material:
    """`disease` is `any` for what names none. `words` are by language; English is always there."""

    code: str
    version: int
    kind: MaterialKind
    disease: str
    tiers: frozenset[Tier]
    words: Mapping[str, Words]
    links: tuple[PublicLink, ...]

    def language_for(self, wanted: str | None) -> str:
        """The member's language when it is written in it, else English."""
        primary = (wanted or "").split("-")[0].lower()
        return primary if primary in self.words else "en"
