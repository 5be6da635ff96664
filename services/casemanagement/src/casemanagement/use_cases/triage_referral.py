"""A nurse decides on a referral: T3 into a program, or T4."""

from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.errors import AlreadyTriaged, ReferralNotFound
from casemanagement.domain.guards import ActionRequest
from casemanagement.domain.lifecycle import EpisodeAction
from casemanagement.domain.referral import ReferralStatus
from casemanagement.persistence.referral_repository import referral_for_triage
from casemanagement.use_cases.act_on_case import Acted, act_on_case
from shared.runtime.work import Work


async def triage_referral(
    work: Work, disease: Disease, referral_id: UUID, action: EpisodeAction, request: ActionRequest, *, dry_run: bool
) -> tuple[UUID, Acted]:
    """The case and what happened to it. Raises `ReferralNotFound`, `AlreadyTriaged`, and what the action raises."""
    referral = await referral_for_triage(work, referral_id)
    if referral is None:
        raise ReferralNotFound
    if referral["status"] != ReferralStatus.WAITING:
        raise AlreadyTriaged
    case_id = UUID(referral["episode_id"])
    return case_id, await act_on_case(work, disease, case_id, action, request, dry_run=dry_run)
