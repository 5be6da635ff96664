"""The work list of the exports, each entry with what to do about it."""

from typing import Any

from authorization.domain.export import ExportStatus, Transmission
from authorization.domain.policies import policy_on
from authorization.domain.rules import EXPORT_RULES
from authorization.domain.rules.exports import ExportFacts
from authorization.persistence.export_queries import unsettled
from shared.kernel.rule import evaluate
from shared.runtime.work import Reading
from shared.schema.findings import finding_as_json


async def list_unsettled_exports(reading: Reading, after: int | None, limit: int) -> list[dict[str, Any]]:
    """Up to `limit + 1` of `id` and `item` (a dict with its findings, ED-01), oldest first, by the policy of today."""
    policy = policy_on(reading.today)
    terms = policy.exports
    now = reading.now
    rows = await unsettled(reading, now - terms.unsent_after, now - terms.unanswered_after, after, limit)
    listed = []
    for row in rows:
        sent = Transmission(
            number=row["number"], status=ExportStatus(row["status"]), since=row["since"], reason=row["reason"]
        )
        findings = evaluate(EXPORT_RULES, ExportFacts(transmission=sent, terms=terms, now=now), policy.id).findings
        item = {**row["item"], "findings": [finding_as_json(found) for found in findings]}
        listed.append({"id": row["id"], "item": item})
    return listed
