"""What case management is asked and told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from disease.domain.call_rules import Cap, CapAnswer
from disease.domain.outreach import Channel
from shared.runtime.neighbours import ServiceTokens, ask
from shared.runtime.work import Work

ROUTES = {Channel.PHONE: "voice", Channel.TTY: "tty", Channel.RELAY: "relay"}


@dataclass(frozen=True, slots=True)
class CaseManagement:
    """The neighbour at this origin; without tokens of our own nobody can be asked."""

    url: str
    tokens: ServiceTokens | None

    async def reserve_call(
        self, member_id: UUID, reference: str, at: datetime, *, channel: Channel, disease: str
    ) -> Cap:
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
                "route": ROUTES[channel],
                "purpose": "disease_management",
                "program": disease,
                "wanted_at": at,
                "reference": reference,
            },
        )
        if answer is None or not answer.is_success:
            return Cap(CapAnswer.UNKNOWN)
        return _cap(answer.json())

    async def programs_for(self, facts: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The programs that the criteria of case management find in these facts; None without an answer.

        It is their dry run: they store nothing, and the criteria stand in one place.
        """
        if self.tokens is None:
            return None
        answer = await ask(self.tokens, "POST", f"{self.url.rstrip('/')}/casemanagement/v1/screenings/preview", facts)
        if answer is None or not answer.is_success:
            return None
        programs: list[dict[str, Any]] = answer.json()["programs"]
        return programs

    def tell_opt_out(self, work: Work, opt_out: dict[str, Any]) -> None:
        """Announce an opt-out, or its revocation: their cap and their programs judge it too."""
        member_id = UUID(str(opt_out["member_id"]))
        names = ("scope", "effective_on", "captured_via", "captured_by", "statement", "revoked_at")
        work.announce(
            "disease.opt_out",
            member_id,
            "PUT",
            f"{self.url.rstrip('/')}/casemanagement/v1/members/{member_id}/opt-outs/{opt_out['id']}",
            {name: opt_out.get(name) for name in names},
        )

    def refer(self, work: Work, submission_id: UUID, member_id: UUID, program: str | None, reason: str) -> None:
        """Announce a referral in this transaction; the same submission is the same referral."""
        work.announce(
            "case_management.referral",
            member_id,
            "POST",
            f"{self.url.rstrip('/')}/casemanagement/v1/referrals",
            {
                "submission_id": str(submission_id),
                "member_id": str(member_id),
                "program": program,
                "source": "internal_data",
                "channel": "disease_management",
                "referrer": {"name": "Disease management"},
                "reason": reason,
            },
        )


def _cap(told: Any) -> Cap:
    """Anything that cannot be read is no permission."""
    try:
        until = told.get("deferred_until")
        said = " ".join(str(finding["message"]) for finding in told.get("findings", ()))
        return Cap(
            CapAnswer(told["status"]), datetime.fromisoformat(until) if until else None, str(told["id"]), said or None
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Cap(CapAnswer.UNKNOWN)
