"""The facts of a call that a nurse wants to make or has made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from disease.domain.call_rules import CallFacts
from disease.domain.errors import MemberNotFound
from disease.domain.outreach import Channel
from disease.domain.policies import policy_on
from disease.domain.program_errors import EnrolmentNotFound
from disease.persistence.call_repository import CallState, OpenEnrolment, call_state
from shared.kernel.contact_rules import day_part
from shared.kernel.time_zones import zones_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Left out: the program of the highest tier, the member's own route and number, now."""

    disease: str | None
    channel: Channel | None
    number: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Prepared:
    state: CallState
    enrolment: OpenEnrolment
    facts: CallFacts

    @property
    def local_at(self) -> datetime:
        """The wall clock in the first place where the member may be."""
        return self.facts.at.astimezone(ZoneInfo(self.facts.zones[0])).replace(tzinfo=None)

    @property
    def day_part(self) -> str:
        return day_part(self.local_at, self.facts.policy.hours).value


async def prepare_call(asking: Any, tx: Any, member_id: UUID, wanted: Wanted) -> Prepared:
    """`asking` knows the time, `tx` the data. Raises `MemberNotFound`, `EnrolmentNotFound`."""
    state = await call_state(tx, member_id, asking.day_of(wanted.at), asking.now)
    if state is None:
        raise MemberNotFound
    enrolment = state.enrolment_of(wanted.disease)
    if enrolment is None:
        raise EnrolmentNotFound
    return Prepared(state, enrolment, call_facts(state, enrolment.disease, wanted, asking))


def call_facts(state: CallState, disease: str, wanted: Wanted, asking: Any) -> CallFacts:
    policy = policy_on(asking.day_of(wanted.at))
    zones, _ = zones_of(state.time_zone, state.state, state.phone, policy.zones_of_unknown)
    local_day = wanted.at.astimezone(ZoneInfo(zones[0])).date()
    return CallFacts(
        at=wanted.at,
        disease=disease,
        channel=wanted.channel or (Channel.TTY if state.tty else Channel.PHONE),
        number=wanted.number or state.phone,
        zones=zones,
        tty=state.tty,
        deceased=state.deceased,
        death_reported=state.history.death_reported,
        covered=state.covered,
        case_lead_open=state.case_lead_open,
        opt_outs=state.opt_outs,
        bad_numbers=state.history.bad_numbers,
        own_calls_today=state.history.made_on(local_day),
        policy=policy,
    )
