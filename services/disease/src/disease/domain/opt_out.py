"""Who does not want what: program opt-outs stop a program's outreach, channel opt-outs one way of reaching somebody."""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    PROGRAM_ASTHMA = "program:asthma"
    PROGRAM_DIABETES = "program:diabetes"
    ALL_DM = "all_dm"
    ALL = "all"
    PHONE = "channel:phone"
    SMS = "channel:sms"
    MAIL = "channel:mail"
    EMAIL = "channel:email"

    @property
    def is_channel(self) -> bool:
        """A communication preference: the member stays enrolled and gets the other channels."""
        return self.value.startswith("channel:")


WHOLE = frozenset({Scope.ALL_DM, Scope.ALL})


def leaving(disease: str) -> frozenset[Scope]:
    """The scopes that take a member out of this program."""
    return WHOLE | {Scope(f"program:{disease}")}


def programs_left(scope: Scope, diseases: Iterable[str]) -> tuple[str, ...]:
    """The programs that an opt-out of this scope leaves."""
    return tuple(disease for disease in diseases if scope in leaving(disease))


class Source(StrEnum):
    """Who asks that a member joins."""

    MEMBER_SELF = "member_self"
    CAREGIVER = "caregiver"
    AGREED_ON_CALL = "agreed_on_call"
    PROVIDER = "provider"
    STRATIFICATION = "stratification"
    CASE_MANAGEMENT = "case_management"


# Only the member's own word, or the word of who speaks for the member, takes an opt-out back.
REVOKES = frozenset({Source.MEMBER_SELF, Source.CAREGIVER, Source.AGREED_ON_CALL})
