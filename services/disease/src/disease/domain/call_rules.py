"""R12, R16, R17 and R21: whether a nurse may call now, judged when the call is made and not when it was planned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from disease.domain.contact_sources import (
    ATTEMPTS,
    COVERAGE_ENDS,
    DEATH_STOPS_CONTACT,
    HOUSE_CAP,
    LEAD_CASE_MANAGER,
    OPT_OUT,
    QUIET_HOURS,
    RELAY_ROUTE,
)
from disease.domain.opt_out import Scope, leaving
from disease.domain.outreach import Channel
from disease.domain.policies.policy import Policy
from shared.kernel.contact_rules import next_allowed, within_hours
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import Evaluation, Rule, evaluate, rule

CALL = "call"


class CapAnswer(StrEnum):
    """What case management says of the cap across programs; `unknown` when it did not answer."""

    GRANTED = "granted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cap:
    answer: CapAnswer
    deferred_until: datetime | None = None
    reservation_id: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class CallFacts:
    """An outbound call at `at`; `zones` are all places where the member may be. `cap` is None while nobody asked."""

    at: datetime
    disease: str
    channel: Channel
    number: str | None
    zones: tuple[str, ...]
    tty: bool
    deceased: bool
    death_reported: bool
    covered: bool
    case_lead_open: bool
    opt_outs: frozenset[str]
    bad_numbers: frozenset[str]
    own_calls_today: int
    policy: Policy
    cap: Cap | None = None

    def places(self) -> tuple[ZoneInfo, ...]:
        return tuple(ZoneInfo(zone) for zone in self.zones)

    def in_hours(self) -> bool:
        return within_hours(self.at, self.places(), self.policy.hours)

    def next_hour(self) -> datetime | None:
        """The first moment from `at` on at which it is calling time in every zone; None where there is none."""
        try:
            return next_allowed(self.at, self.places(), self.policy.hours)
        except ValueError:
            return None


@rule(
    id="R21-HOURS",
    stage=CALL,
    severity=Severity.ERROR,
    message="It is {local} where the member lives. Call between {first} and {last}; next: {next}.",
    citation=QUIET_HOURS,
)
def nobody_is_called_in_the_quiet_hours(facts: CallFacts) -> Iterator[Violation]:
    if facts.in_hours():
        return
    opening, hours = facts.next_hour(), facts.policy.hours
    local = {zone: f"{facts.at.astimezone(ZoneInfo(zone)):%H:%M}" for zone in facts.zones}
    there = f"{opening.astimezone(facts.places()[0]):%Y-%m-%d %H:%M}" if opening else "when the time zone is known"
    yield Violation(
        "/placed_at",
        expected=opening.astimezone(UTC).isoformat() if opening else None,
        actual=local,
        values={
            "local": ", ".join(f"{time} ({zone})" for zone, time in local.items()),
            "first": f"{hours.first:%H:%M}",
            "last": f"{hours.last:%H:%M}",
            "next": there,
        },
    )


@rule(
    id="R21-CHANNEL",
    stage=CALL,
    severity=Severity.ERROR,
    message="The member wants no telephone calls. Write instead.",
    citation=OPT_OUT,
)
def a_member_who_wants_no_calls_is_not_called(facts: CallFacts) -> Iterator[Violation]:
    if Scope.PHONE in facts.opt_outs:
        yield Violation("/channel", actual=Scope.PHONE.value)


@rule(
    id="R21-OPT-OUT",
    stage=CALL,
    severity=Severity.ERROR,
    message="The member opted out ({scope}). Answer when the member calls; do not call.",
    citation=OPT_OUT,
)
def outreach_stops_with_an_opt_out(facts: CallFacts) -> Iterator[Violation]:
    stood = sorted(str(scope) for scope in leaving(facts.disease) if scope in facts.opt_outs)
    if stood:
        yield Violation("/disease", actual=stood, values={"scope": ", ".join(stood)})


@rule(
    id="R12",
    stage=CALL,
    severity=Severity.ERROR,
    message="A lead case manager is in touch with the member. Leave the call to them; mail goes on.",
    citation=LEAD_CASE_MANAGER,
)
def a_lead_case_manager_calls_instead(facts: CallFacts) -> Iterator[Violation]:
    if facts.case_lead_open:
        yield Violation("", actual="lead_open")


@rule(
    id="R17",
    stage=CALL,
    severity=Severity.ERROR,
    message="A death is reported. Nothing goes out.",
    citation=DEATH_STOPS_CONTACT,
)
def nothing_goes_out_after_a_report_of_a_death(facts: CallFacts) -> Iterator[Violation]:
    if facts.deceased or facts.death_reported:
        yield Violation("", actual="deceased" if facts.deceased else "reported")


@rule(
    id="R16",
    stage=CALL,
    severity=Severity.ERROR,
    message="The member is not covered today. Check the coverage in plans.",
    citation=COVERAGE_ENDS,
)
def only_who_is_covered_is_called(facts: CallFacts) -> Iterator[Violation]:
    if not facts.covered and not facts.deceased:
        yield Violation("", actual="not_covered")


@rule(
    id="R21-TTY",
    stage=CALL,
    severity=Severity.ERROR,
    message="The member uses a TTY. Call by tty or relay.",
    citation=RELAY_ROUTE,
)
def who_uses_a_tty_is_called_by_tty_or_relay(facts: CallFacts) -> Iterator[Violation]:
    if facts.tty and facts.channel is Channel.PHONE:
        yield Violation("/channel", expected=["tty", "relay"], actual=facts.channel.value)


@rule(
    id="UTR-NUMBER",
    stage=CALL,
    severity=Severity.ERROR,
    message="There is no number that may be right. Look for another one and send it with the call.",
    citation=ATTEMPTS,
)
def a_number_that_was_wrong_is_not_called_again(facts: CallFacts) -> Iterator[Violation]:
    if facts.number is None or facts.number in facts.bad_numbers:
        yield Violation("/number", actual="none" if facts.number is None else "wrong_or_disconnected")


@rule(
    id="R21-CAP",
    stage=CALL,
    severity=Severity.ERROR,
    message="Another program reaches the member today. Call from {until} on.",
    citation=HOUSE_CAP,
)
def all_programs_together_keep_the_cap(facts: CallFacts) -> Iterator[Violation]:
    if facts.cap is not None and facts.cap.answer in (CapAnswer.DEFERRED, CapAnswer.REFUSED):
        until = facts.cap.deferred_until
        message = None if until else "Case management holds this contact back: {detail}"
        values = {
            "until": f"{until.astimezone(facts.places()[0]):%Y-%m-%d %H:%M}" if until else "",
            "detail": facts.cap.detail or "ask there before you call.",
        }
        yield Violation("", until.isoformat() if until else None, facts.cap.detail, values=values, message=message)


@rule(
    id="R21-CAP-UNKNOWN",
    stage=CALL,
    severity=Severity.ERROR,
    message="The other programs cannot be asked now. Try again in {minutes} minutes; nothing was used up.",
    citation=HOUSE_CAP,
)
def nobody_is_called_while_the_cap_is_not_known(facts: CallFacts) -> Iterator[Violation]:
    if facts.cap is None or facts.cap.answer is not CapAnswer.UNKNOWN:
        return
    yield Violation("", actual="unknown", values={"minutes": facts.policy.cap_retry_minutes})


CALL_RULES: tuple[Rule[CallFacts], ...] = (
    nothing_goes_out_after_a_report_of_a_death,
    only_who_is_covered_is_called,
    outreach_stops_with_an_opt_out,
    a_member_who_wants_no_calls_is_not_called,
    a_lead_case_manager_calls_instead,
    nobody_is_called_in_the_quiet_hours,
    who_uses_a_tty_is_called_by_tty_or_relay,
    a_number_that_was_wrong_is_not_called_again,
    all_programs_together_keep_the_cap,
    nobody_is_called_while_the_cap_is_not_known,
)


def judge_call(facts: CallFacts, cap: Cap | None = None) -> Evaluation:
    return evaluate(CALL_RULES, replace(facts, cap=cap), facts.policy.id)
