"""The people of a story, and the tokens that they call with."""

from dataclasses import dataclass, replace

from harmony.keys import development_key
from harmony.tokens import sign_token


@dataclass(frozen=True, slots=True)
class Person:
    """`post` is what they are, as a reader would say it; `agency` the id of the provider they work for."""

    name: str
    post: str
    subject: str
    roles: tuple[str, ...]
    agency: str | None = None

    def of(self, agency: str) -> "Person":
        return replace(self, agency=agency)

    def also(self, role: str) -> "Person":
        return replace(self, roles=(*self.roles, role))

    @property
    def token(self) -> str:
        return sign_token(development_key(), subject=self.subject, roles=list(self.roles), agency=self.agency)
