"""R21 and R20: hours, channel, opt-outs, TTY, language and messages on machines, judged when something goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from casemanagement.domain.care.contacts import (
    Channel,
    Contact,
    ContactOutcome,
    Direction,
    Reachability,
    Route,
)
from casemanagement.domain.care.outbound import OutboundFacts, nothing_goes_out_after_a_report_of_a_death
from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.care.sources import (
    CALLING_TIME,
    CHANNEL_CHOICE,
    CONFIDENTIAL_PROGRAM,
    CONTACT_CAP,
    LANGUAGE,
    OPTED_OUT,
    TTY_ROUTE,
    VOICEMAIL,
)
from shared.kernel.contact_rules import next_allowed, within_hours
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import Rule, rule, seen_as

SEND = "send"
SPOKEN = frozenset({Channel.PHONE, Channel.VIDEO, Channel.VISIT})
TIMED = frozenset({Channel.PHONE, Channel.SMS, Channel.VIDEO, Channel.VISIT})
CLOSABLE = frozenset({Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.MAIL})


@dataclass(frozen=True, slots=True)
class SendFacts:
    """`confidential`: the contact is made for a program whose name nobody else may learn."""

    contact: Contact
    member: Reachability
    policy: CarePolicy
    confidential: bool = False

    @property
    def outbound(self) -> bool:
        return self.contact.direction is Direction.OUTBOUND

    @property
    def exempt(self) -> bool:
        return self.contact.purpose in self.policy.cap.exempt

    def zones(self) -> tuple[ZoneInfo, ...]:
        return tuple(ZoneInfo(zone) for zone in self.member.zones)

    def next_hour(self) -> datetime | None:
        """The next moment of calling time in every zone; None where no hour suits them all."""
        try:
            return next_allowed(self.contact.at, self.zones(), self.policy.hours)
        except ValueError:
            return None


@rule(
    id="R21-HOURS",
    stage=SEND,
    severity=Severity.ERROR,
    message="It is {local} where the member is, outside {first} to {last}. Wait until {next}.",
    citation=CALLING_TIME,
)
def nobody_is_called_in_the_quiet_hours(facts: SendFacts) -> Iterator[Violation]:
    contact = facts.contact
    if (
        not facts.outbound
        or contact.channel not in TIMED
        or within_hours(contact.at, facts.zones(), facts.policy.hours)
    ):
        return
    local = {zone: f"{at:%H:%M}" for zone, at in facts.member.local(contact.at).items()}
    opening = facts.next_hour()
    values = {
        "local": ", ".join(f"{time} ({zone})" for zone, time in local.items()),
        "first": f"{facts.policy.hours.first:%H:%M}",
        "last": f"{facts.policy.hours.last:%H:%M}",
        "next": f"{opening.astimezone(facts.zones()[0]):%Y-%m-%d %H:%M} local time" if opening else "the zone is known",
    }
    yield Violation("/at", expected=opening.isoformat() if opening else None, actual=local, values=values)


@rule(
    id="R21-CHANNEL",
    stage=SEND,
    severity=Severity.ERROR,
    message="The member wants nothing by {channel}. Use another channel.",
    citation=CHANNEL_CHOICE,
)
def a_channel_that_the_member_closed_is_not_used(facts: SendFacts) -> Iterator[Violation]:
    channel = facts.contact.channel
    if facts.outbound and channel in CLOSABLE and f"channel:{channel}" in facts.member.opt_outs:
        yield Violation("/channel", actual=str(channel), values={"channel": channel})


@rule(
    id="R21-PREFERENCE",
    stage=SEND,
    severity=Severity.INFO,
    message="The member prefers {wanted}.",
    citation=CHANNEL_CHOICE,
)
def the_channel_that_the_member_prefers_comes_first(facts: SendFacts) -> Iterator[Violation]:
    wanted = facts.member.channels
    if facts.outbound and wanted and facts.contact.channel not in wanted:
        yield Violation("/channel", list(wanted), str(facts.contact.channel), {"wanted": ", ".join(wanted)})


@rule(
    id="R21-OPT-OUT",
    stage=SEND,
    severity=Severity.ERROR,
    message="The member opted out of this. Answer when the member calls; do not start a contact.",
    citation=OPTED_OUT,
)
def outreach_stops_with_an_opt_out(facts: SendFacts) -> Iterator[Violation]:
    program = facts.contact.program
    disease = program in {"asthma", "diabetes"}
    scopes = {"all", "all_dm" if disease else "all_cm", f"program:{program}"}
    stood = sorted(scopes & facts.member.opt_outs)
    if facts.outbound and stood and not facts.exempt:
        yield Violation("/purpose", actual=stood)


@rule(
    id="R21-TTY",
    stage=SEND,
    severity=Severity.ERROR,
    message="The member uses TTY: call by TTY or relay, and never with a recorded voice.",
    citation=TTY_ROUTE,
)
def a_member_with_tty_is_called_by_tty_or_relay(facts: SendFacts) -> Iterator[Violation]:
    contact = facts.contact
    if facts.outbound and facts.member.tty and contact.channel is Channel.PHONE:
        if contact.route is Route.VOICE:
            yield Violation("/route", ["tty", "relay"], "voice")
        if contact.automated:
            yield Violation("/automated", expected=False, actual=True)


@rule(
    id="R21-LANGUAGE",
    stage=SEND,
    severity=Severity.WARNING,
    message="The member speaks another language than English. Offer an interpreter, and record whether one was used.",
    citation=LANGUAGE,
)
def an_interpreter_is_offered_and_recorded(facts: SendFacts) -> Iterator[Violation]:
    spoken, contact = facts.member.language, facts.contact
    if spoken is None or contact.channel not in SPOKEN or spoken.split("-")[0].lower() == "en":
        return
    talked = contact.outcome in (None, ContactOutcome.REACHED)
    if talked and contact.interpreter is None and contact.language != spoken:
        yield Violation("/interpreter", expected=f"an interpreter for {spoken}, offered or not")


@rule(
    id="R21-MESSAGE",
    stage=SEND,
    severity=Severity.ERROR,
    message="A message on a machine says a name and a call-back number, nothing else. It does not count as an attempt.",
    citation=VOICEMAIL,
)
def a_message_says_a_name_and_a_number_only(facts: SendFacts) -> Iterator[Violation]:
    too_much = sorted(facts.contact.message_contents - facts.policy.message_contents)
    if facts.outbound and facts.contact.outcome is ContactOutcome.LEFT_MESSAGE and too_much:
        yield Violation("/message_contents", sorted(facts.policy.message_contents), too_much)


@rule(
    id="R20",
    stage=SEND,
    severity=Severity.INFO,
    message="This program is confidential: say your name and the office, not the program, until you speak "
    "with the member alone.",
    citation=CONFIDENTIAL_PROGRAM,
)
def a_confidential_program_is_named_to_the_member_only(facts: SendFacts) -> Iterator[Violation]:
    if facts.outbound and facts.confidential:
        yield Violation("/channel")


@dataclass(frozen=True, slots=True)
class CapFacts:
    """`full` says that the member's day or week has no place left for this contact."""

    full: bool
    made: int
    policy: CarePolicy


