"""What speaks for each of the five reasons today, with its figures."""

from collections.abc import Iterator
from typing import Any

from casemanagement.domain.discharge import goals_met_80, non_adherence_lacks
from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.domain.moves import PRECEDENCE
from casemanagement.domain.program import DischargeReasonCode

_R = DischargeReasonCode


def readiness(facts: GuardFacts) -> Iterator[dict[str, Any]]:
    """One entry per reason, the gravest first: `reason, ready, rule_id, inputs, lacks`."""
    judged = {
        _R.DEATH: _death(facts),
        _R.PLAN_TERMINATION: _termination(facts),
        _R.MEMBER_REQUEST: (True, "T17", {}, ["write down what the member said"]),
        _R.GOALS_MET_80: _goals(facts),
        _R.NON_ADHERENCE: _non_adherence(facts),
    }
    for reason in PRECEDENCE:
        ready, rule_id, inputs, lacks = judged[reason]
        yield {"reason": reason, "ready": ready, "rule_id": rule_id, "inputs": inputs, "lacks": lacks}


Judged = tuple[bool | None, str, dict[str, Any], list[str]]


def _death(facts: GuardFacts) -> Judged:
    inputs = {"deceased_on": facts.member.deceased_on, "reported_unverified": facts.death_reported}
    return facts.member.deceased_on is not None, "T15", inputs, ["comes from the member's record in plans"]


def _termination(facts: GuardFacts) -> Judged:
    covered = facts.member.covered_on(facts.today)
    inputs = {"covered_today": covered, "coverage_changes_on": facts.member.coverage_changes_on(facts.today)}
    return not covered, "R16", inputs, ["comes from the member's record in plans"]


def _goals(facts: GuardFacts) -> Judged:
    met, eligible = facts.facts.goals_met, facts.facts.goals_eligible
    enough = goals_met_80(met, eligible)
    inputs = {"met": met, "eligible": eligible, "needed": "5 × met ≥ 4 × eligible"}
    lacks = []
    if enough is None:
        lacks.append("no goal counts, so the share is undefined")
    elif not enough:
        lacks.append(f"{met} of {eligible} goals are met; 4 of 5 are needed")
    if facts.episode.state is not EpisodeState.ACTIVE:
        lacks.append("the plan is not active")
    return None if enough is None else not lacks, "R9", inputs, lacks


def _non_adherence(facts: GuardFacts) -> Judged:
    known = facts.facts
    lacks = [lack.sentence for lack in non_adherence_lacks(facts)]
    inputs = {
        "failed_contacts": known.failed_contacts,
        "refusals": known.refusals,
        "warning_letter_on": known.warning_letter_on,
        "barriers_open": known.barriers_open,
        "inpatient": known.inpatient,
        "in_crisis": known.in_crisis,
    }
    return not lacks, "R19", inputs, lacks
