"""What case management is asked and told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from disease.domain.call_rules import Cap, CapAnswer
from shared.runtime.neighbours import ServiceTokens, ask


@dataclass(frozen=True, slots=True)
class CaseManagement:
    """The neighbour at this origin; without tokens of our own nobody can be asked."""

    url: str
    tokens: ServiceTokens | None

    async def reserve_call(self, member_id: UUID, reference: str, at: datetime, *, priority: str) -> Cap:
        """One contact out of what all programs together may make. The same reference asks for the same contact."""
        if self.tokens is None:
            return Cap(CapAnswer.UNKNOWN)
        answer = await ask(
            self.tokens,
            "POST",
            f"{self.url.rstrip('/')}/casemanagement/v1/contact-reservations",
            {
                "member_id": member_id,
                "channel": "phone",
                "purpose": "disease_nurse_call",
                "priority": priority,
                "wanted_at": at,
            },
            key=f"disease-{reference}",
        )
        if answer is None or not answer.is_success:
            return Cap(CapAnswer.UNKNOWN)
        return _cap(answer.json())


def _cap(told: Any) -> Cap:
    """Anything that cannot be read is no permission."""
    try:
        until = told.get("deferred_until")
        return Cap(CapAnswer(told["status"]), datetime.fromisoformat(until) if until else None, str(told["id"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Cap(CapAnswer.UNKNOWN)
