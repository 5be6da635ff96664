"""A case as it is read: its dates, its clocks, what may be done now and what each step lacks, and its history."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.sources import NEXT_CONTACT
from casemanagement.domain.episode import Episode, EpisodeFacts
from casemanagement.domain.errors import AccessReasonRequired, CaseNotFound
from casemanagement.domain.guards import ActionRequest, GuardFacts
from casemanagement.domain.lifecycle import BY_MOVE, ENROLLED, LIFECYCLE, TERMINAL
from casemanagement.domain.policy import policy_on
from casemanagement.persistence.case_queries import case_needs_reason, case_read, case_shown
from casemanagement.persistence.member_repository import Dossier, dossier_of
from casemanagement.use_cases.act_on_case import actors_of, guard_facts, judge
from casemanagement.use_cases.load_case import access_reason
from shared.kernel.citation import Citation
from shared.kernel.finding import Severity
from shared.kernel.rule_pages import citation_as_json
from shared.runtime.work import Asking, Reading, Work
from shared.schema.findings import finding_as_json

MEMBER = ("id", "medicaid_id", "given_name", "family_name", "birth_date", "language", "phone", "tty", "time_zone")
STEPS = {
    "identification": "identified_at",
    "stratification": "stratified_at",
    "evaluation": "evaluated_at",
    "planning": "planned_at",
    "service_facilitation": "facilitated_at",
    "advocacy": "advocated_at",
}


async def read_case(reading: Reading, case_id: UUID) -> tuple[int, dict[str, Any]]:
    """Version and body. Raises `CaseNotFound`, `AccessReasonRequired`."""
    row = await case_row(reading, case_id)
    return row["version"], case_body(row, case_id, reading)


async def case_row(reading: Reading, case_id: UUID) -> Any:
    """What is stored of a case, its reading logged. Raises `CaseNotFound`, `AccessReasonRequired`."""
    row = await case_read(reading, case_id, access_reason(reading))
    if row is None:
        raise AccessReasonRequired if await case_needs_reason(reading, case_id) else CaseNotFound
    return row


async def show_case(work: Work, case_id: UUID) -> tuple[int, dict[str, Any]]:
    """The case after a change, inside its transaction."""
    row = await case_shown(work, case_id)
    return row["version"], case_body(row, case_id, work)


def case_body(row: Any, case_id: UUID, asking: Asking) -> dict[str, Any]:
    dossier = dossier_of(row, [case_id])
    episode = next(known for known in dossier.episodes if known.id == case_id)
    facts = _facts(row, dossier, episode, asking)
    actions = list(_actions(facts, asking))
    return {
        **asdict(episode),
        "member": {name: dossier.record[name] for name in MEMBER},
        "outbound_suspended": dossier.record["outbound_suspended_at"] is not None,
        "lead_case_manager": dossier.lead,
        "enrolled": episode.state in ENROLLED,
        "engaged": episode.engaged_at is not None,
        "steps": {name: getattr(episode, field) for name, field in STEPS.items()},
        "clocks": list(clocks(episode, facts.facts, asking)),
        "progress": asdict(facts.facts),
        "opt_outs": [known["scope"] for known in dossier.opt_outs if known["scope"] in facts.opt_outs],
        "referrals": row["referrals"],
        "contacts_after_end": row["late_contacts"],
        "allowed_actions": [entry["action"] for entry in actions],
        "actions": actions,
        "discharges": row["discharges"],
        "history": row["history"],
        "policy": facts.policy.id,
    }


def _facts(row: Any, dossier: Dossier, episode: Episode, asking: Asking) -> GuardFacts:
    policy = policy_on(asking.today)
    return guard_facts(dossier, episode, ActionRequest(), asking, policy, facts_row=row["facts"], source=row["source"])


def _actions(facts: GuardFacts, asking: Asking) -> Iterator[dict[str, Any]]:
    """What the state allows and the caller may do, each with what it lacks or needs to be told."""
    actors, state = actors_of(asking.caller), facts.episode.state
    for action in LIFECYCLE.allowed(state):
        transition = BY_MOVE[state, action]
        if transition.actors.isdisjoint(actors):
            continue
        lacks = judge(facts, action).of(Severity.ERROR)
        yield {
            "action": action,
            "transition": transition.number,
            "to": transition.to,
            "what": transition.what,
            "lacks": [finding_as_json(found) for found in lacks],
        }


def clocks(episode: Episode, facts: EpisodeFacts, asking: Asking) -> Iterator[dict[str, Any]]:
    """Days of the office; a clock ends at the end of its day."""
    care, today = CARE_2026, asking.today
    if episode.eligible_at is not None:
        eligible = asking.day_of(episode.eligible_at)
        begun, done = facts.assessment_begun_at, episode.planned_at
        for name, days, stopped in (
            ("assess_start", care.assess_start_days, begun),
            ("assess_complete", care.assess_complete_days, done),
        ):
            on = asking.day_of(stopped) if stopped else None
            yield _clock(
                name, eligible + timedelta(days=days), on, today, episode, "R4", care.citations[f"{name}_days"]
            )
    if episode.next_contact_on is not None:
        due = episode.next_contact_on
        late = (today - due).days
        alerts = [
            who
            for who, days in (
                ("case_manager", care.contact_overdue_days),
                ("supervisor", care.contact_escalated_days),
            )
            if late > days
        ]
        yield {**_clock("next_contact", due, None, today, episode, "R8", NEXT_CONTACT), "alerts": alerts}


def _clock(
    name: str, due_on: date, done_on: date | None, today: date, episode: Episode, rule_id: str, citation: Citation
) -> dict[str, Any]:
    if done_on is not None:
        status = "met" if done_on <= due_on else "missed"
    elif episode.state in TERMINAL:
        status = "stopped"
    else:
        status = "running" if today <= due_on else "overdue"
    return {
        "clock": name,
        "due_on": due_on,
        "done_on": done_on,
        "status": status,
        "rule_id": rule_id,
        "citation": citation_as_json(citation),
        "alerts": [],
    }