@rule(
    id="R21-CAP",
    stage=SEND,
    severity=Severity.ERROR,
    message="The member had or has {made} contacts around this day; the most is {day} a day and {week} a week over "
    "all programs. Another one goes first.",
    citation=CONTACT_CAP,
)
def all_programs_together_stay_below_the_cap(facts: CapFacts) -> Iterator[Violation]:
    if facts.full:
        cap = facts.policy.cap
        yield Violation("/wanted_at", values={"made": facts.made, "day": cap.per_day, "week": cap.per_week})


def _outbound(facts: SendFacts) -> OutboundFacts:
    return OutboundFacts(facts.outbound, facts.member.deceased, facts.member.suspended)


SEND_RULES: tuple[Rule[SendFacts], ...] = (
    seen_as(nothing_goes_out_after_a_report_of_a_death, _outbound),
    a_confidential_program_is_named_to_the_member_only,
    a_channel_that_the_member_closed_is_not_used,
    nobody_is_called_in_the_quiet_hours,
    an_interpreter_is_offered_and_recorded,
    a_message_says_a_name_and_a_number_only,
    outreach_stops_with_an_opt_out,
    the_channel_that_the_member_prefers_comes_first,
    a_member_with_tty_is_called_by_tty_or_relay,
)
CAP_RULES: tuple[Rule[CapFacts], ...] = (all_programs_together_stay_below_the_cap,)
