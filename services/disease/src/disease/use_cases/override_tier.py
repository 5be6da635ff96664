"""Set a nurse's own tier for a while, or take it back."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from disease.domain.assigned_tier import Assignment, override
from disease.domain.errors import MemberNotFound, NoAssignedTier
from disease.domain.program import DiseaseCode
from disease.domain.rule_sets import NEWEST
from disease.domain.tier import Tier
from disease.persistence.member_repository import number_of_member
from disease.persistence.override_repository import assignment_for_update, save_override
from disease.use_cases.follow_registry import follow_member
from shared.runtime.work import Work


async def override_tier(work: Work, member_id: UUID, disease: DiseaseCode, tier: Tier, reason: str) -> dict[str, Any]:
    """Raises `MemberNotFound`, and `NoAssignedTier` for a member without a tier of the machine."""
    number, current = await _current(work, member_id, disease)
    after = override(current, tier, reason, work.caller.subject, work.today, NEWEST.assignment)
    return await _keep(work, member_id, number, disease, current, after, "tier_overridden")


async def withdraw_override(work: Work, member_id: UUID, disease: DiseaseCode) -> dict[str, Any]:
    """Without an override nothing changes. Raises as `override_tier` does."""
    number, current = await _current(work, member_id, disease)
    if current.override is None:
        return _told(disease, current, work)
    return await _keep(work, member_id, number, disease, current, replace(current, override=None), "override_withdrawn")


async def _current(work: Work, member_id: UUID, disease: DiseaseCode) -> tuple[int, Assignment]:
    found = await assignment_for_update(work.tx, member_id, disease.value)
    if found is None and await number_of_member(work.tx, member_id) is None:
        raise MemberNotFound
    if found is None or found[1] is None:
        raise NoAssignedTier
    return found[0], found[1]


async def _keep(
    work: Work,
    member_id: UUID,
    number: int,
    disease: DiseaseCode,
    before: Assignment,
    after: Assignment,
    action: str,
) -> dict[str, Any]:
    await save_override(work.tx, number, disease.value, after.override)
    await follow_member(work, member_id)
    told = _told(disease, after, work)
    work.record(action, "registry", member_id, member_id=member_id, before=_told(disease, before, work), after=told)
    return told


def _told(disease: DiseaseCode, assignment: Assignment, work: Work) -> dict[str, Any]:
    return {
        "disease": disease.value,
        "assigned_tier": assignment.tier.value,
        "tier": assignment.in_force(work.today).value,
        "override": asdict(assignment.override) if assignment.override else None,
    }
