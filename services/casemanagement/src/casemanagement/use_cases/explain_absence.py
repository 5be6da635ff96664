"""Why something of a case is not shown: it is not there, or it is confidential and nobody said why (R20)."""

from uuid import UUID

from casemanagement.domain.errors import AccessReasonRequired, CaseNotFound
from casemanagement.persistence.case_queries import case_needs_reason
from casemanagement.persistence.contact_queries import member_of_case
from shared.kernel.errors import HarmonyError
from shared.runtime.work import Reading


async def check_case_shown(reading: Reading, case_id: UUID) -> None:
    """An empty list is that of a case which the caller may see. Raises `CaseNotFound`, `AccessReasonRequired`."""
    if await member_of_case(reading, case_id) is None:
        raise await absence(reading, case_id, CaseNotFound())


async def absence(reading: Reading, case_id: UUID, otherwise: HarmonyError) -> HarmonyError:
    return AccessReasonRequired() if await case_needs_reason(reading, case_id) else otherwise
