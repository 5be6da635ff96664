"""The reasons for a discharge, each with what speaks for it (§3.2, §3.3)."""

from dataclasses import dataclass
from datetime import timedelta

from casemanagement.domain.episode import EpisodeFacts
from casemanagement.domain.guards import GuardFacts


def goals_met_80(met: int, eligible: int) -> bool | None:
    """Rule G80 in whole numbers: 4 of 5 is enough, 35 of 44 is not; None (undefined) when no goal is eligible."""
    return None if eligible == 0 else 5 * met >= 4 * eligible


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a reason still needs, as a sentence, with the place and the figures behind it."""

    pointer: str
    sentence: str
    expected: str | int | None = None
    actual: str | int | None = None


def non_adherence_lacks(facts: GuardFacts) -> tuple[Lacking, ...]:
    """T19 and R19: enough failed contacts or refusals, a warning that had time, and nothing on our side in the way."""
    known, policy, lacking = facts.facts, facts.policy, list[Lacking]()
    contacts, refusals = policy.non_adherence_contacts, policy.non_adherence_refusals
    if known.failed_contacts < contacts and known.refusals < refusals:
        sentence = f"document {contacts} failed contacts or {refusals} refusals of the plan"
        lacking.append(Lacking("/contacts", sentence, contacts, known.failed_contacts))
    if known.warning_letter_on is None:
        lacking.append(Lacking("/letters", "send the warning letter first"))
    elif facts.today < (ripe := known.warning_letter_on + timedelta(days=facts.care.warning_days)):
        lacking.append(Lacking("/letters", f"the warning letter must be out until {ripe}", str(ripe)))
    lacking.extend(Lacking("/state", sentence) for sentence in _in_the_way(known))
    if not facts.supervisor:
        lacking.append(Lacking("/approved_by", "a supervisor discharges for non-adherence"))
    return tuple(lacking)


def _in_the_way(known: EpisodeFacts) -> list[str]:
    sentences = [f"first remove the barrier: {kind}" for kind in known.barriers_open]
    if known.inpatient:
        sentences.append("not while the member is in hospital")
    if known.in_crisis:
        sentences.append("not while the member is in a crisis")
    return sentences
