"""What somebody asks of a case, and what the rules look at before it happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.episode import Episode, EpisodeFacts
from casemanagement.domain.lifecycle import Outcome
from casemanagement.domain.member import Member
from casemanagement.domain.policy import CasePolicy
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from casemanagement.domain.referral import ReferralSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRequest:
    """The members of an action; which of them an action takes is `MEMBERS`."""

    reason: str | None = None
    reply: str | None = None
    outcome: Outcome | None = None
    program: ProgramCode | None = None
    member_agreed: bool = False
    level: str | None = None
    case_manager: str | None = None
    force: bool = False
    identifiers: frozenset[str] = frozenset()
    spoke_with: str | None = None
    agreed: bool = False
    next_contact_on: date | None = None
    until: date | None = None
    scope: str | None = None
    reasons: frozenset[DischargeReasonCode] = frozenset()
    sub_reason: str | None = None
    summary: str | None = None
    cancel_open_tasks: str | None = None


MEMBERS: dict[str, frozenset[str]] = {
    "accept": frozenset({"program", "reason", "reply", "member_agreed", "next_contact_on"}),
    "close": frozenset({"outcome", "reason", "reply", "scope"}),
    "stratify": frozenset({"level", "reason", "next_contact_on"}),
    "assign": frozenset({"case_manager", "force", "next_contact_on"}),
    "reassign": frozenset({"case_manager", "force", "reason", "next_contact_on"}),
    "engage": frozenset({"identifiers", "spoke_with", "agreed", "next_contact_on"}),
    "plan": frozenset({"next_contact_on"}),
    "activate": frozenset({"next_contact_on"}),
    "revise_plan": frozenset({"reason", "next_contact_on"}),
    "hold": frozenset({"reason", "until", "next_contact_on"}),
    "resume": frozenset({"next_contact_on"}),
    "discharge": frozenset({"reasons", "reason", "sub_reason", "summary", "scope", "cancel_open_tasks"}),
    "record_death": frozenset(),
    "end_coverage": frozenset(),
    "reopen": frozenset({"reason", "next_contact_on"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFacts:
    """`opt_outs` are the standing scopes that name this program; `caseload` counts the open cases of whom the action
    names, None where it names nobody. `rival` is the number of an open case that excludes this one. `day_of` answers
    the calendar day of an instant in the programme office."""

    episode: Episode
    member: Member
    request: ActionRequest
    facts: EpisodeFacts = field(default_factory=EpisodeFacts)
    policy: CasePolicy
    care: CarePolicy
    today: date
    now: datetime
    supervisor: bool = False
    system: bool = False
    death_reported: bool = False
    opt_outs: tuple[str, ...] = ()
    caseload: int | None = None
    caseload_limit: int | None = None
    referral_source: ReferralSource | None = None
    rival: str | None = None
    day_of: Callable[[datetime], date] = datetime.date

    @property
    def program(self) -> ProgramCode | None:
        return self.request.program or self.episode.program
