"""Keep how a member wants to be reached; a confidential address or phone wins over the household's."""

from typing import Any
from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.errors import MemberNotFound
from casemanagement.persistence.preference_repository import preference_version, save_preferences
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def keep_preferences(work: Work, disease: Disease, member_id: UUID, preferences: dict[str, Any]) -> int:
    """The new version. What was stored before needs its ETag. Raises `MemberNotFound`, `PreconditionFailed`."""
    version = await preference_version(work, member_id)
    if version is None:
        raise MemberNotFound
    check_if_match(work.headers, version, required=version > 0)
    await save_preferences(work, member_id, version + 1, preferences)
    disease.tell_preferences(work, member_id, version + 1, preferences)
    named = sorted(name for name, value in preferences.items() if value)
    work.record("preferences_kept", "member", member_id, member_id=member_id, after={"named": named})
    return version + 1
