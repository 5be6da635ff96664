"""What speaks for a discharge today."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from casemanagement.domain.guards import ActionRequest
from casemanagement.domain.lifecycle import ENGAGED
from casemanagement.domain.policy import policy_on
from casemanagement.domain.readiness import readiness
from casemanagement.persistence.member_repository import dossier_of
from casemanagement.use_cases.act_on_case import guard_facts
from casemanagement.use_cases.read_case import case_row
from shared.runtime.work import Reading


async def weigh_discharge(reading: Reading, case_id: UUID) -> dict[str, Any]:
    """Raises `CaseNotFound`, `AccessReasonRequired`."""
    row = await case_row(reading, case_id)
    dossier = dossier_of(row, [case_id])
    episode = next(known for known in dossier.episodes if known.id == case_id)
    facts = guard_facts(
        dossier,
        episode,
        ActionRequest(),
        reading,
        policy_on(reading.today),
        facts_row=row["facts"],
        source=row["source"],
    )
    return {
        "case_id": case_id,
        "state": episode.state,
        "dischargeable": episode.state in ENGAGED,
        "reasons": list(readiness(facts)),
        "open_tasks": facts.facts.open_tasks,
        "late_cancellations": [asdict(known) for known in facts.facts.late_cancellations],
    }
