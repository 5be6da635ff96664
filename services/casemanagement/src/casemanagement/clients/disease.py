"""What the disease service is told: who leads a member's case management (R12), opt-outs and preferences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.runtime.work import Work

SCOPES = frozenset({"all", "all_dm", "program:asthma", "program:diabetes"})
OF_AN_OPT_OUT = (
    "scope",
    "effective_on",
    "captured_via",
    "captured_by",
    "statement",
    "revoked_at",
    "revoked_by",
)


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

    def tell_opt_out(self, work: Work, opt_out: Mapping[str, Any]) -> None:
        """Announce an opt-out or its revocation where it concerns disease management or a channel."""
        scope, member_id = opt_out["scope"], opt_out["member_id"]
        if scope not in SCOPES and not scope.startswith("channel:"):
            return
        told = {name: opt_out.get(name) for name in OF_AN_OPT_OUT}
        work.announce(
            "opt_out",
            UUID(str(member_id)),
            "PUT",
            f"{self.url}/disease/v1/members/{member_id}/opt-outs/{opt_out['id']}",
            {**told, "revoked_reason": opt_out.get("revoked_because")},
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
