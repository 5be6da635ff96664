"""What the disease service is told: who leads a member's case management, so that its nurses do not call too (R12)."""

from dataclasses import dataclass
from uuid import UUID

from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Disease:
    """The neighbour at this origin."""

    url: str

    def tell_lead(self, work: Work, member_id: UUID, case_manager: str | None) -> None:
        """Announce the lead case manager in this transaction; None when no case is enrolled any more."""
        work.announce(
            "case_management.lead",
            member_id,
            "PUT",
            f"{self.url}/disease/v1/members/{member_id}/case-management",
            {"lead_open": case_manager is not None, "case_manager": case_manager, "since": work.now},
        )
