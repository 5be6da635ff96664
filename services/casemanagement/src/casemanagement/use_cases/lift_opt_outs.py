"""The member's own word lifts what they opted out of before (§3.4, 3)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.policy import CasePolicy, business_days_after
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.referral import in_scope
from casemanagement.persistence.member_repository import Dossier
from casemanagement.persistence.opt_out_repository import insert_opt_outs, revoke_opt_outs
from shared.runtime.work import Work

SELF_REFERRAL = "self_referral"
AGREED_ON_CALL = "agreed_on_call"
DAYS_OF_MONTH = 30


def standing_for(dossier: Dossier, program: ProgramCode | None) -> list[dict[str, Any]]:
    """The opt-outs that keep the member out of case management in this program."""
    return [opt_out for opt_out in dossier.opt_outs if in_scope(opt_out["scope"], program)]


async def lift_opt_outs(
    work: Work, disease: Disease, dossier: Dossier, program: ProgramCode | None, because: str, policy: CasePolicy
) -> list[dict[str, Any]]:
    """Revoke what stands in the way; of an opt-out of everything, disease management stays opted out."""
    standing = standing_for(dossier, program)
    if not standing:
        return []
    revoked = await revoke_opt_outs(work, dossier.member.id, [UUID(known["id"]) for known in standing], because)
    scopes = {known["scope"] for known in dossier.opt_outs}
    whole = next((known for known in standing if known["scope"] == "all"), None)
    if whole is not None and "all_dm" not in scopes:
        given = {name: whole[name] for name in ("stated_by", "statement", "captured_via")}
        rest = new_opt_out(work, dossier.member.id, {**given, "scope": "all_dm"}, False, policy)
        await insert_opt_outs(work, [rest])
        disease.tell_opt_out(work, rest)
    for known in revoked:
        disease.tell_opt_out(work, known)
    return revoked


def new_opt_out(
    work: Work, member_id: UUID, given: dict[str, Any], confidential: bool, policy: CasePolicy
) -> dict[str, Any]:
    """A row of `opt_outs`, effective at once unless a later day is given."""
    months = policy.opt_out_review_months
    return {
        **given,
        "id": work.new_id(),
        "version": 1,
        "member_id": member_id,
        "effective_on": given.get("effective_on") or work.today,
        "captured_by": work.caller.subject,
        "confidential": confidential,
        "recorded_at": work.now,
        "confirm_by": business_days_after(work.today, policy.opt_out_confirmation_business_days),
        "review_on": None if months is None else work.today + timedelta(days=DAYS_OF_MONTH * months),
    }
