"""A member asks for material: at any tier, also after an opt-out; it ships soon and moves nothing that is scheduled."""

from typing import Any
from uuid import UUID

from disease.domain.errors import MemberNotFound
from disease.domain.materials import material_of
from disease.domain.policies import policy_on
from disease.domain.program_errors import MaterialUnknown, NotEligible
from disease.persistence.material_requests import insert_request, language_of
from shared.kernel.business_days import business_days_after
from shared.runtime.office_days import holidays_of
from shared.runtime.work import Work


async def request_material(work: Work, member_id: UUID, code: str, language: str | None, via: str) -> dict[str, Any]:
    """Raises `MemberNotFound`, `MaterialUnknown`, `NotEligible`; the same request twice breaks its constraint."""
    member = await language_of(work.tx, member_id)
    if member is None:
        raise MemberNotFound
    if member["deceased_on"] is not None:
        raise NotEligible("The member has died. Nothing is sent.")
    material = material_of(code)
    if material is None:
        raise MaterialUnknown("/material")
    policy = policy_on(work.today)
    ship_by = business_days_after(work.today, policy.request_ships_business_days, holidays_of(*policy.holidays))
    request_id = work.new_id()
    item = await insert_request(
        work.tx,
        {
            "id": request_id,
            "member_id": member_id,
            "disease": material.disease,
            "material": material.code,
            "material_version": material.version,
            "language": material.language_for(language or member["language"]),
            "requested_on": work.today,
            "ship_by": ship_by,
            "requested_via": via,
            "recorded_by": work.caller.subject,
            "recorded_at": work.now,
        },
    )
    work.record("material_requested", "material_request", request_id, member_id=member_id, after=item)
    return item
