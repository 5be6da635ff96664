"""What the disease service is told: who leads a member's case management (R12), opt-outs that reach it, preferences."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.runtime.work import Work

REACHING = frozenset({"all", "all_dm", "program:asthma", "program:diabetes"})


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

    def tell_opt_out(self, work: Work, opt_out: dict[str, Any]) -> None:
        """Announce an opt-out that reaches disease management, or its revocation; nothing for any other."""
        scope = str(opt_out["scope"])
        if scope not in REACHING and not scope.startswith("channel:"):
            return
        member_id = UUID(str(opt_out["member_id"]))
        work.announce(
            "case_management.opt_out",
            member_id,
            "PUT",
            f"{self.url}/disease/v1/members/{member_id}/opt-outs/{opt_out['id']}",
            {
                "scope": scope,
                "effective_on": opt_out["effective_on"],
                "captured_via": opt_out["captured_via"],
                "captured_by": opt_out["captured_by"],
                "revoked_at": opt_out.get("revoked_at"),
                "revoked_by": opt_out.get("revoked_by"),
                "revoked_reason": opt_out.get("revoked_because"),
            },
        )

    def tell_preferences(self, work: Work, member_id: UUID, version: int, preferences: dict[str, Any]) -> None:
        """Announce what of the preferences holds for letters and calls of disease management."""
        told = {name: preferences.get(name) for name in ("confidential_address", "confidential_phone")}
        work.announce(
            "case_management.preferences",
            member_id,
            "PUT",
            f"{self.url}/disease/v1/members/{member_id}/contact-preferences",
            {**told, "interpreter": bool(preferences.get("interpreter")), "version": version},
        )
