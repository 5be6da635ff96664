"""Load a case for a change: its member locked, with all episodes, for those who may know of it."""

from uuid import UUID

from casemanagement.domain.episode import Episode
from casemanagement.domain.errors import AccessReasonRequired, CaseNotFound
from casemanagement.persistence.episode_repository import member_of_episode
from casemanagement.persistence.member_repository import Dossier, dossier_for_update
from casemanagement.persistence.visibility import explain_change, reason_given
from shared.runtime.identity import Role
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Asking, Work


async def load_case(work: Work, case_id: UUID) -> tuple[Dossier, Episode]:
    """Raises `CaseNotFound`, `AccessReasonRequired`, `PreconditionFailed` where a stale If-Match is sent."""
    member_id = await member_of_episode(work.tx, case_id)
    dossier = None if member_id is None else await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None or case_id not in dossier.shown:
        raise CaseNotFound
    episode = next(known for known in dossier.episodes if known.id == case_id)
    check_access_reason(work, episode.confidential)
    explain_change(work, "case", case_id, episode.member_id, confidential=episode.confidential)
    check_if_match(work.headers, episode.version, required=False)
    return dossier, episode


def check_access_reason(asking: Asking, confidential: bool) -> None:
    """R20: whoever opens a confidential case says why. Raises `AccessReasonRequired`."""
    if confidential and not asking.caller.has(Role.SERVICE) and not access_reason(asking):
        raise AccessReasonRequired


def access_reason(asking: Asking) -> str | None:
    """The reason that was sent, as far as it can be stored."""
    return reason_given(asking)
